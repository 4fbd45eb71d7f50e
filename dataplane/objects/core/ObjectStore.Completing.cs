using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>
    /// Makes the chosen parts one object; not a byte is copied. Done (again, if this upload already became the
    /// object that is
    /// there), NoSuchUpload, NoSuchContainer, PreconditionFailed, InvalidPart, InvalidPartOrder, PartTooSmall,
    /// TooLarge,
    /// OutOfSpace or Busy.
    /// </summary>
    public async ValueTask<ObjectResult<ObjectInfo>> CompleteUploadAsync(
        ContainerInfo container,
        ObjectKey key,
        string uploadId,
        CompleteRequest request,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindUploadAsync(container, key, uploadId, cancellation) is not { } upload)
                return await FindCompletedAsync(container, key, uploadId, cancellation);
            var stored = await ListPartsAsync(upload, afterNumber: 0, ObjectLimits.PartNumberMax, cancellation);
            var chosen = Choose(stored, request.Parts);
            if (!chosen.IsDone)
                return chosen.Outcome;
            var draft = Assemble(upload, chosen.Value, request.Checksums);
            var leftover = PoolNames.Leftover(container.Account, container.Name, uploadId);
            var result = await ReplaceAsync(
                container,
                draft,
                request.Precondition,
                transaction => AddCompletion(transaction, upload, stored, chosen.Value),
                cancellation);
            if (result.Outcome == ObjectOutcome.Busy)
                continue;
            if (result.IsDone && stored.Count > chosen.Value.Count)
                await SweepLeftoverAsync(leftover, cancellation);
            return result;
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>Parts that were not chosen become a leftover: giving them back may need more steps than one
    /// transaction has.</summary>
    private static void AddCompletion(
        Transaction transaction, UploadInfo upload, IReadOnlyList<ObjectPart> stored, List<ObjectPart> chosen)
    {
        var (account, container) = (upload.Container.Account, upload.Container.Name);
        var name = PoolNames.Upload(account, container, upload.Key, upload.UploadId);
        transaction.RequireVersion(name, upload.Version).Delete(name);
        foreach (var part in chosen)
            transaction.Delete(PoolNames.Part(account, container, upload.UploadId, part.Number));
        if (stored.Count > chosen.Count)
            transaction.Put(PoolNames.Leftover(account, container, upload.UploadId), default, default);
    }

    private static ObjectResult<List<ObjectPart>> Choose(
        IReadOnlyList<ObjectPart> stored, IReadOnlyList<CompletedPart> wanted)
    {
        if (wanted.Count == 0)
            return ObjectOutcome.InvalidPart;
        var byNumber = stored.ToDictionary(part => part.Number);
        var chosen = new List<ObjectPart>(wanted.Count);
        var total = 0L;
        foreach (var part in wanted)
        {
            if (chosen.Count > 0 && part.Number <= chosen[^1].Number)
                return ObjectOutcome.InvalidPartOrder;
            if (!byNumber.TryGetValue(part.Number, out var found) || !found.Md5.Span.SequenceEqual(part.Md5.Span))
                return ObjectOutcome.InvalidPart;
            if (chosen.Count > 0 && chosen[^1].Size < ObjectLimits.PartSizeMin)
                return ObjectOutcome.PartTooSmall;
            chosen.Add(found);
            total += found.Size;
        }

        return total <= ObjectLimits.ObjectSizeMax ? chosen : ObjectOutcome.TooLarge;
    }

    private static ObjectInfo Assemble(
        UploadInfo upload,
        List<ObjectPart> parts,
        Func<IReadOnlyList<ObjectPart>, IReadOnlyList<ObjectChecksum>>? checksums)
    {
        var size = parts.Sum(part => part.Size);
        return new ObjectInfo
        {
            Key = upload.Key,
            Size = size,
            StoredSize = size,
            ETag = ETags.OfParts(parts),
            IsMultipart = true,
            Metadata = upload.Metadata,
            Checksums = checksums?.Invoke(parts) ?? [],
            BodyParts = parts,
            UploadId = upload.UploadId,
        };
    }

    /// <summary>A client that never saw the answer asks again: it gets the same one.</summary>
    private async ValueTask<ObjectResult<ObjectInfo>> FindCompletedAsync(
        ContainerInfo container, ObjectKey key, string uploadId, CancellationToken cancellation)
        => await FindObjectAsync(container, key, cancellation) is { } info && info.UploadId == uploadId
            ? info
            : ObjectOutcome.NoSuchUpload;
}
