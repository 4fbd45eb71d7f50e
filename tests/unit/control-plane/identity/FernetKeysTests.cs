using Basalt.Control.Identity.Tokens;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class FernetKeysTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("basalt-keys-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_new_repository_is_private_and_has_a_staged_and_a_primary_key()
    {
        Open();

        Assert.Equal(["0", "1"], Files());
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Repository, "1")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Repository));
    }

    [Fact]
    public void Rotation_promotes_the_staged_key_and_drops_the_oldest()
    {
        var keys = Open();
        var staged = File.ReadAllText(Path.Combine(Repository, "0"));
        keys.Rotate(activeKeysMax: 3);
        Assert.Equal(staged, File.ReadAllText(Path.Combine(Repository, "2")));
        Assert.Equal(["0", "1", "2"], Files());

        keys.Rotate(activeKeysMax: 3);

        Assert.Equal(["0", "2", "3"], Files());
    }

    [Fact]
    public void What_an_older_key_made_is_read_until_that_key_is_dropped()
    {
        var keys = Open();
        var message = keys.Encrypt("text"u8, DateTimeOffset.UnixEpoch);
        keys.Rotate(activeKeysMax: 3);
        Assert.NotNull(keys.TryDecrypt(message));
        keys.Rotate(activeKeysMax: 3);

        Assert.Null(keys.TryDecrypt(message));
    }

    [Fact]
    public void Opening_again_keeps_the_keys()
    {
        var message = Open().Encrypt("text"u8, DateTimeOffset.UnixEpoch);

        Assert.Equal("text"u8.ToArray(), Open().TryDecrypt(message));
    }

    private string Repository => Path.Combine(_directory, "keys");

    private string[] Files() => [.. Directory.GetFiles(Repository).Select(Path.GetFileName).Order().OfType<string>()];

    private FernetKeys Open()
    {
        var keys = new FernetKeys(Repository, TimeProvider.System);
        keys.Initialize();
        return keys;
    }
}
