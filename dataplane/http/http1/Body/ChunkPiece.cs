using System.Buffers;

namespace Basalt.Http.Http1.Body;

/// <summary>Data of a chunk where it was received, as a part of what a reader sees. Used again for each read.</summary>
internal sealed class ChunkPiece : ReadOnlySequenceSegment<byte>
{
    /// <summary>Where it begins in what was received.</summary>
    public SequencePosition Origin { get; private set; }

    /// <summary>The decoder at its begin.</summary>
    public ChunkDecoder Decoder { get; private set; }

    public void Set(ReadOnlyMemory<byte> memory, SequencePosition origin, ChunkDecoder decoder, ChunkPiece? previous)
    {
        Memory = memory;
        Origin = origin;
        Decoder = decoder;
        Next = null;
        RunningIndex = 0;
        if (previous is null) return;
        RunningIndex = previous.RunningIndex + previous.Memory.Length;
        previous.Next = this;
    }

    /// <summary>Lets go of the memory.</summary>
    public void Clear()
    {
        Memory = default;
        Origin = default;
        Next = null;
    }
}
