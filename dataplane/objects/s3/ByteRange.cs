using System.Globalization;

namespace Basalt.Objects.S3;

/// <summary>The bytes of an object that a read asks for.</summary>
internal readonly record struct ByteRange(long Offset, long Size)
{
    /// <summary>The value of Content-Range (RFC 9110 section 14.4).</summary>
    public string Describe(long objectSize)
        => string.Create(CultureInfo.InvariantCulture, $"bytes {Offset}-{Offset + Size - 1}/{objectSize}");

    /// <summary>
    /// Reads a Range header of one byte range (RFC 9110 section 14.2). Null if the whole object is meant: there is no
    /// header, it cannot be read, or it asks for several ranges, which S3 does not give. Throws InvalidRange.
    /// </summary>
    public static ByteRange? Parse(string? header, long objectSize)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = header.AsSpan("bytes=".Length).Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || text.Contains(','))
            return null;
        var first = text[..dash].Trim();
        var last = text[(dash + 1)..].Trim();
        if (first.IsEmpty)
        {
            if (!TryNumber(last, out var suffix))
                return null;
            if (suffix == 0 || objectSize == 0)
                throw Unsatisfiable(header, objectSize);
            var size = Math.Min(suffix, objectSize);
            return new ByteRange(objectSize - size, size);
        }

        var end = objectSize - 1;
        if (!TryNumber(first, out var offset))
            return null;
        if (!last.IsEmpty && (!TryNumber(last, out end) || end < offset))
            return null;
        if (offset >= objectSize)
            throw Unsatisfiable(header, objectSize);
        return new ByteRange(offset, Math.Min(end, objectSize - 1) - offset + 1);
    }

    /// <summary>A position past every object is a number all the same (RFC 9110 section 14.1.2).</summary>
    private static bool TryNumber(ReadOnlySpan<char> text, out long number)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return true;
        number = long.MaxValue;
        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
    }

    private static S3Exception Unsatisfiable(string header, long objectSize)
        => new S3Exception(S3ErrorCode.InvalidRange)
            .With("RangeRequested", header)
            .With("ActualObjectSize", objectSize.ToString(CultureInfo.InvariantCulture));
}
