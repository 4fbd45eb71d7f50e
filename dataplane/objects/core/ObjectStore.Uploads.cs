using System.Globalization;
using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    private long _uploadCount;

    /// <summary>Begins a multipart upload. Done, NoSuchContainer, MetadataTooLarge, OutOfSpace or Busy.</summary>
    public async ValueTask<ObjectResult<UploadInfo>> CreateUploadAsync(
        ContainerInfo container, ObjectKey key, ObjectMetadata metadata, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(metadata);
        if (!IsWithinLimits(metadata))
            return ObjectOutcome.MetadataTooLarge;
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            var initiated = Now;
            var uploadId = string.Create(
                CultureInfo.InvariantCulture,
                $"{StoredTime.ToMicroseconds(initiated):x16}{Interlocked.Increment(ref _uploadCount):x16}");
            var name = PoolNames.Upload(container.Account, container.Name, key, uploadId);
            var transaction = new Transaction()
                .RequireExists(PoolNames.Container(container.Account, container.Name))
                .RequireVersion(name, 0)
                .Put(name, ContainerRecord.EncodeSummary(initiated), ObjectRecord.EncodeMetadata(metadata));
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
            {
                return new UploadInfo
                {
                    Container = container,
                    Key = key,
                    UploadId = uploadId,
                    Initiated = initiated,
                    Metadata = metadata,
                    Version = result.Version,
                };
            }

            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
            if (await FindContainerAsync(container.Account, container.Name, cancellation) is null)
                return ObjectOutcome.NoSuchContainer;
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>Null if there is no such upload of this key.</summary>
    public async ValueTask<UploadInfo?> FindUploadAsync(
        ContainerInfo container, ObjectKey key, string uploadId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(uploadId);
        if (uploadId.Length != PoolNames.UploadIdSize || !uploadId.All(char.IsAsciiHexDigitLower))
            return null;
        var name = PoolNames.Upload(container.Account, container.Name, key, uploadId);
        return await pool.FindAsync(name, cancellation) is { } record
            ? new UploadInfo
            {
                Container = container,
                Key = key,
                UploadId = uploadId,
                Initiated = ContainerRecord.DecodeSummary(record.Summary),
                Metadata = ObjectRecord.DecodeMetadata(record.Value),
                Version = record.Version,
            }
            : null;
    }

    /// <summary>A writer for a part's body: always a layer, for the completed object takes parts over as they
    /// lie.</summary>
    public ObjectWriter CreatePartWriter(long expectedSize) => new(pool, expectedSize, mayInline: false);

    /// <summary>Stores a part, replacing one of the same number. Done, NoSuchUpload, InvalidPart (its number),
    /// SizeMismatch,
    /// DigestMismatch, OutOfSpace, Unreadable or Busy.</summary>
    public async ValueTask<ObjectResult<ObjectPart>> PutPartAsync(
        UploadInfo upload, int number, ObjectWriter body, PutPartRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(request);
        if (number is < 1 or > ObjectLimits.PartNumberMax)
            return ObjectOutcome.InvalidPart;
        if (request.ExpectedSize is { } expected && expected != body.Size)
            return ObjectOutcome.SizeMismatch;
        var finished = await body.FinishAsync(cancellation);
        if (finished != ObjectOutcome.Done)
            return finished;
        if (!request.ExpectedMd5.IsEmpty && !request.ExpectedMd5.Span.SequenceEqual(body.Md5.Span))
            return ObjectOutcome.DigestMismatch;
        return await ReplacePartAsync(upload, number, body, request.Checksums, cancellation);
    }

    /// <summary>Up to <paramref name="limit"/> parts with numbers above <paramref name="afterNumber"/>, in
    /// order.</summary>
    public async ValueTask<IReadOnlyList<ObjectPart>> ListPartsAsync(
        UploadInfo upload, int afterNumber, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var (account, container) = (upload.Container.Account, upload.Container.Name);
        var range = NameListing.Under(PoolNames.PartsOf(account, container, upload.UploadId));
        var first = Math.Clamp(afterNumber + 1, 1, ushort.MaxValue);
        var start = PoolNames.Part(account, container, upload.UploadId, first);
        var entries = await pool.ListAsync(range with { Start = start }, limit, cancellation);
        return [.. entries.Select(entry => PartRecord.Read(entry.Summary, entry.Version))];
    }

    /// <summary>Forgets an upload and gives its parts' space back. Done, NoSuchUpload or Busy.</summary>
    public async ValueTask<ObjectOutcome> AbortUploadAsync(UploadInfo upload, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var (account, container) = (upload.Container.Account, upload.Container.Name);
        var name = PoolNames.Upload(account, container, upload.Key, upload.UploadId);
        var leftover = PoolNames.Leftover(account, container, upload.UploadId);
        var transaction = new Transaction().RequireExists(name).Delete(name).Put(leftover, default, default);
        var result = await CommitAsync(transaction, cancellation);
        if (result.Outcome == PoolOutcome.ConditionFailed)
            return ObjectOutcome.NoSuchUpload;
        if (result.Outcome == PoolOutcome.Done)
            await SweepLeftoverAsync(leftover, cancellation);
        return result.Outcome.ToObjectOutcome();
    }

    private async ValueTask AbortAllUploadsAsync(ContainerInfo container, CancellationToken cancellation)
    {
        while (true)
        {
            var page = await ListUploadsAsync(container, new ListQuery(), uploadIdMarker: null, cancellation);
            foreach (var item in page.Items)
            {
                var entry = item.Entry!;
                if (await FindUploadAsync(container, entry.Key, entry.UploadId, cancellation) is { } upload)
                    await AbortUploadAsync(upload, cancellation);
            }

            if (!page.IsTruncated)
                return;
        }
    }

    /// <summary>
    /// The upload's own record is written again with each part, so that whoever completes it notices a part that
    /// came after
    /// the parts were listed; parts among themselves do not conflict.
    /// </summary>
    private async ValueTask<ObjectResult<ObjectPart>> ReplacePartAsync(
        UploadInfo upload,
        int number,
        ObjectWriter body,
        IReadOnlyList<ObjectChecksum> checksums,
        CancellationToken cancellation)
    {
        var (account, container) = (upload.Container.Account, upload.Container.Name);
        var uploadName = PoolNames.Upload(account, container, upload.Key, upload.UploadId);
        var name = PoolNames.Part(account, container, upload.UploadId, number);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            var record = await pool.FindAsync(name, cancellation);
            var current = record is null ? null : PartRecord.Read(record.Summary, record.Version);
            var part = new ObjectPart
            {
                Number = number,
                Size = body.Size,
                Md5 = body.Md5,
                LastModified = Now,
                Checksums = checksums,
                Layer = body.Layer,
            };
            var transaction = new Transaction()
                .RequireExists(uploadName)
                .RequireVersion(name, current?.Version ?? 0)
                .Put(
                    uploadName,
                    ContainerRecord.EncodeSummary(upload.Initiated),
                    ObjectRecord.EncodeMetadata(upload.Metadata))
                .Put(name, PartRecord.Encode(part), default);
            SealOf(body)(transaction);
            if (current is { Layer.IsNone: false })
                transaction.Release(current.Layer);
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return part with { Version = result.Version };
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
            if (await FindUploadAsync(upload.Container, upload.Key, upload.UploadId, cancellation) is null)
                return ObjectOutcome.NoSuchUpload;
        }

        return ObjectOutcome.Busy;
    }
}
