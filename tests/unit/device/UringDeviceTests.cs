using Basalt.Device.Uring;
using Basalt.Interop.Linux.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Device;

public sealed class UringDeviceTests() : PoolFileSuite(Mode())
{
    private static PoolFileMode Mode()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return PoolFileMode.Ring;
    }
}
