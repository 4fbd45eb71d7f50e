using System.Text;

namespace Basalt.Http.Http1.Head;

/// <summary>The four forms of a target (RFC 9112 section 3.2). None is decoded or normalised: keys look like
/// paths.</summary>
internal static class RequestTarget
{
    /// <summary>Reads a target into the head; of one with wrong bytes what stands before them.</summary>
    public static HttpFault? Parse(RequestHead head, Slice slice)
    {
        var target = head.Span(slice);
        var size = target.IndexOfAnyExceptInRange(Grammar.VisibleFirst, Grammar.VisibleLast);
        HttpFault? fault = size < 0 ? null : HttpFault.Target;
        if (size >= 0) slice = slice with { Size = size };
        if (slice.Size == 0) return HttpFault.Target;
        if (target[0] == '/')
        {
            SetPath(head, default, slice);
            return fault;
        }

        // Authority-form is CONNECT's, and an object store is no proxy.
        if (!target.SequenceEqual("*"u8)) return ParseAbsolute(head, slice) ?? fault;
        if (!head.IsMethod("OPTIONS"u8)) return HttpFault.Target;
        head.SetTarget(default, slice, default);
        return null;
    }

    private static HttpFault? ParseAbsolute(RequestHead head, Slice slice)
    {
        var target = head.Span(slice);
        var schemeSize = target.IndexOf("://"u8);
        if (schemeSize < 0) return HttpFault.Target;
        var scheme = target[..schemeSize];
        if (!Ascii.EqualsIgnoreCase(scheme, "http"u8) && !Ascii.EqualsIgnoreCase(scheme, "https"u8))
            return HttpFault.Target;
        var start = schemeSize + 3;
        var size = target[start..].IndexOfAny((byte)'/', (byte)'?');
        if (size < 0) size = target.Length - start;

        // No user information (RFC 9110 section 4.2.4), which is no host name anyway.
        if (size == 0 || !Grammar.IsHost(target.Slice(start, size))) return HttpFault.Target;
        var authority = new Slice(slice.Start + start, size);
        SetPath(head, authority, new Slice(authority.End, slice.End - authority.End));
        return null;
    }

    private static void SetPath(RequestHead head, Slice authority, Slice rest)
    {
        var question = head.Span(rest).IndexOf((byte)'?');
        if (question < 0) head.SetTarget(authority, rest, default);
        else head.SetTarget(
            authority,
            rest with { Size = question },
            new Slice(rest.Start + question + 1, rest.Size - question - 1));
    }
}
