using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>An object's record; null if there is none or its time has passed. A dynamic manifest shows its own
    /// size and ETag:
    /// <see cref="HeadObjectAsync"/> shows those of its segments.</summary>
    public async ValueTask<ObjectInfo?> FindObjectAsync(
        ContainerInfo container, ObjectKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        var info = await FindStoredAsync(container, key, cancellation);
        return info is null || info.IsExpired(Now) ? null : info;
    }

    /// <summary>
    /// Turns a written body into an object, replacing what was there. Done, NoSuchContainer, PreconditionFailed,
    /// SizeMismatch, DigestMismatch, MetadataTooLarge, TooLarge, OutOfSpace, Unreadable or Busy; but for done
    /// nothing has changed.
    /// </summary>
    public async ValueTask<ObjectResult<ObjectInfo>> PutObjectAsync(
        ContainerInfo container, ObjectKey key, ObjectWriter body, PutRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(request);
        if (request.ExpectedSize is { } expected && expected != body.Size)
            return ObjectOutcome.SizeMismatch;
        if (!IsWithinLimits(request.Metadata))
            return ObjectOutcome.MetadataTooLarge;
        if (request.StaticManifest?.TotalSize > ObjectLimits.ObjectSizeMax)
            return ObjectOutcome.TooLarge;
        var finished = await body.FinishAsync(cancellation);
        if (finished != ObjectOutcome.Done)
            return finished;
        if (!request.ExpectedMd5.IsEmpty && !request.ExpectedMd5.Span.SequenceEqual(body.Md5.Span))
            return ObjectOutcome.DigestMismatch;

        var draft = Draft(key, body, request);
        return await ReplaceAsync(container, draft, request.Precondition, SealOf(body), cancellation);
    }

    /// <summary>Replaces an object's metadata and leaves its bytes. Done, NoSuchObject, PreconditionFailed,
    /// MetadataTooLarge,
    /// OutOfSpace or Busy. The change may be asked for several times.</summary>
    public async ValueTask<ObjectResult<ObjectInfo>> UpdateObjectAsync(
        ContainerInfo container,
        ObjectKey key,
        Func<ObjectInfo, ObjectMetadata> change,
        ObjectPrecondition? precondition,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(change);
        var name = PoolNames.Object(container.Account, container.Name, key);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindObjectAsync(container, key, cancellation) is not { } current)
                return ObjectOutcome.NoSuchObject;
            if (precondition is not null && !precondition(current))
                return ObjectOutcome.PreconditionFailed;
            var changed = current with { Metadata = change(current), LastModified = Now };
            if (!IsWithinLimits(changed.Metadata))
                return ObjectOutcome.MetadataTooLarge;
            var transaction = new Transaction()
                .RequireVersion(name, current.Version)
                .Put(name, ObjectSummary.Encode(changed), ObjectRecord.EncodeValue(changed));
            MoveExpiry(transaction, container, current, changed);
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return changed with { Version = result.Version };
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
        }

        return ObjectOutcome.Busy;
    }

    private static ObjectInfo Draft(ObjectKey key, ObjectWriter body, PutRequest request)
    {
        var md5 = Convert.ToHexStringLower(body.Md5.Span);
        var manifest = request.StaticManifest;
        return new ObjectInfo
        {
            Key = key,
            Size = manifest?.TotalSize ?? body.Size,
            StoredSize = body.Size,
            ETag = manifest?.ComputeETag() ?? md5,
            ManifestETag = manifest is null ? null : md5,
            IsStaticManifest = manifest is not null,
            SegmentCount = manifest?.Segments.Count ?? 0,
            Metadata = request.Metadata,
            Checksums = request.Checksums,
            InlineBody = body.InlineBody,
            BodyParts = body.Layer.IsNone
                ? []
                : [new ObjectPart { Number = 0, Size = body.Size, Md5 = body.Md5, Layer = body.Layer }],
        };
    }

    private static Action<Transaction> SealOf(ObjectWriter body) => transaction =>
    {
        if (!body.Layer.IsNone)
            transaction.Seal(body.Layer);
    };

    /// <summary>Puts a record in the place of what is there, whose layers go and whose share in the counters ends
    /// with it.</summary>
    private async ValueTask<ObjectResult<ObjectInfo>> ReplaceAsync(
        ContainerInfo container,
        ObjectInfo draft,
        ObjectPrecondition? precondition,
        Action<Transaction> addSteps,
        CancellationToken cancellation)
    {
        var name = PoolNames.Object(container.Account, container.Name, draft.Key);
        var containerName = PoolNames.Container(container.Account, container.Name);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            var current = await FindReplaceableAsync(container, draft.Key, cancellation);
            var visible = current is null || current.IsExpired(Now) ? null : current;
            if (precondition is not null && !precondition(visible))
                return ObjectOutcome.PreconditionFailed;

            var stored = draft with { LastModified = Now };
            var transaction = new Transaction()
                .RequireExists(containerName)
                .RequireVersion(name, current?.Version ?? 0)
                .Put(name, ObjectSummary.Encode(stored), ObjectRecord.EncodeValue(stored));
            addSteps(transaction);
            ReleaseBody(transaction, current);
            Count(transaction, container, current is null ? 1 : 0, stored.StoredSize - (current?.StoredSize ?? 0));
            MoveExpiry(transaction, container, current, stored);
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return stored with { Version = result.Version };
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
            if (await FindContainerAsync(container.Account, container.Name, cancellation) is null)
                return ObjectOutcome.NoSuchContainer;
        }

        return ObjectOutcome.Busy;
    }

    private async ValueTask<ObjectInfo?> FindStoredAsync(
        ContainerInfo container, ObjectKey key, CancellationToken cancellation)
    {
        var record = await pool.FindAsync(PoolNames.Object(container.Account, container.Name, key), cancellation);
        return record is null ? null : ObjectRecord.Decode(key, record);
    }

    /// <summary>
    /// What is stored under a key, for who removes or replaces it: a record that has rotted must not keep its name for
    /// ever. Layers that only the record knew stay taken.
    /// </summary>
    private async ValueTask<ObjectInfo?> FindReplaceableAsync(
        ContainerInfo container, ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            return await FindStoredAsync(container, key, cancellation);
        }
        catch (PoolException failure) when (failure.Outcome == PoolOutcome.Unreadable)
        {
            var name = PoolNames.Object(container.Account, container.Name, key);
            var entries = await pool.ListAsync(new NameRange(name, default), 1, cancellation);
            return entries is [var entry] && entry.Name.Span.SequenceEqual(name)
                ? ObjectRecord.DecodeSummary(key, entry.Version, entry.Summary)
                : null;
        }
    }

    private static void ReleaseBody(Transaction transaction, ObjectInfo? info)
    {
        foreach (var part in info?.BodyParts ?? [])
        {
            if (!part.Layer.IsNone)
                transaction.Release(part.Layer);
        }
    }

    private static void Count(Transaction transaction, ContainerInfo container, long objects, long size)
    {
        if (objects == 0 && size == 0)
            return;
        transaction.AddToCounter(PoolNames.ContainerCounter(container.Account, container.Name), objects, size);
        transaction.AddToCounter(PoolNames.AccountCounter(container.Account), objects, size);
    }

    private static void MoveExpiry(
        Transaction transaction, ContainerInfo container, ObjectInfo? current, ObjectInfo? changed)
    {
        var (before, after) = (current?.Metadata.DeleteAt, changed?.Metadata.DeleteAt);
        if (before == after)
            return;
        if (before is { } old)
            transaction.Delete(PoolNames.Expiry(old, container.Account, container.Name, current!.Key));
        if (after is { } next)
            transaction.Put(PoolNames.Expiry(next, container.Account, container.Name, changed!.Key), default, default);
    }
}
