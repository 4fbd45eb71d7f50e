namespace Basalt.Tests.Conformance.Clients;

/// <summary>A folder of one test's own, gone with it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("basalt-conformance-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Fails the test if the file system has less free than it is about to use, at worst.</summary>
    public void NeedFree(long size)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace;
        if (free < size)
        {
            Tool.Lack($"needs {size >> 30} GiB of free space, there are {free >> 30}");
        }
    }
}
