namespace Basalt.Tests.Unit.Transport;

public sealed class MemoryTransportTests : TransportSuite
{
    internal override Task InArenaAsync(Func<Arena, Task> test) => RunAsync(new MemoryArena(), test);
}
