using Basalt.Contract.Node.V1;

namespace Basalt.Control.Nodes;

/// <summary>What control knows of one node: what it said at registration and in its newest report.</summary>
/// <param name="NodeId">32 hexadecimal digits, chosen by the node.</param>
/// <param name="SoftwareVersion">Of the node.</param>
/// <param name="ProcessId">Of the node's process, on its own machine.</param>
/// <param name="ProcessorCount">Logical processors the node may use.</param>
/// <param name="MemorySize">Bytes the node may use.</param>
/// <param name="IsConnected">Its session stream is open.</param>
/// <param name="Report">The newest report of the open session; null until it came.</param>
public sealed record NodeRecord(
    string NodeId,
    string SoftwareVersion,
    int ProcessId,
    int ProcessorCount,
    long MemorySize,
    bool IsConnected,
    NodeReport? Report)
{
    /// <summary>The node runs what this generation desires, and nothing is wrong.</summary>
    public bool IsReady(ulong generation)
        => IsConnected && Report is { Ready: true } report && report.AppliedGeneration >= generation;
}
