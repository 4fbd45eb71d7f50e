using Basalt.Contract.Node.V1;
using Basalt.Node.Session;

namespace Basalt.Node;

/// <summary>A node that serves no clients.</summary>
internal sealed class IdleWorkload : IWorkload
{
    public Task ApplyAsync(DesiredState desired, CancellationToken cancellation) => Task.CompletedTask;

    public NodeReport Observe() => new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
