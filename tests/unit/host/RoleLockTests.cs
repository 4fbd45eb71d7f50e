using Basalt.Control.Host.Data;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class RoleLockTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");

    private string LockPath => Path.Combine(_directory.FullName, "role.lock");

    private string PidPath => Path.Combine(_directory.FullName, "role.pid");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_role_is_taken_once_and_names_its_process()
    {
        using var role = RoleLock.TryTake(LockPath, PidPath);

        Assert.NotNull(role);
        Assert.Null(RoleLock.TryTake(LockPath, PidPath));
        Assert.Equal(Environment.ProcessId, RoleLock.ReadOwner(LockPath, PidPath));
    }

    [Fact]
    public void A_role_given_up_is_free_whatever_the_pid_file_says()
    {
        RoleLock.TryTake(LockPath, PidPath)!.Dispose();

        Assert.True(File.Exists(PidPath));
        Assert.Null(RoleLock.ReadOwner(LockPath, PidPath));
        using var again = RoleLock.TryTake(LockPath, PidPath);
        Assert.NotNull(again);
    }

    [Fact]
    public void Its_files_are_the_owners_alone()
    {
        using var role = RoleLock.TryTake(LockPath, PidPath);

        Assert.Equal(OwnerFile.FileMode, File.GetUnixFileMode(LockPath));
        Assert.Equal(OwnerFile.FileMode, File.GetUnixFileMode(PidPath));
    }
}
