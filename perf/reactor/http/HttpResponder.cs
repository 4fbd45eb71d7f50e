using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using Basalt.Transport;

namespace Basalt.Perf.Reactor.Http;

/// <summary>
/// Answers every request with the same body, on one shard: what HTTP over the transport costs at the least. Requests
/// may be pipelined; bodies are read and dropped. <c>/counters</c> answers the counters, as text.
/// </summary>
internal sealed class HttpResponder(int bodySize, TimeProvider clock)
{
    /// <summary>Written and not flushed: from here on what a client pipelined is flushed first.</summary>
    private const int UnflushedSizeMax = 64 * 1024;

    private readonly FixedAnswer _answer = new(bodySize, clock);
    private readonly byte[] _scratch = new byte[RequestHead.SizeMax];
    private long _requests;

    public async Task ServeAsync(IConnection connection)
    {
        var (input, output) = (connection.Input, connection.Output);
        var dropSize = 0L;
        while (true)
        {
            var read = await input.ReadAsync();
            var buffer = read.Buffer;
            var outcome = Answer(ref buffer, ref dropSize, output);
            var isAll = outcome != AnswerOutcome.Full;
            input.AdvanceTo(buffer.Start, isAll ? buffer.End : buffer.Start);
            if (output.UnflushedBytes > 0 && (await output.FlushAsync()).IsCompleted) return;
            if (outcome == AnswerOutcome.Last || (read.IsCompleted && isAll)) return;
            var next = outcome == AnswerOutcome.InHead ? ConnectionPhase.Head : ConnectionPhase.Idle;
            if (dropSize > 0) next = ConnectionPhase.Body;
            if (next != connection.Phase) connection.Phase = next;
        }
    }

    private AnswerOutcome Answer(ref ReadOnlySequence<byte> buffer, ref long dropSize, PipeWriter output)
    {
        while (true)
        {
            if (dropSize > 0)
            {
                var size = Math.Min(dropSize, buffer.Length);
                buffer = buffer.Slice(size);
                dropSize -= size;
            }

            if (buffer.IsEmpty) return AnswerOutcome.All;
            if (output.UnflushedBytes >= UnflushedSizeMax) return AnswerOutcome.Full;
            switch (RequestHead.TryRead(ref buffer, _scratch, out var head))
            {
                case HeadOutcome.Incomplete: return AnswerOutcome.InHead;
                case HeadOutcome.Bad:
                    output.Write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8);
                    return AnswerOutcome.Last;
                case HeadOutcome.Done: break;
            }

            dropSize = head.BodySize;
            _requests++;
            if (head.Target.SequenceEqual("/counters"u8)) WriteCounters(output);
            else output.Write(_answer.Bytes);
            if (head.IsLast) return AnswerOutcome.Last;
        }
    }

    /// <summary>Without an allocation of its own, so that the difference of two readings is what lay between. Not by
    /// interpolation: the JIT's first code for that boxes each number.</summary>
    private void WriteCounters(PipeWriter output)
    {
        Span<byte> body = stackalloc byte[256];
        var shard = GC.GetAllocatedBytesForCurrentThread();
        var size = Append("requests "u8, _requests, "\n"u8, body);
        size += Append("shard "u8, shard, "\n"u8, body[size..]);
        size += Append("process "u8, GC.GetTotalAllocatedBytes(), "\n"u8, body[size..]);
        var target = output.GetSpan(512);
        var headSize = Append("HTTP/1.1 200 OK\r\nContent-Length: "u8, size, "\r\n\r\n"u8, target);
        body[..size].CopyTo(target[headSize..]);
        output.Advance(headSize + size);
    }

    private static int Append(ReadOnlySpan<byte> before, long value, ReadOnlySpan<byte> after, Span<byte> target)
    {
        before.CopyTo(target);
        Utf8Formatter.TryFormat(value, target[before.Length..], out var size);
        after.CopyTo(target[(before.Length + size)..]);
        return before.Length + size + after.Length;
    }

    private enum AnswerOutcome
    {
        /// <summary>All that came is answered.</summary>
        All,

        /// <summary>All but the beginning of a head.</summary>
        InHead,

        /// <summary>More is there, but what is answered must go out first.</summary>
        Full,

        /// <summary>The connection ends.</summary>
        Last,
    }
}
