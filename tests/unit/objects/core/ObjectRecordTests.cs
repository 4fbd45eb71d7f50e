using Basalt.Engine;
using Basalt.Objects.Core;
using Basalt.Objects.Core.Records;
using CsCheck;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Core;

public sealed class ObjectRecordTests
{
    private static readonly Gen<string> Text =
        Gen.Char['\u0001', '\u00ff'].Array[0, 20].Select(letters => new string(letters));

    private static readonly Gen<MetadataPair[]> Pairs =
        Gen.Select(Text, Text, (name, value) => new MetadataPair(name, value)).Array[0, 4];

    private static readonly Gen<ObjectPart[]> Parts = Gen.Select(
        Gen.Int[0, 10_000],
        Gen.Long[0, 5L << 40],
        Gen.ULong,
        Gen.Byte.Array[16],
        (number, size, layer, md5) => new ObjectPart
        {
            Number = number,
            Size = size,
            Layer = new LayerId(layer),
            Md5 = md5,
            LastModified = DateTimeOffset.UnixEpoch.AddSeconds(number),
            Checksums = number % 2 == 0 ? [] : [new ObjectChecksum(ChecksumAlgorithm.Sha256, md5, number % 3 == 0)],
        }).Array[0, 3];

    [Fact]
    public void What_is_encoded_is_decoded_again()
        => Gen.Select(Text, Pairs, Pairs, Parts, Gen.Byte.Array[0, 100], Gen.Bool).Sample(
            (text, user, system, parts, body, isManifest) =>
            {
                var info = Make(text, user, system, parts, body, isManifest);
                var record = new NameRecord(
                    default, 7, ObjectSummary.Encode(info), ObjectRecord.EncodeValue(info));

                var decoded = ObjectRecord.Decode(info.Key, record);

                return Describe(decoded) == Describe(info with { Version = 7 });
            });

    [Fact]
    public void A_field_of_a_later_version_makes_a_record_unreadable()
    {
        var info = Make("t", [], [], [], [], isManifest: false);
        byte[] value = [.. ObjectRecord.EncodeValue(info).Span, 200, 0];

        var exception = Assert.Throws<PoolException>(
            () => ObjectRecord.Decode(info.Key, new NameRecord(default, 1, ObjectSummary.Encode(info), value)));

        Assert.Equal(PoolOutcome.Unreadable, exception.Outcome);
    }

    [Fact]
    public void The_largest_summary_fits_the_pool()
    {
        var info = Make(new string('x', ObjectLimits.ContentTypeSizeMax), [], [], [], [], isManifest: true) with
        {
            ETag = new string('a', 38),
            ManifestETag = new string('b', 32),
        };

        Assert.True(ObjectSummary.Encode(info).Length <= PoolLimits.SummarySizeMax);
    }

    private static ObjectInfo Make(
        string text,
        MetadataPair[] user,
        MetadataPair[] system,
        ObjectPart[] parts,
        byte[] body,
        bool isManifest) => new()
    {
        Key = StoreFixture.Key("k"),
        Size = body.Length,
        StoredSize = body.Length + 1,
        ETag = "e" + text.Length,
        ManifestETag = isManifest ? "m" : null,
        IsStaticManifest = isManifest,
        IsMultipart = parts.Length > 1,
        SegmentCount = parts.Length,
        LastModified = DateTimeOffset.UnixEpoch.AddTicks(12_345_670),
        Metadata = new ObjectMetadata
        {
            ContentType = text,
            CacheControl = text.Length > 5 ? text : null,
            ContentEncoding = text.Length > 10 ? text : null,
            Expires = text.Length % 2 == 0 ? text : null,
            User = user,
            System = system,
            DeleteAt = isManifest ? DateTimeOffset.UnixEpoch.AddSeconds(99) : null,
            DynamicManifest = text.Length > 15 ? "c/\u4e2d" : null,
        },
        Checksums = isManifest ? [new ObjectChecksum(ChecksumAlgorithm.Crc64Nvme, body)] : [],
        BodyParts = parts,
        InlineBody = body,
        UploadId = isManifest ? "u" : null,
    };

    private static string Describe(ObjectInfo info)
        => string.Join('|',
            info.Key, info.Version, info.Size, info.StoredSize, info.ETag, info.ManifestETag, info.IsStaticManifest,
            info.IsMultipart, info.SegmentCount, info.LastModified.Ticks, info.UploadId,
            info.Metadata with { User = [], System = [] },
            string.Join(',', info.Metadata.User), string.Join(',', info.Metadata.System),
            string.Join(',', info.Checksums.Select(Describe)),
            string.Join(',', info.BodyParts.Select(Describe)),
            Convert.ToHexString(info.InlineBody.Span));

    private static string Describe(ObjectPart part)
        => $"{part.Number} {part.Size} {part.Layer} {Convert.ToHexString(part.Md5.Span)} {part.LastModified.Ticks} "
            + string.Join(' ', part.Checksums.Select(Describe));

    private static string Describe(ObjectChecksum checksum)
        => $"{checksum.Algorithm} {Convert.ToHexString(checksum.Value.Span)} {checksum.IsComposite}";
}
