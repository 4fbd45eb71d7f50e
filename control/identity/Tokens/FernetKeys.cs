using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Basalt.Control.Identity.Tokens;

/// <summary>A repository of Fernet keys: a directory (0700) with a file (0600) per key, named by number, as Keystone
/// keeps it.</summary>
/// <remarks>
/// The highest number is the primary key, which encrypts; all of them decrypt. Key 0 is staged: it is the next
/// primary, and is spread to every control process before any of them encrypts with it.
/// </remarks>
internal sealed class FernetKeys(string directory, TimeProvider time)
{
    /// <summary>How often the directory is looked at for a rotation that another process made.</summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private volatile Loaded? _loaded;

    /// <summary>Makes the directory, key 0 and key 1, if there are no keys yet.</summary>
    public void Initialize()
    {
        lock (_lock)
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(
                    directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (ListKeyFiles().Count > 0)
                return;
            WriteNewKey(1);
            WriteNewKey(0);
            _loaded = null;
        }
    }

    /// <summary>Makes the staged key primary, stages a new one, and drops the oldest beyond <paramref
    /// name="activeKeysMax"/>. Tokens live on if they are encrypted with a key that stays.</summary>
    public void Rotate(int activeKeysMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(activeKeysMax, 2);
        lock (_lock)
        {
            var numbers = ListKeyFiles();
            File.Move(PathOf(0), PathOf(numbers.Max() + 1));
            WriteNewKey(0);
            foreach (var number in ListKeyFiles().Where(static number => number > 0)
                .OrderDescending().Skip(activeKeysMax - 1).ToList())
                File.Delete(PathOf(number));
            _loaded = null;
        }
    }

    /// <summary>The keys, primary first.</summary>
    public IReadOnlyList<byte[]> Read()
    {
        var loaded = _loaded;
        var now = time.GetUtcNow();
        if (loaded is not null && now - loaded.At < RefreshInterval)
            return loaded.Keys;
        lock (_lock)
        {
            var keys = ListKeyFiles().OrderDescending().Select(ReadKey).ToList();
            if (keys.Count == 0)
                throw new InvalidOperationException($"There are no Fernet keys in {directory}.");
            _loaded = new Loaded(keys, now);
            return keys;
        }
    }

    public byte[] Encrypt(ReadOnlySpan<byte> plaintext, DateTimeOffset now)
    {
        Span<byte> iv = stackalloc byte[Fernet.IvSize];
        RandomNumberGenerator.Fill(iv);
        return Fernet.Encrypt(Read()[0], now, iv, plaintext);
    }

    /// <summary>Null unless one of the keys made the message.</summary>
    public byte[]? TryDecrypt(ReadOnlySpan<byte> message)
    {
        foreach (var key in Read())
        {
            if (Fernet.TryDecrypt(key, message) is { } plaintext)
                return plaintext;
        }

        return null;
    }

    private byte[] ReadKey(int number)
    {
        var text = File.ReadAllText(PathOf(number)).Trim();
        var key = Base64Url.DecodeFromChars(text);
        return key.Length == Fernet.KeySize
            ? key
            : throw new InvalidDataException($"{PathOf(number)} is not a Fernet key of {Fernet.KeySize} bytes.");
    }

    /// <summary>Written beside and renamed, so that no process ever reads half a key.</summary>
    private void WriteNewKey(int number)
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Fernet.KeySize))
            .Replace('+', '-').Replace('/', '_');
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = PathOf(number) + ".tmp";
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, PathOf(number), overwrite: true);
    }

    private List<int> ListKeyFiles() => [.. Directory.EnumerateFiles(directory)
        .Select(static path => int.TryParse(
            Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .Where(static number => number >= 0)];

    private string PathOf(int number) => Path.Combine(directory, number.ToString(CultureInfo.InvariantCulture));

    private sealed record Loaded(IReadOnlyList<byte[]> Keys, DateTimeOffset At);
}
