using System.Globalization;

namespace Basalt.Objects.S3;

/// <summary>Part numbers of multipart uploads: 1 to <see cref="S3Limits.PartNumberMax"/>.</summary>
internal static class PartNumber
{
    public static int Parse(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= S3Limits.PartNumberMax
            ? number
            : throw S3Exception.Argument(
                "partNumber", text, "Part number must be an integer between 1 and 10000, inclusive");
}
