namespace Basalt.Transport.Memory;

/// <summary>Somebody who wants to connect. Answered once, from the listener's shard.</summary>
internal sealed class MemoryOffer(MemoryConnection client)
{
    private readonly TaskCompletionSource<bool> _isAccepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MemoryConnection Client { get; } = client;

    /// <summary>Whether it was taken. Answers may come to the client before this does; they wait in its
    /// pipe.</summary>
    public Task<bool> IsAccepted => _isAccepted.Task;

    public void Accept() => _isAccepted.SetResult(true);

    public void Refuse() => _isAccepted.SetResult(false);
}
