using System.Buffers;
using System.IO.Pipelines;

namespace Basalt.Http.Http1.Body;

/// <summary>A body of known size (RFC 9112 section 6.2), also one of none.</summary>
internal sealed class LengthBody(Http1Exchange exchange) : RequestBody(exchange)
{
    private ReadOnlySequence<byte> _buffer;
    private bool _isWhole;

    /// <summary>Bytes not consumed.</summary>
    public long Left { get; private set; }

    public override bool IsAtEnd => Left == 0;

    public void Begin(long size)
    {
        Begin();
        Left = size;
        _buffer = default;
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!IsHeld) return;
        IsHeld = false;
        Left -= _buffer.Slice(0, consumed).Length;
        _buffer = default;

        // With the whole rest here nothing more is to be waited for, however much of it was examined.
        Input.AdvanceTo(consumed, _isWhole ? consumed : examined);
    }

    public override void Release()
    {
        if (IsHeld) AdvanceTo(_buffer.Start);
    }

    protected override bool Take(in ReadResult read, out ReadResult result)
    {
        _buffer = read.Buffer;
        _isWhole = _buffer.Length >= Left;
        if (_isWhole) _buffer = _buffer.Slice(0, Left);
        result = new ReadResult(_buffer, read.IsCanceled, _isWhole);
        IsHeld = _isWhole || read.IsCanceled || (!_buffer.IsEmpty && !read.IsCompleted);
        if (IsHeld) return true;
        Input.AdvanceTo(_buffer.Start);
        _buffer = default;
        return read.IsCompleted ? throw Truncated() : false;
    }
}
