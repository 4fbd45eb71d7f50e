using System.Buffers;

using Basalt.Http.Http1.Head;

namespace Basalt.Http.Http1.Body;

/// <summary>Where a chunked body stands, and how it goes on. A value: kept aside, it goes back to where it
/// was.</summary>
/// <remarks>
/// <code>
/// chunk   = 1*HEXDIG [ ";" extension ] CRLF data CRLF
/// body    = *chunk 1*"0" [ ";" extension ] CRLF *( field CRLF ) CRLF
/// </code>
/// Nothing else is taken: no blanks around the size, no LF alone (RFC 9112 section 7.1; both have let requests be
/// smuggled). Extensions and trailers are checked and dropped.
/// </remarks>
internal struct ChunkDecoder
{
    /// <summary>More would be no size that can be.</summary>
    private const int DigitCountMax = 15;

    private int _extensionsSize;
    private int _trailersSize;

    public ChunkPart Part { get; private set; }

    /// <summary>Bytes of the present chunk to come.</summary>
    public long Left { get; private set; }

    public readonly bool IsDone => Part == ChunkPart.End;

    /// <summary>Goes forward to data and over as much of it as is here.</summary>
    /// <param name="reader">The body as it came.</param>
    /// <param name="start">Where the data is.</param>
    /// <param name="before">The decoder there.</param>
    /// <returns>How much; 0: more must come first, or the body is over.</returns>
    /// <exception cref="MalformedBodyException">It is no chunked body.</exception>
    public long TakeData(ref SequenceReader<byte> reader, out SequencePosition start, out ChunkDecoder before)
    {
        while (Part != ChunkPart.Data || Left == 0)
        {
            if (TryPass(ref reader)) continue;
            (start, before) = (reader.Position, this);
            return 0;
        }

        (start, before) = (reader.Position, this);
        var size = Math.Min(Left, reader.Remaining);
        reader.Advance(size);
        Left -= size;
        return size;
    }

    /// <summary>The decoder of this place, so many bytes of data further.</summary>
    public readonly ChunkDecoder After(int size)
    {
        var after = this;
        after.Left -= size;
        return after;
    }

    private bool TryPass(ref SequenceReader<byte> reader) => Part switch
    {
        ChunkPart.Size => TryPassSize(ref reader),
        ChunkPart.Data => Enter(ChunkPart.DataEnd),
        ChunkPart.DataEnd => TryPassDataEnd(ref reader),
        ChunkPart.Trailer => TryPassTrailer(ref reader),
        ChunkPart.End => false,
    };

    private bool Enter(ChunkPart part)
    {
        Part = part;
        return true;
    }

    private bool TryPassSize(ref SequenceReader<byte> reader)
    {
        if (!TryReadLine(ref reader, HttpLimits.ChunkLineSizeMax, out var line)) return false;
        var count = 0;
        var size = 0L;
        for (; count < line.Length && char.IsAsciiHexDigit((char)line[count]); count++)
        {
            if (count == DigitCountMax) throw new MalformedBodyException("A chunk's size has too many digits.");
            size = (size << 4) + Nibble(line[count]);
        }

        var extension = line[count..];
        if (count == 0 || !(extension.IsEmpty || extension[0] == ';') || !Grammar.IsFieldValue(extension))
            throw new MalformedBodyException("A chunk does not begin with its size.");
        _extensionsSize += extension.Length;
        if (_extensionsSize > HttpLimits.ChunkExtensionsSizeMax)
            throw new MalformedBodyException("The chunk extensions are too many.");
        Left = size;
        return Enter(size == 0 ? ChunkPart.Trailer : ChunkPart.Data);
    }

    private bool TryPassDataEnd(ref SequenceReader<byte> reader)
    {
        if (reader.TryPeek(out var first) && first != '\r') throw Unended();
        if (reader.Remaining < 2) return false;
        reader.Advance(1);
        reader.TryRead(out var second);
        return second == '\n' ? Enter(ChunkPart.Size) : throw Unended();
    }

    private bool TryPassTrailer(ref SequenceReader<byte> reader)
    {
        if (!TryReadLine(ref reader, HttpLimits.TrailersSizeMax - _trailersSize, out var line)) return false;
        if (line.IsEmpty) return Enter(ChunkPart.End);
        _trailersSize += line.Length;

        // What frames or routes a message stands in its head alone (RFC 9110 section 6.5.1).
        return FieldLine.TryParse(line, 0, out var field) && field.Known == KnownField.None
            ? true
            : throw new MalformedBodyException("A trailer is no field that may stand there.");
    }

    /// <summary>A line without its end; false, and nothing taken, if it is not here whole.</summary>
    private static bool TryReadLine(ref SequenceReader<byte> reader, int sizeMax, out ReadOnlySpan<byte> line)
    {
        line = default;
        var isHere = reader.TryReadTo(out ReadOnlySequence<byte> bytes, (byte)'\n');
        if ((isHere ? bytes.Length : reader.Remaining) > sizeMax)
            throw new MalformedBodyException("A line of the chunked coding is too long.");
        if (!isHere) return false;
        line = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (!line.EndsWith((byte)'\r'))
            throw new MalformedBodyException("A line of the chunked coding has a wrong end.");
        line = line[..^1];
        return true;
    }

    private static MalformedBodyException Unended() => new("A chunk is not as long as its size says.");

    private static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
