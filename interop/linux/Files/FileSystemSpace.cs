namespace Basalt.Interop.Linux.Files;

/// <summary>Room of a file system in bytes: all of it, and what an unprivileged process may still take.</summary>
public readonly record struct FileSystemSpace(long TotalSize, long AvailableSize);
