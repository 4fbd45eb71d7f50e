namespace Basalt.Tests.Unit.Transport;

public sealed class SocketTransportTests : KernelTransportSuite
{
    internal override Task InArenaAsync(Func<Arena, Task> test) => RunAsync(new SocketArena(), test);
}
