using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>Deletes an object; a manifest's segments stay. Done, NoSuchObject, PreconditionFailed or
    /// Busy.</summary>
    public async ValueTask<ObjectOutcome> DeleteObjectAsync(
        ContainerInfo container, ObjectKey key, ObjectPrecondition? precondition, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            var current = await FindReplaceableAsync(container, key, cancellation);
            var isVisible = current is not null && !current.IsExpired(Now);
            if (precondition is not null && !precondition(isVisible ? current : null))
                return ObjectOutcome.PreconditionFailed;
            if (current is null)
                return ObjectOutcome.NoSuchObject;
            var transaction = new Transaction();
            AddDeletion(transaction, container, current);
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return isVisible ? ObjectOutcome.Done : ObjectOutcome.NoSuchObject;
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>Deletes many objects of one container, many in one commit: an outcome for each key, Done,
    /// NoSuchObject or as
    /// <see cref="DeleteObjectAsync"/> says.</summary>
    public async ValueTask<IReadOnlyList<ObjectOutcome>> DeleteObjectsAsync(
        ContainerInfo container, IReadOnlyList<ObjectKey> keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(keys);
        var outcomes = new ObjectOutcome[keys.Count];
        for (var start = 0; start < keys.Count; start += ObjectLimits.DeleteBatchLength)
        {
            var length = Math.Min(ObjectLimits.DeleteBatchLength, keys.Count - start);
            await DeleteBatchAsync(container, keys, outcomes, start, length, cancellation);
        }

        return outcomes;
    }

    private async ValueTask DeleteBatchAsync(
        ContainerInfo container,
        IReadOnlyList<ObjectKey> keys,
        ObjectOutcome[] outcomes,
        int start,
        int length,
        CancellationToken cancellation)
    {
        var transaction = new Transaction();
        var chosen = new HashSet<ObjectKey>();
        var layerCount = 0;
        for (var index = start; index < start + length; index++)
        {
            var current = await FindReplaceableAsync(container, keys[index], cancellation);
            outcomes[index] = ObjectOutcome.NoSuchObject;
            if (current is null || current.IsExpired(Now) || !chosen.Add(keys[index]))
                continue;
            layerCount += current.BodyParts.Count;
            AddDeletion(transaction, container, current);
            outcomes[index] = ObjectOutcome.Done;
        }

        if (chosen.Count == 0)
            return;
        // Objects of very many parts would not fit one transaction together; one alone always does.
        if (layerCount <= ObjectLimits.PartNumberMax)
        {
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return;
        }

        // Somebody changed one of them meanwhile, or the pool is short of something: each on its own.
        for (var index = start; index < start + length; index++)
        {
            if (outcomes[index] == ObjectOutcome.Done)
                outcomes[index] = await DeleteObjectAsync(container, keys[index], precondition: null, cancellation);
        }
    }

    private static void AddDeletion(Transaction transaction, ContainerInfo container, ObjectInfo current)
    {
        var name = PoolNames.Object(container.Account, container.Name, current.Key);
        transaction.RequireVersion(name, current.Version).Delete(name);
        ReleaseBody(transaction, current);
        Count(transaction, container, -1, -current.StoredSize);
        MoveExpiry(transaction, container, current, changed: null);
    }
}
