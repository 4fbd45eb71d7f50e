using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    private const int SweepBatchLength = 1000;

    /// <summary>Removes objects whose time has passed, and parts that an interrupted abort or completion left.
    /// Idempotent;
    /// the node calls it now and then.</summary>
    /// <returns>How many objects and leftovers were removed.</returns>
    public async ValueTask<long> SweepAsync(CancellationToken cancellation)
        => await SweepLeftoversAsync(cancellation) + await SweepExpiredAsync(cancellation);

    private async ValueTask<long> SweepLeftoversAsync(CancellationToken cancellation)
    {
        var removed = 0L;
        var range = NameListing.Under(PoolNames.Leftovers());
        while (true)
        {
            var entries = await pool.ListAsync(range, SweepBatchLength, cancellation);
            foreach (var entry in entries)
            {
                if (!await SweepLeftoverAsync(entry.Name, cancellation))
                    return removed;
                removed++;
            }

            if (entries.Count < SweepBatchLength)
                return removed;
            range = range with { Start = entries[^1].Name };
        }
    }

    /// <summary>Gives back the parts of an upload that is gone. No new ones can come: a part needs its upload's
    /// record.</summary>
    /// <returns>False if the pool did not take it: another time.</returns>
    private async ValueTask<bool> SweepLeftoverAsync(ReadOnlyMemory<byte> leftover, CancellationToken cancellation)
    {
        var parts = NameListing.Under(PoolNames.PartsOfLeftover(leftover.Span));
        while (true)
        {
            var entries = await pool.ListAsync(parts, SweepBatchLength, cancellation);
            var transaction = new Transaction();
            foreach (var entry in entries)
            {
                var part = PartRecord.Read(entry.Summary, entry.Version);
                transaction.RequireVersion(entry.Name, entry.Version).Delete(entry.Name);
                if (!part.Layer.IsNone)
                    transaction.Release(part.Layer);
            }

            var isLast = entries.Count < SweepBatchLength;
            if (isLast)
                transaction.Delete(leftover);
            var result = await CommitAsync(transaction, cancellation);
            if (isLast || result.Outcome != PoolOutcome.Done)
                return result.Outcome == PoolOutcome.Done;
        }
    }

    private async ValueTask<long> SweepExpiredAsync(CancellationToken cancellation)
    {
        var removed = 0L;
        var now = Now;
        var range = new NameRange(PoolNames.Expiries(), PoolNames.ExpiriesAfter(now));
        while (true)
        {
            var entries = await pool.ListAsync(range, SweepBatchLength, cancellation);
            foreach (var entry in entries)
            {
                var (deleteAt, account, name, key) = PoolNames.ParseExpiry(entry.Name);
                var container = new ContainerInfo
                {
                    Account = account,
                    Name = name,
                    CreatedAt = now,
                    Settings = ContainerSettings.Empty,
                };
                // Replaced meanwhile by one that lives on: its own expiry, if any, has another name.
                await DeleteObjectAsync(
                    container, key, current => current is null, cancellation);
                removed++;
            }

            if (entries.Count < SweepBatchLength)
                return removed;
            range = range with { Start = entries[^1].Name };
        }
    }
}
