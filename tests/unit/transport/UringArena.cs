using Basalt.Runtime.Rings;
using Basalt.Transport.Uring;

namespace Basalt.Tests.Unit.Transport;

/// <summary>The kernel's loopback through the shard's ring.</summary>
internal sealed class UringArena : SocketArena
{
    private UringArena(RingDriver driver, UringTransport transport)
        : base(driver, transport) => Ring = transport;

    public UringTransport Ring { get; }

    public static UringArena Make()
    {
        var driver = new RingDriver();
        return new UringArena(driver, new UringTransport(driver));
    }
}
