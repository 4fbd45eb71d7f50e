using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>Null if the account has no container of this name.</summary>
    public async ValueTask<ContainerInfo?> FindContainerAsync(
        string account, string name, CancellationToken cancellation)
    {
        if (!ContainerNames.IsContainer(name) || !ContainerNames.IsAccount(account))
            return null;
        var record = await pool.FindAsync(PoolNames.Container(account, name), cancellation);
        return record is null ? null : ContainerRecord.Decode(account, name, record);
    }

    /// <summary>What a bucket's name means to a caller: the own project's container first, then who holds the
    /// global name.</summary>
    /// <param name="account">The caller's project; null for an anonymous caller.</param>
    /// <param name="name">The bucket's name.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    public async ValueTask<ContainerInfo?> ResolveBucketAsync(
        string? account, string name, CancellationToken cancellation)
    {
        if (account is not null && await FindContainerAsync(account, name, cancellation) is { } own)
            return own;
        var owner = await FindClaimAsync(name, cancellation);
        return owner is null || owner.Value.Account == account
            ? null
            : await FindContainerAsync(owner.Value.Account, name, cancellation);
    }

    /// <summary>
    /// Makes a container. Done, ContainerExists (with the one that exists), NameTaken, InvalidName, MetadataTooLarge,
    /// OutOfSpace or Busy.
    /// </summary>
    public async ValueTask<ObjectResult<ContainerInfo>> CreateContainerAsync(
        string account, string name, ContainerSettings settings, BucketClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!ContainerNames.IsAccount(account) || !ContainerNames.IsContainer(name))
            return ObjectOutcome.InvalidName;
        if (SizeOf(settings) > ObjectLimits.MetadataSizeMax)
            return ObjectOutcome.MetadataTooLarge;
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindContainerAsync(account, name, cancellation) is { } existing)
                return new ObjectResult<ContainerInfo>(ObjectOutcome.ContainerExists, existing);
            var held = await FindClaimAsync(name, cancellation);
            if (claim == BucketClaim.Required && held is { } other && other.Account != account)
                return ObjectOutcome.NameTaken;

            var container = new ContainerInfo { Account = account, Name = name, CreatedAt = Now, Settings = settings };
            var mayClaim = held is null && (claim == BucketClaim.Required || ContainerNames.IsBucket(name));
            var result = await CommitAsync(Creation(container, mayClaim), cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return container with { Version = result.Version };
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>Changes a container's settings; the change may be asked for several times. Done, NoSuchContainer,
    /// MetadataTooLarge, OutOfSpace or Busy.</summary>
    public async ValueTask<ObjectResult<ContainerInfo>> UpdateContainerAsync(
        ContainerInfo container, Func<ContainerSettings, ContainerSettings> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(change);
        var name = PoolNames.Container(container.Account, container.Name);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindContainerAsync(container.Account, container.Name, cancellation) is not { } current)
                return ObjectOutcome.NoSuchContainer;
            var changed = current with { Settings = change(current.Settings) };
            if (SizeOf(changed.Settings) > ObjectLimits.MetadataSizeMax)
                return ObjectOutcome.MetadataTooLarge;
            var transaction = new Transaction()
                .RequireVersion(name, current.Version)
                .Put(
                    name,
                    ContainerRecord.EncodeSummary(current.CreatedAt),
                    ContainerRecord.EncodeValue(changed.Settings));
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome == PoolOutcome.Done)
                return changed with { Version = result.Version };
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>Deletes a container that holds no objects; unfinished uploads go with it. Done, NoSuchContainer,
    /// ContainerNotEmpty or Busy.</summary>
    public async ValueTask<ObjectOutcome> DeleteContainerAsync(ContainerInfo container, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        var (account, bucket) = (container.Account, container.Name);
        var objects = PoolNames.ObjectsOf(account, bucket);
        var name = PoolNames.Container(account, bucket);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindContainerAsync(account, bucket, cancellation) is not { } current)
                return ObjectOutcome.NoSuchContainer;
            if ((await pool.ListAsync(NameListing.Under(objects), limit: 1, cancellation)).Count > 0)
                return ObjectOutcome.ContainerNotEmpty;
            await AbortAllUploadsAsync(current, cancellation);

            var transaction = new Transaction()
                .RequireVersion(name, current.Version)
                .RequireEmpty(objects)
                .RequireEmpty(PoolNames.UploadsOf(account, bucket))
                .Delete(name)
                .DeleteCounter(PoolNames.ContainerCounter(account, bucket))
                .AddToCounter(PoolNames.ContainersCounter(account), -1, 0);
            if (await FindClaimAsync(bucket, cancellation) is { } claim && claim.Account == account)
                transaction.RequireVersion(PoolNames.Claim(bucket), claim.Version).Delete(PoolNames.Claim(bucket));
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
        }

        return ObjectOutcome.Busy;
    }

    public async ValueTask<StorageUsage> ReadUsageAsync(
        string account, string container, CancellationToken cancellation)
    {
        var counter = await pool.ReadCounterAsync(PoolNames.ContainerCounter(account, container), cancellation);
        return new StorageUsage(counter.Count, counter.Size);
    }

    private static Transaction Creation(ContainerInfo container, bool mayClaim)
    {
        var name = PoolNames.Container(container.Account, container.Name);
        var claim = PoolNames.Claim(container.Name);
        var transaction = new Transaction()
            .RequireVersion(name, 0)
            .Put(
                name,
                ContainerRecord.EncodeSummary(container.CreatedAt),
                ContainerRecord.EncodeValue(container.Settings))
            .AddToCounter(PoolNames.ContainersCounter(container.Account), 1, 0);
        return mayClaim
            ? transaction.RequireVersion(claim, 0).Put(claim, ContainerRecord.EncodeClaim(container.Account), default)
            : transaction;
    }

    private async ValueTask<(string Account, ulong Version)?> FindClaimAsync(
        string bucket, CancellationToken cancellation)
    {
        if (!ContainerNames.IsContainer(bucket))
            return null;
        var record = await pool.FindAsync(PoolNames.Claim(bucket), cancellation);
        return record is null ? null : (ContainerRecord.DecodeClaim(record.Summary), record.Version);
    }

    private static int SizeOf(ContainerSettings settings)
        => PairList.SizeOf(settings.User) + PairList.SizeOf(settings.System)
            + (settings.ReadAcl?.Length ?? 0) + (settings.WriteAcl?.Length ?? 0);
}
