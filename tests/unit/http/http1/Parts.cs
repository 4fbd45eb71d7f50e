using System.Buffers;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>Bytes as a sequence of several segments, as a connection hands them on.</summary>
internal static class Parts
{
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, int partSize)
    {
        if (bytes.IsEmpty) return default;
        Segment? first = null;
        Segment? last = null;
        for (var start = 0; start < bytes.Length; start += partSize)
        {
            last = new Segment(bytes.Slice(start, Math.Min(partSize, bytes.Length - start)), last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null) return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
