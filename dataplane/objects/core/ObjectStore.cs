using Basalt.Engine;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

/// <summary>
/// Accounts, containers and objects over one pool; knows no protocol. May be called from any thread. An outcome
/// says how an
/// operation ended; where the engine cannot even answer (bytes on the device are wrong) its <see cref="PoolException"/>
/// passes through, and <see cref="StoreFaults"/> puts it in this core's words.
/// </summary>
/// <remarks>
/// What holds: an object has a record only in a container that has one; counters change in the transaction that
/// changes what
/// they count; a layer is named by exactly one record, and is released by the transaction that removes it from there.
/// </remarks>
public sealed partial class ObjectStore(IPool pool, TimeProvider clock)
{
    public PoolUsage PoolUsage => pool.Usage;

    private DateTimeOffset Now => StoredTime.Truncate(clock.GetUtcNow());

    /// <summary>A writer for an object's body. The expected size is a hint in bytes, -1 if unknown.</summary>
    public ObjectWriter CreateWriter(long expectedSize) => new(pool, expectedSize, mayInline: true);

    private async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellation)
        => await pool.CommitAsync(transaction, cancellation);

    private static int SizeOf(ObjectMetadata metadata)
        => PairList.SizeOf(metadata.User) + PairList.SizeOf(metadata.System)
            + (metadata.ContentEncoding?.Length ?? 0) + (metadata.ContentDisposition?.Length ?? 0)
            + (metadata.ContentLanguage?.Length ?? 0) + (metadata.CacheControl?.Length ?? 0)
            + (metadata.Expires?.Length ?? 0) + (metadata.DynamicManifest?.Length ?? 0);

    private static bool IsWithinLimits(ObjectMetadata metadata)
        => SizeOf(metadata) <= ObjectLimits.MetadataSizeMax
            && (metadata.ContentType?.Length ?? 0) <= ObjectLimits.ContentTypeSizeMax;
}
