using System.Buffers.Text;
using System.Text;

namespace Basalt.Perf.Load.Engine;

/// <summary>Reads what servers under test answer (RFC 9112): a status, then Content-Length or chunks.</summary>
internal sealed class HttpAnswerReader : IAnswerReader
{
    private const int HeadSizeMax = 16 * 1024;

    private byte[] _held = [];
    private int _heldSize;
    private State _state;
    private int _status;
    private long _left;

    public bool IsLast { get; private set; }

    private enum State
    {
        Head,
        Body,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
    }

    public bool TryTake(ref ReadOnlySpan<byte> bytes, out bool isGood)
    {
        while (true)
        {
            isGood = _status is >= 200 and < 300;
            switch (_state)
            {
                case State.Head:
                    if (!TryTakeUpTo("\r\n\r\n"u8, ref bytes, out var head)) return false;
                    Parse(head);
                    _heldSize = 0;
                    if (_state == State.Body && _left == 0) return End(out isGood);
                    break;
                case State.Body or State.ChunkData:
                    var step = (int)Math.Min(_left, bytes.Length);
                    bytes = bytes[step..];
                    _left -= step;
                    if (_left > 0) return false;
                    if (_state == State.Body) return End(out isGood);
                    _state = State.ChunkEnd;
                    break;
                case State.ChunkEnd or State.Trailer or State.ChunkSize:
                    if (!TryTakeUpTo("\r\n"u8, ref bytes, out var line)) return false;
                    var isEnd = _state == State.Trailer && line.Length == 2;
                    if (_state == State.ChunkSize) BeginChunk(line);
                    else if (_state == State.ChunkEnd) _state = State.ChunkSize;
                    _heldSize = 0;
                    if (isEnd) return End(out isGood);
                    break;
            }
        }
    }

    private bool End(out bool isGood)
    {
        isGood = _status is >= 200 and < 300;
        _state = State.Head;
        return true;
    }

    private void BeginChunk(ReadOnlySpan<byte> line)
    {
        if (!Utf8Parser.TryParse(line, out _left, out _, 'x')) throw new IOException("an answer's chunk has no size");
        _state = _left == 0 ? State.Trailer : State.ChunkData;
    }

    /// <summary>All up to and with the mark, in one piece; parts are held until it has come.</summary>
    private bool TryTakeUpTo(ReadOnlySpan<byte> mark, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> found)
    {
        found = default;
        if (_heldSize == 0 && bytes.IndexOf(mark) is var end and >= 0)
        {
            found = bytes[..(end + mark.Length)];
            bytes = bytes[found.Length..];
            return true;
        }

        if (bytes.IsEmpty) return false;
        var before = _heldSize;
        var size = Math.Min(bytes.Length, HeadSizeMax - before);
        if (size == 0) throw new IOException("an answer's head does not end");
        if (_held.Length < before + size) Array.Resize(ref _held, Math.Max(1024, before + size));
        bytes[..size].CopyTo(_held.AsSpan(before));
        _heldSize = before + size;
        end = _held.AsSpan(0, _heldSize).IndexOf(mark);
        if (end < 0)
        {
            bytes = bytes[size..];
            return false;
        }

        found = _held.AsSpan(0, end + mark.Length);
        bytes = bytes[(found.Length - before)..];
        return true;
    }

    private void Parse(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1."u8) || !Utf8Parser.TryParse(head[9..], out _status, out _))
            throw new IOException("the server does not answer in HTTP/1.1");
        _left = 0;
        _state = _status is 100 ? State.Head : State.Body;
        for (var at = head.IndexOf("\r\n"u8) + 2; at < head.Length - 2;)
        {
            var size = head[at..].IndexOf("\r\n"u8);
            Take(head.Slice(at, size));
            at += size + 2;
        }

        if (_status is 204 or 304) _left = 0;
    }

    private void Take(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        if (colon is not (10 or 14 or 17)) return;
        var name = field[..colon];
        var value = field[(colon + 1)..].Trim((byte)' ');
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            if (!Utf8Parser.TryParse(value, out _left, out _)) throw new IOException("an answer's length is no number");
        }
        else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            _state = State.ChunkSize;
        }
        else if (Ascii.EqualsIgnoreCase(name, "Connection"u8) && Ascii.EqualsIgnoreCase(value, "close"u8))
        {
            IsLast = true;
        }
    }
}
