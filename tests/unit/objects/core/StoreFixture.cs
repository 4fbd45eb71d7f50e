using System.Text;
using Basalt.Device;
using Basalt.Engine;
using Basalt.Objects.Core;
using Basalt.Tests.Support.Pools;

namespace Basalt.Tests.Unit.Objects.Core;

/// <summary>A store over a real pool in memory, with a clock that the test moves, and one container.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    public const string Account = "p1";

    private readonly TestPool _pool;

    private StoreFixture(TestPool pool, ManualClock clock)
    {
        _pool = pool;
        Clock = clock;
        Store = new ObjectStore(pool.Pool, clock);
    }

    public ManualClock Clock { get; }

    public ObjectStore Store { get; }

    public ContainerInfo Container { get; private set; } = null!;

    public long UsedSize => _pool.Pool.Usage.UsedSize;

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    public static async Task<StoreFixture> OpenAsync()
    {
        var fixture = new StoreFixture(await TestPool.OpenAsync(), new ManualClock());
        fixture.Container = await fixture.CreateContainerAsync("bucket1");
        return fixture;
    }

    /// <summary>A store over what is on a device, or a new one there.</summary>
    public static async Task<StoreFixture> OpenAsync(MemoryDevice device)
    {
        var options = new PoolOptions { SegmentSize = 1024 * 1024, IsZeroedAhead = false };
        var fixture = new StoreFixture(await TestPool.OpenAsync(device, options), new ManualClock());
        fixture.Container = await fixture.Store.FindContainerAsync(Account, "bucket1", Cancellation)
            ?? await fixture.CreateContainerAsync("bucket1");
        return fixture;
    }

    public static ObjectKey Key(string text)
        => ObjectKey.TryCreate(text, out var key) ? key : throw new ArgumentException("no key", nameof(text));

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Bytes that tell where they stand.</summary>
    public static byte[] Pattern(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public async Task<ContainerInfo> CreateContainerAsync(string name, string account = Account)
    {
        var created = await Store.CreateContainerAsync(
            account, name, ContainerSettings.Empty, BucketClaim.IfFree, Cancellation);
        return created.Value!;
    }

    public Task<ObjectResult<ObjectInfo>> PutAsync(string key, string text, PutRequest? request = null)
        => PutAsync(Container, key, Bytes(text), request);

    public async Task<ObjectResult<ObjectInfo>> PutAsync(
        ContainerInfo container, string key, ReadOnlyMemory<byte> bytes, PutRequest? request = null)
    {
        await using var writer = Store.CreateWriter(-1);
        await writer.AppendAsync(bytes, Cancellation);
        return await Store.PutObjectAsync(container, Key(key), writer, request ?? new PutRequest(), Cancellation);
    }

    /// <summary>The whole body; null if there is no such object.</summary>
    public async Task<byte[]?> ReadAsync(string key)
    {
        var opened = await Store.OpenObjectAsync(Container, Key(key), access: null, Cancellation);
        if (!opened.IsDone)
            return null;
        await using var reader = opened.Value;
        var bytes = new byte[reader.Info.Size];
        var outcome = await reader.ReadAsync(0, bytes, Cancellation);
        return outcome == ObjectOutcome.Done ? bytes : null;
    }

    public async Task<StorageUsage> UsageAsync() => await Store.ReadUsageAsync(Account, Container.Name, Cancellation);

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
