using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

namespace Basalt.Http.Http1.Response;

/// <summary>The response's body as its handler writes it, with the head before it and the framing around it.</summary>
/// <remarks>
/// Invariants, of the memory taken from the connection's writer and not advanced over yet (<c>_memory</c>):
/// - it holds a head of <c>_headSize</c> bytes while the response has not started; then room for a chunk's size if
///   chunked; from <c>_dataStart</c> on <c>_dataSize</c> bytes of the handler's;
/// - the response starts when that is handed on, which is when the handler flushes, ends, or has filled it: a handler
///   that took memory and then failed to fill it can still answer something else;
/// - a head that fields or status have changed since (<c>_headVersion</c>) is written anew before.
/// One shard alone; used again for the next response.
/// </remarks>
internal sealed class ResponseWriter(Http1Exchange exchange) : PipeWriter
{
    /// <summary>More than this is sent from where it lies, if the connection can.</summary>
    private const int CopySizeMax = 16 * 1024;

    /// <summary>Hexadecimal digits for a chunk's size, and CR LF.</summary>
    private const int ChunkDigitCount = 6;
    private const int ChunkPrefixSize = ChunkDigitCount + 2;
    private const int ChunkSuffixSize = 2;

    /// <summary>What the handler may ask for in one piece.</summary>
    private const int SizeHintMax = 512 * 1024;

    private Memory<byte> _memory;
    private byte[] _dropped = [];
    private ResponseFraming _framing;
    private long _contentLength;
    private long _writtenSize;
    private int _headSize;
    private int _headVersion;
    private int _dataStart;
    private int _dataSize;
    private bool _hasMemory;

    public bool HasStarted { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => (_hasMemory ? _dataSize : 0) + exchange.Output.UnflushedBytes;

    public void Begin()
    {
        HasStarted = false;
        _hasMemory = false;
        _memory = default;
        _writtenSize = 0;
        _dataSize = 0;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeHint, SizeHintMax);
        var size = Math.Max(sizeHint, 1);
        if (_hasMemory && Free < size && (_dataSize > 0 || HasStarted)) Seal();
        if (!_hasMemory || Free < size || IsHeadStale) TakeMemory(size);
        if (_framing != ResponseFraming.None) return _memory.Slice(_dataStart + _dataSize, Free);
        if (_dropped.Length < size) _dropped = new byte[Math.Max(size, CopySizeMax)];
        return _dropped;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (bytes < 0 || !_hasMemory || (_framing != ResponseFraming.None && bytes > Free))
            throw new InvalidOperationException("GetMemory comes before Advance, and gives its bound.");
        Count(bytes);
        if (_framing != ResponseFraming.None) _dataSize += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Seal();
        return exchange.Output.FlushAsync(cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (source.Length > CopySizeMax) return SendAsync(source, cancellationToken);
        if (source.Length > 0) this.Write(source.Span);
        return FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => exchange.Output.CancelPendingFlush();

    /// <summary>The end comes with the exchange's.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Ends the response; false if it is not whole, and the client must not take it for that.</summary>
    public async ValueTask<bool> FinishAsync()
    {
        if (!HasStarted && _dataSize == 0 && exchange.MayBeEmpty) exchange.ResponseHeaders.ContentLength = 0;
        Seal();
        if (_framing == ResponseFraming.Length && _writtenSize != _contentLength) return false;
        if (_framing == ResponseFraming.Chunked) exchange.Output.Write("0\r\n\r\n"u8);
        if (exchange.Output.UnflushedBytes > 0) await exchange.Output.FlushAsync();
        return true;
    }

    /// <summary>Gives back memory into which only a head was written, so that something else can go out first; false if
    /// the handler's bytes are in it.</summary>
    public bool TryPutBack()
    {
        if (_hasMemory && (_dataSize > 0 || HasStarted)) return false;
        PutBack();
        return true;
    }

    /// <summary>Begins anew, without what the handler wrote; false once that has started.</summary>
    public bool TryStartOver()
    {
        if (HasStarted) return false;
        PutBack();
        Begin();
        return true;
    }

    private int Free => _memory.Length - _dataStart - _dataSize - SuffixSize;

    private int PrefixSize => _framing == ResponseFraming.Chunked ? ChunkPrefixSize : 0;

    private int SuffixSize => _framing == ResponseFraming.Chunked ? ChunkSuffixSize : 0;

    private bool IsHeadStale => !HasStarted && _headVersion != exchange.ResponseVersion;

    /// <summary>Takes memory of the connection's writer, and writes a head into it unless one is out.</summary>
    private void TakeMemory(int size)
    {
        var kept = _hasMemory && _dataSize > 0 ? _memory.Slice(_dataStart, _dataSize).ToArray() : [];
        _headSize = 0;
        var needed = size + kept.Length + ChunkPrefixSize + ChunkSuffixSize;
        if (HasStarted)
        {
            _memory = exchange.Output.GetMemory(needed);
        }
        else
        {
            var head = exchange.MakeHead();
            if (head.SizeMax > HttpLimits.ResponseHeadSizeMax)
                throw new InvalidOperationException("The head of the response is too large.");
            (_framing, _contentLength) = (head.Framing, head.ContentLength ?? 0);
            _headVersion = exchange.ResponseVersion;
            _memory = exchange.Output.GetMemory(head.SizeMax + needed);
            _headSize = head.Write(_memory.Span, exchange.Date);
        }

        _hasMemory = true;
        _dataStart = _headSize + PrefixSize;
        _dataSize = 0;
        if (kept.Length == 0) return;
        kept.CopyTo(_memory[_dataStart..]);
        _dataSize = kept.Length;
    }

    /// <summary>Hands on what there is: with the first time the response starts.</summary>
    private void Seal()
    {
        if (!HasStarted && (!_hasMemory || IsHeadStale)) TakeMemory(1);
        if (!HasStarted)
        {
            HasStarted = true;
            exchange.OnStarted();
        }

        if (!_hasMemory) return;
        var size = _dataStart + _dataSize;
        if (_framing == ResponseFraming.Chunked) size = _dataSize == 0 ? _headSize : CloseChunk();
        exchange.Output.Advance(size);
        _hasMemory = false;
        _memory = default;
        _dataSize = 0;
    }

    private void PutBack()
    {
        if (!_hasMemory) return;
        exchange.Output.Advance(0);
        _hasMemory = false;
        _memory = default;
    }

    private int CloseChunk()
    {
        var span = _memory.Span;
        WriteChunkSize(span[_headSize..], _dataSize);
        "\r\n"u8.CopyTo(span[(_dataStart + _dataSize)..]);
        return _dataStart + _dataSize + ChunkSuffixSize;
    }

    /// <summary>Sends much, not copied where the connection can do that.</summary>
    private async ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation)
    {
        Seal();
        Count(source.Length);
        if (_framing == ResponseFraming.None) return await exchange.Output.FlushAsync(cancellation);
        if (_framing != ResponseFraming.Chunked) return await exchange.Output.WriteAsync(source, cancellation);
        FlushResult result = default;
        for (; !source.IsEmpty && !result.IsCompleted; source = source[Math.Min(source.Length, SizeHintMax)..])
        {
            var part = source[..Math.Min(source.Length, SizeHintMax)];
            WriteChunkSize(exchange.Output.GetSpan(ChunkPrefixSize), part.Length);
            exchange.Output.Advance(ChunkPrefixSize);
            await exchange.Output.WriteAsync(part, cancellation);
            exchange.Output.Write("\r\n"u8);
            result = await exchange.Output.FlushAsync(cancellation);
        }

        return result;
    }

    private void Count(long size)
    {
        _writtenSize += size;
        if (_framing == ResponseFraming.Length && _writtenSize > _contentLength)
            throw new InvalidOperationException("The body is longer than the Content-Length that was given.");
    }

    private static void WriteChunkSize(Span<byte> target, int size)
    {
        size.TryFormat(target, out _, "x6", CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(target[ChunkDigitCount..]);
    }
}
