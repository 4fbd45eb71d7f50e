using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>An account, with no metadata if nothing was ever set.</summary>
    public async ValueTask<AccountInfo> GetAccountAsync(string account, CancellationToken cancellation)
    {
        var record = await pool.FindAsync(PoolNames.Account(account), cancellation);
        return record is null ? new AccountInfo { Account = account } : ContainerRecord.DecodeAccount(account, record);
    }

    public async ValueTask<AccountUsage> ReadUsageAsync(string account, CancellationToken cancellation)
    {
        var containers = await pool.ReadCounterAsync(PoolNames.ContainersCounter(account), cancellation);
        var objects = await pool.ReadCounterAsync(PoolNames.AccountCounter(account), cancellation);
        return new AccountUsage(containers.Count, objects.Count, objects.Size);
    }

    /// <summary>Changes an account's metadata; the change may be asked for several times. Done, MetadataTooLarge or
    /// Busy.</summary>
    public async ValueTask<ObjectOutcome> UpdateAccountAsync(
        string account, Func<AccountInfo, AccountInfo> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        var name = PoolNames.Account(account);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            var current = await GetAccountAsync(account, cancellation);
            var changed = change(current);
            if (PairList.SizeOf(changed.User) + PairList.SizeOf(changed.System) > ObjectLimits.MetadataSizeMax)
                return ObjectOutcome.MetadataTooLarge;
            var transaction = new Transaction()
                .RequireVersion(name, current.Version)
                .Put(
                    name,
                    ContainerRecord.EncodeSummary(current.CreatedAt ?? Now),
                    ContainerRecord.EncodeAccount(changed));
            var result = await CommitAsync(transaction, cancellation);
            if (result.Outcome != PoolOutcome.ConditionFailed)
                return result.Outcome.ToObjectOutcome();
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>An account's containers, with what each holds.</summary>
    public async ValueTask<ListPage<ContainerEntry>> ListContainersAsync(
        string account, ListQuery query, CancellationToken cancellation)
    {
        var listing = new NameListing(pool, PoolNames.ContainersOf(account), suffixSize: 0);
        var page = await listing.ListAsync(query, markerSuffix: default, cancellation);
        var items = new List<ListItem<ContainerEntry>>(page.Items.Count);
        foreach (var item in page.Items)
        {
            var entry = item.IsPrefix ? null : await DescribeAsync(account, item, cancellation);
            items.Add(new ListItem<ContainerEntry>(item.Name, entry));
        }

        return new ListPage<ContainerEntry>(items, page.IsTruncated);
    }

    private async ValueTask<ContainerEntry> DescribeAsync(
        string account, NameItem item, CancellationToken cancellation)
    {
        var container = System.Text.Encoding.UTF8.GetString(item.Name.Span);
        var usage = await ReadUsageAsync(account, container, cancellation);
        return new ContainerEntry(container, ContainerRecord.DecodeSummary(item.Entry.Summary), usage);
    }
}
