using Basalt.Interop.Linux.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

public sealed class UringTransportTests : KernelTransportSuite
{
    internal override Task InArenaAsync(Func<Arena, Task> test)
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return RunAsync(UringArena.Make(), test);
    }
}
