using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Basalt.Control.Host.Data;

/// <summary>
/// The admin's first password: 192 random bits, kept in a file of its own so that clouds.yaml and its kin can be
/// written
/// again at each start. It is on disk before identity knows it, so a crash between the two loses nothing.
/// </summary>
internal static class AdminPassword
{
    private const int RandomSize = 24;

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomSize));

    public static string? TryRead(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    public static void Write(string path, string password)
        => OwnerFile.Write(path, Encoding.ASCII.GetBytes(password + "\n"));
}
