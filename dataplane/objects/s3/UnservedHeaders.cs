namespace Basalt.Objects.S3;

/// <summary>
/// Refuses headers that ask for what is not served, by name: to ignore them would store something else than was asked.
/// </summary>
internal static class UnservedHeaders
{
    private static readonly string[] Prefixes =
    [
        "x-amz-server-side-encryption",
        "x-amz-copy-source-server-side-encryption",
        "x-amz-object-lock-",
        "x-amz-bucket-object-lock-",
        "x-amz-tagging",
        "x-amz-website-redirect-location",
        "x-amz-write-offset-bytes",
    ];

    public static void Refuse(S3Request request)
    {
        foreach (var prefix in Prefixes)
        {
            foreach (var header in request.HeadersBelow(prefix))
            {
                // "Off" and an empty set ask for nothing.
                if (header.Value.Length == 0 || IsNeutral(prefix + header.Name, header.Value))
                    continue;
                throw new S3Exception(
                    S3ErrorCode.NotImplemented, $"The header {prefix}{header.Name} is not implemented.")
                    .With("Header", prefix + header.Name);
            }
        }

        if (request.Header("x-amz-storage-class") is { Length: > 0 } storageClass && storageClass != "STANDARD")
            throw new S3Exception(S3ErrorCode.InvalidStorageClass).With("StorageClassRequested", storageClass);
    }

    private static bool IsNeutral(string name, string value) => name switch
    {
        "x-amz-bucket-object-lock-enabled" => value.Equals("false", StringComparison.OrdinalIgnoreCase),
        "x-amz-tagging-directive" => value.Equals("COPY", StringComparison.OrdinalIgnoreCase),
        "x-amz-tagging-count" => value == "0",
        _ => false,
    };
}
