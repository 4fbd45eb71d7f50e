using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Operations;

namespace Basalt.Objects.S3;

/// <summary>
/// What the operations of multipart uploads share: finding the upload, and the checksum that it was begun with.
/// </summary>
internal static class Multipart
{
    private const string AlgorithmPair = "s3.checksum-algorithm";
    private const string TypePair = "s3.checksum-type";
    private const string Composite = "COMPOSITE";
    private const string FullObject = "FULL_OBJECT";

    /// <summary>The checksum of an upload: which, and whether it is one over the parts' checksums.</summary>
    /// <param name="Algorithm">Which.</param>
    /// <param name="IsComposite">Over the checksums of the parts.</param>
    /// <param name="IsImplied">The client chose none; parts may then come with any or none.</param>
    public readonly record struct Choice(ChecksumAlgorithm Algorithm, bool IsComposite, bool IsImplied);

    public static async ValueTask<UploadInfo> RequireUploadAsync(S3Context context, ContainerInfo bucket)
    {
        var uploadId = context.Request.Query["uploadId"] ?? "";
        return await context.Store.FindUploadAsync(bucket, context.Request.Key, uploadId, context.Aborted)
            ?? throw new S3Exception(S3ErrorCode.NoSuchUpload).With("UploadId", uploadId);
    }

    /// <summary>Reads the choice of a CreateMultipartUpload.</summary>
    public static Choice ParseChoice(S3Request request)
    {
        var type = request.Header("x-amz-checksum-type");
        if (request.Header(ChecksumNames.AlgorithmHeader) is not { } text)
        {
            return type is null
                ? new Choice(PutObject.DefaultChecksum, IsComposite: false, IsImplied: true)
                : throw new S3Exception(S3ErrorCode.InvalidRequest,
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        var algorithm = ChecksumNames.Require(text);
        var isComposite = type switch
        {
            null => algorithm != ChecksumAlgorithm.Crc64Nvme,
            Composite => true,
            FullObject => false,
            _ => throw new S3Exception(S3ErrorCode.InvalidRequest, "Value for x-amz-checksum-type header is invalid."),
        };
        // CRC64NVME is never composite; a hash cannot be put together from those of the parts.
        var isPossible = isComposite ? algorithm != ChecksumAlgorithm.Crc64Nvme : CrcCombination.CanCombine(algorithm);
        return isPossible
            ? new Choice(algorithm, isComposite, IsImplied: false)
            : throw new S3Exception(S3ErrorCode.InvalidRequest,
                $"The {type} checksum type cannot be used with the {ChecksumNames.Text(algorithm)} checksum "
                + "algorithm.");
    }

    public static ObjectMetadata Remember(ObjectMetadata metadata, Choice choice) => choice.IsImplied
        ? metadata
        : metadata with
        {
            System =
            [
                .. metadata.System,
                new MetadataPair(AlgorithmPair, ChecksumNames.Text(choice.Algorithm)),
                new MetadataPair(TypePair, choice.IsComposite ? Composite : FullObject),
            ],
        };

    public static Choice Recall(UploadInfo upload)
    {
        var algorithm = ChecksumNames.FromText(upload.Metadata.FindSystem(AlgorithmPair) ?? "");
        return algorithm == ChecksumAlgorithm.None
            ? new Choice(PutObject.DefaultChecksum, IsComposite: false, IsImplied: true)
            : new Choice(algorithm, upload.Metadata.FindSystem(TypePair) == Composite, IsImplied: false);
    }

    /// <summary>
    /// The object's checksum from those of its parts; null if not every part has one of the upload's algorithm.
    /// </summary>
    public static ObjectChecksum? Combine(IReadOnlyList<ObjectPart> parts, Choice choice)
    {
        var values = new List<ReadOnlyMemory<byte>>(parts.Count);
        foreach (var part in parts)
        {
            var found = part.Checksums.FirstOrDefault(checksum => checksum.Algorithm == choice.Algorithm);
            if (found is null)
                return null;
            values.Add(found.Value);
        }

        if (choice.IsComposite)
        {
            using var hasher = new ChecksumHasher(choice.Algorithm);
            foreach (var value in values)
                hasher.Append(value.Span);
            return new ObjectChecksum(choice.Algorithm, hasher.Finish(), IsComposite: true);
        }

        var combined = values[0].ToArray();
        for (var i = 1; i < values.Count; i++)
            combined = CrcCombination.Combine(choice.Algorithm, combined, values[i].Span, parts[i].Size);
        return new ObjectChecksum(choice.Algorithm, combined);
    }
}
