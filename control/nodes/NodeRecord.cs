using Basalt.Contract.Node.V1;

namespace Basalt.Control.Nodes;

/// <summary>What control knows of one node: what it said at registration and in its newest report.</summary>
public sealed record NodeRecord
{
    /// <summary>32 hexadecimal digits, chosen by the node.</summary>
    public required string NodeId { get; init; }

    public required string SoftwareVersion { get; init; }

    /// <summary>Of the node's process, on its own machine.</summary>
    public required int ProcessId { get; init; }

    public required int ProcessorCount { get; init; }

    /// <summary>Bytes the node may use.</summary>
    public required long MemorySize { get; init; }

    /// <summary>Its session stream is open; what follows was said in it.</summary>
    public bool IsConnected { get; init; }

    /// <summary>The desired state it runs; 0 before the first.</summary>
    public ulong AppliedGeneration { get; init; }

    /// <summary>It is what it should be, at <see cref="AppliedGeneration"/>.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Why it is not what it should be; empty when it is, or is about to be.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The desired state that it could not apply; an older one says nothing of the newest.</summary>
    public ulong ProblemGeneration { get; init; }

    public IReadOnlyList<NodeListener> Listeners { get; init; } = [];

    public long PoolCapacitySize { get; init; }

    public long PoolUsedSize { get; init; }

    /// <summary>The node runs what this generation desires, and nothing is wrong.</summary>
    public bool IsReady(ulong generation) => IsConnected && IsWhole && AppliedGeneration >= generation;

    /// <summary>The node tried to become what this generation desires, and could not.</summary>
    public bool IsStuck(ulong generation)
        => IsConnected && Problem.Length > 0 && ProblemGeneration >= generation;

    internal static NodeRecord From(RegisterRequest request) => new()
    {
        NodeId = request.NodeId,
        SoftwareVersion = request.SoftwareVersion,
        ProcessId = (int)request.ProcessId,
        ProcessorCount = (int)request.ProcessorCount,
        MemorySize = (long)request.MemorySize,
    };

    internal NodeRecord With(NodeReport report) => this with
    {
        IsConnected = true,
        AppliedGeneration = report.AppliedGeneration,
        IsWhole = report.Ready,
        Problem = report.Problem,
        ProblemGeneration = report.ProblemGeneration,
        Listeners = [.. report.Listeners.Select(item => new NodeListener(item.Name, item.Address, (int)item.Port))],
        PoolCapacitySize = (long)(report.Pool?.CapacitySize ?? 0),
        PoolUsedSize = (long)(report.Pool?.UsedSize ?? 0),
    };
}
