using Basalt.Contract.Node.V1;

namespace Basalt.Node.Session;

/// <summary>What the node does for clients once it knows what it should be. One caller at a time, but for <see
/// cref="Observe"/>.</summary>
internal interface IWorkload : IAsyncDisposable
{
    /// <summary>
    /// Makes the node what <paramref name="desired"/> says, changing only what differs. Throws
    /// <see cref="WorkloadException"/> with words for the operator if it cannot; asking again later is safe.
    /// </summary>
    Task ApplyAsync(DesiredState desired, CancellationToken cancellation);

    /// <summary>The listeners and the pool as they are now. Any thread.</summary>
    NodeReport Observe();
}
