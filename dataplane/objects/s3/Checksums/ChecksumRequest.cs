using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Checksums;

/// <summary>The checksum that a request with a body sends or promises.</summary>
/// <remarks>S3 user guide, "Checking object integrity for data uploads in Amazon S3".</remarks>
/// <param name="Algorithm">None if the request has none.</param>
/// <param name="Value">From the header; null if it comes in the trailer or not at all.</param>
/// <param name="IsTrailing">The value comes in the trailer of an aws-chunked body.</param>
internal readonly record struct ChecksumRequest(ChecksumAlgorithm Algorithm, byte[]? Value, bool IsTrailing)
{
    private const string SdkAlgorithmHeader = "x-amz-sdk-checksum-algorithm";

    /// <param name="header">Finds a header by its name.</param>
    /// <param name="trailer">The value of x-amz-trailer if the body has one.</param>
    public static ChecksumRequest Parse(Func<string, string?> header, string? trailer)
    {
        var result = default(ChecksumRequest);
        foreach (var algorithm in ChecksumNames.All)
        {
            var name = ChecksumNames.Header(algorithm);
            if (header(name) is not { } text)
                continue;
            if (result.Algorithm != ChecksumAlgorithm.None)
                throw Several();
            if (!ChecksumNames.TryParseValue(algorithm, text, out var value))
                throw new S3Exception(S3ErrorCode.InvalidRequest, $"Value for {name} header is invalid.");
            result = new ChecksumRequest(algorithm, value, IsTrailing: false);
        }

        if (ParseTrailer(trailer) is var trailing && trailing != ChecksumAlgorithm.None)
        {
            if (result.Algorithm != ChecksumAlgorithm.None)
                throw Several();
            result = new ChecksumRequest(trailing, null, IsTrailing: true);
        }

        if (header(SdkAlgorithmHeader) is { } sdk)
            CheckSdkAlgorithm(sdk, result.Algorithm);
        return result;
    }

    private static ChecksumAlgorithm ParseTrailer(string? trailer)
    {
        var found = ChecksumAlgorithm.None;
        const StringSplitOptions options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var name in (trailer ?? "").Split(',', options))
        {
            var algorithm = ChecksumNames.FromHeader(name);
            if (algorithm == ChecksumAlgorithm.None)
            {
                throw new S3Exception(S3ErrorCode.InvalidRequest,
                    "The value specified in the x-amz-trailer header is not supported");
            }

            if (found != ChecksumAlgorithm.None)
                throw Several();
            found = algorithm;
        }

        return found;
    }

    private static void CheckSdkAlgorithm(string sdk, ChecksumAlgorithm sent)
    {
        var named = ChecksumNames.FromText(sdk);
        if (named == ChecksumAlgorithm.None)
            throw new S3Exception(S3ErrorCode.InvalidRequest, "Checksum algorithm provided is unsupported.");
        if (sent == ChecksumAlgorithm.None)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer "
                + "headers were found.");
        }

        if (sent != named)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
    }

    private static S3Exception Several()
        => new(S3ErrorCode.InvalidRequest,
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
}
