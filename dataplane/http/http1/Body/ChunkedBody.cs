using System.Buffers;
using System.IO.Pipelines;

namespace Basalt.Http.Http1.Body;

/// <summary>A chunked body (RFC 9112 section 7.1): the data of its chunks, joined without a copy.</summary>
/// <remarks>
/// Invariants: <c>_decoder</c> stands at <c>_end</c> while a read is held; when the reader leaves something, the
/// decoder goes back to there, and what follows is decoded anew at the next read.
/// </remarks>
internal sealed class ChunkedBody(Http1Exchange exchange) : RequestBody(exchange)
{
    /// <summary>Runs of data shown in one read; what follows comes with the next. Doubled for a reader that leaves
    /// them all.</summary>
    private const int RunCountStart = 64;

    private readonly List<ChunkPiece> _pieces = [];
    private ChunkDecoder _decoder;
    private ReadOnlySequence<byte> _received;
    private SequencePosition _end;
    private int _count;
    private int _runCountMax;
    private bool _isExhausted;

    public override bool IsAtEnd => _decoder.IsDone && !IsHeld;

    public void BeginChunks()
    {
        Begin();
        _decoder = default;
        _runCountMax = RunCountStart;
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!IsHeld) return;
        IsHeld = false;
        var (position, isAllExamined) = (_end, true);
        if (_count > 0 && !IsLast(consumed))
        {
            var piece = (ChunkPiece)consumed.GetObject()!;
            position = _received.GetPosition(consumed.GetInteger(), piece.Origin);
            isAllExamined = IsLast(examined) && !_decoder.IsDone;
            if (isAllExamined && !_isExhausted) _runCountMax *= 2;
            _decoder = piece.Decoder.After(consumed.GetInteger());
        }

        Input.AdvanceTo(position, isAllExamined && _isExhausted ? _received.End : position);
        Forget();
    }

    public override void Release()
    {
        if (!IsHeld) return;
        AdvanceTo(_count > 0 ? new SequencePosition(_pieces[0], 0) : default);
    }

    protected override bool Take(in ReadResult read, out ReadResult result)
    {
        var reader = new SequenceReader<byte>(read.Buffer);
        try
        {
            Decode(ref reader, read.Buffer);
        }
        catch (MalformedBodyException)
        {
            Input.AdvanceTo(read.Buffer.Start);
            throw;
        }

        _end = reader.Position;
        _received = read.Buffer;
        var data = _count == 0
            ? default
            : new ReadOnlySequence<byte>(_pieces[0], 0, _pieces[_count - 1], _pieces[_count - 1].Memory.Length);
        result = new ReadResult(data, read.IsCanceled, _decoder.IsDone);
        var isTruncated = read.IsCompleted && _isExhausted;
        IsHeld = !isTruncated && (_count > 0 || _decoder.IsDone || read.IsCanceled);
        if (IsHeld) return true;
        Input.AdvanceTo(_end, _received.End);
        Forget();
        return isTruncated ? throw Truncated() : false;
    }

    private void Decode(ref SequenceReader<byte> reader, in ReadOnlySequence<byte> received)
    {
        _count = 0;
        _isExhausted = false;
        for (var runs = 0; runs < _runCountMax && !_isExhausted && !_decoder.IsDone; runs++)
        {
            var size = _decoder.TakeData(ref reader, out var start, out var before);
            if (size > 0) Add(received.Slice(start, size), before);
            else _isExhausted = !_decoder.IsDone;
        }
    }

    private void Add(ReadOnlySequence<byte> run, ChunkDecoder decoder)
    {
        foreach (var memory in run)
        {
            if (memory.IsEmpty) continue;
            if (_count == _pieces.Count) _pieces.Add(new ChunkPiece());
            var previous = _count == 0 ? null : _pieces[_count - 1];
            _pieces[_count++].Set(memory, run.Start, decoder, previous);
            run = run.Slice(memory.Length);
            decoder = decoder.After(memory.Length);
        }
    }

    private bool IsLast(SequencePosition position)
        => ReferenceEquals(position.GetObject(), _pieces[_count - 1])
            && position.GetInteger() == _pieces[_count - 1].Memory.Length;

    private void Forget()
    {
        for (var i = 0; i < _count; i++) _pieces[i].Clear();
        _count = 0;
        _received = default;
    }
}
