using System.Buffers;

namespace Basalt.Http.Http1.Head;

/// <summary>
/// Takes a head in as it comes, line by line, and says as soon as a line is wrong or a limit passed. Whatever the parts
/// it comes in, the outcome is the same.
/// </summary>
/// <remarks>
/// Invariants: what is taken in lies in the head's block from 0; a line that has not ended begins at
/// <c>_lineStart</c>; each byte is looked at once for a line's end, so that a client's crumbs cost no more than their
/// number. Lines end with CR LF, never with LF alone, though RFC 9112 section 2.2 would let them.
/// </remarks>
internal sealed class HeadReader(RequestHead head)
{
    private int _lineStart;
    private int _fieldsStart;
    private int _emptyLineCount;
    private bool _isInFields;

    /// <summary>Why, if refused.</summary>
    public HttpFault Fault { get; private set; }

    /// <summary>Whether something of a head has come.</summary>
    public bool HasBegun => head.Size > 0;

    public void Reset()
    {
        head.Reset();
        _lineStart = 0;
        _fieldsStart = 0;
        _emptyLineCount = 0;
        _isInFields = false;
    }

    /// <summary>Takes what belongs to the head off the input. Once done or refused, reset before the next.</summary>
    public HeadOutcome Read(ref ReadOnlySequence<byte> input)
    {
        var used = 0L;
        var outcome = HeadOutcome.Incomplete;
        foreach (var memory in input)
        {
            outcome = Read(memory.Span, out var size);
            used += size;
            if (outcome != HeadOutcome.Incomplete) break;
        }

        input = input.Slice(used);
        return outcome;
    }

    private HeadOutcome Read(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        while (used < bytes.Length)
        {
            var rest = bytes[used..];
            if (head.Size == _lineStart && !_isInFields && !Grammar.IsTokenByte(rest[0]) && rest[0] != '\r')
                return Refuse(HttpFault.RequestLine);
            var end = rest.IndexOf((byte)'\n');
            var size = end < 0 ? rest.Length : end + 1;
            if (size > Room) return RefuseSize(rest);
            head.Append(rest[..size]);
            used += size;
            if (end < 0) return HeadOutcome.Incomplete;
            var outcome = TakeLine();
            if (outcome != HeadOutcome.Incomplete) return outcome;
        }

        return HeadOutcome.Incomplete;
    }

    private int Room => _isInFields
        ? HttpLimits.HeadersSizeMax - (head.Size - _fieldsStart)
        : HttpLimits.RequestLineSizeMax - (head.Size - _lineStart);

    private HeadOutcome TakeLine()
    {
        var line = new Slice(_lineStart, head.Size - _lineStart);
        if (!head.Span(line).EndsWith("\r\n"u8))
        {
            if (_isInFields) return Refuse(HttpFault.Field);
            RequestLine.Guess(head, line);
            return Refuse(HttpFault.RequestLine);
        }

        line = line with { Size = line.Size - 2 };
        _lineStart = head.Size;
        return _isInFields ? TakeField(line) : TakeRequestLine(line);
    }

    private HeadOutcome TakeRequestLine(Slice line)
    {
        if (line.Size == 0)
        {
            head.CutTo(0);
            _lineStart = 0;
            return ++_emptyLineCount > HttpLimits.EmptyLineCountMax
                ? Refuse(HttpFault.RequestLine)
                : HeadOutcome.Incomplete;
        }

        if (RequestLine.Parse(head, line) is { } fault) return Refuse(fault);
        _isInFields = true;
        _fieldsStart = head.Size;
        return HeadOutcome.Incomplete;
    }

    private HeadOutcome TakeField(Slice line)
    {
        if (line.Size == 0) return HeadRules.Judge(head) is { } fault ? Refuse(fault) : HeadOutcome.Done;
        if (!FieldLine.TryParse(head.Span(line), line.Start, out var field)) return Refuse(HttpFault.Field);
        if (head.FieldCount == HttpLimits.HeaderLineCountMax) return Refuse(HttpFault.FieldsTooMany);
        head.AddField(field);
        return HeadOutcome.Incomplete;
    }

    /// <summary>Takes in as much as may be, so that it is known whose the request is.</summary>
    private HeadOutcome RefuseSize(ReadOnlySpan<byte> rest)
    {
        if (_isInFields) return Refuse(HttpFault.FieldsTooLarge);
        head.Append(rest[..Room]);
        RequestLine.Guess(head, new Slice(_lineStart, head.Size - _lineStart));
        return Refuse(HttpFault.RequestLineTooLong);
    }

    private HeadOutcome Refuse(HttpFault fault)
    {
        Fault = fault;
        return HeadOutcome.Refused;
    }
}
