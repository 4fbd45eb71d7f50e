namespace Basalt.Interop.Linux;

/// <summary>A call to the kernel failed where the caller has no other way to go on.</summary>
public sealed class LinuxException : IOException
{
    public LinuxException(string what, Errno error)
        : base($"{what}: {error}") => Error = error;

    public Errno Error { get; }
}
