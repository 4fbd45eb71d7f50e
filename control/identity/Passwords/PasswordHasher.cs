using BCrypt.Net;

namespace Basalt.Control.Identity.Passwords;

/// <summary>Hashes and verifies passwords with bcrypt, in the form that Keystone stores (<c>$2b$</c>).</summary>
/// <remarks>bcrypt looks at the first 72 bytes of UTF-8 and no further; Keystone cuts there, and so a longer password
/// is one with its first 72 bytes. A hash costs a quarter of a second of one core: no more run at once than there are
/// cores, and the others stand in a <see cref="PasswordQueue"/>.</remarks>
internal sealed class PasswordHasher(int cost)
{
    /// <summary>Keystone's max_password_length.</summary>
    public const int PasswordLengthMax = 4_096;

    /// <summary>What is verified when there is no hash, so that a user that does not exist takes as long to refuse as
    /// one that does. Well-formed; no password has it.</summary>
    private readonly string _nobody = $"$2b${cost:D2}$" + new string('.', 53);

    private readonly PasswordQueue _queue = new(Environment.ProcessorCount);

    public Task<string> HashAsync(string password, PasswordSource source, CancellationToken cancellation) => RunAsync(
        source,
        () => BCrypt.Net.BCrypt.HashPassword(password, BCrypt.Net.BCrypt.GenerateSalt(cost, 'b')),
        cancellation);

    /// <summary>Takes the same time whether there is a hash or not.</summary>
    public Task<bool> VerifyAsync(
        string password, string? hash, PasswordSource source, CancellationToken cancellation) => RunAsync(
            source, () => Verify(password, hash ?? _nobody) && hash is not null, cancellation);

    private static bool Verify(string password, string hash)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (SaltParseException)
        {
            return false;
        }
    }

    private async Task<T> RunAsync<T>(PasswordSource source, Func<T> work, CancellationToken cancellation)
    {
        await _queue.EnterAsync(source, cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _queue.Leave();
        }
    }
}
