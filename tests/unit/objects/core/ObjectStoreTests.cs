using System.Security.Cryptography;
using Basalt.Objects.Core;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Core;

public sealed class ObjectStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ObjectLimits.InlineSizeMax)]
    [InlineData(ObjectLimits.InlineSizeMax + 1)]
    [InlineData(3_000_001)]
    public async Task What_was_put_is_read_back(int size)
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var bytes = StoreFixture.Pattern(size);

        var put = await fixture.PutAsync(fixture.Container, "k", bytes);

        Assert.Equal(ObjectOutcome.Done, put.Outcome);
        Assert.Equal(bytes, await fixture.ReadAsync("k"));
        Assert.Equal(Md5(bytes), put.Value!.ETag);
        Assert.Equal(new StorageUsage(1, size), await fixture.UsageAsync());
    }

    [Fact]
    public async Task Any_range_is_read_whole()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var bytes = StoreFixture.Pattern(200_000);
        await fixture.PutAsync(fixture.Container, "k", bytes);
        var opened = await fixture.Store.OpenObjectAsync(fixture.Container, StoreFixture.Key("k"), null, Cancellation);
        await using var reader = opened.Value!;

        foreach (var (offset, size) in new[] { (0, 1), (4095, 2), (65_535, 65_537), (199_999, 1), (77, 199_000) })
        {
            using var stream = new MemoryStream();
            var pipe = System.IO.Pipelines.PipeWriter.Create(stream);
            Assert.Equal(ObjectOutcome.Done, await reader.CopyToAsync(pipe, offset, size, Cancellation));
            Assert.Equal(bytes[offset..(offset + size)], stream.ToArray());
        }

        Assert.Equal(ObjectOutcome.InvalidRange, await reader.ReadAsync(199_999, new byte[2], Cancellation));
    }

    [Fact]
    public async Task An_open_reader_outlives_its_name()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var bytes = StoreFixture.Pattern(100_000);
        await fixture.PutAsync(fixture.Container, "k", bytes);
        var opened = await fixture.Store.OpenObjectAsync(fixture.Container, StoreFixture.Key("k"), null, Cancellation);
        await using var reader = opened.Value!;

        await fixture.PutAsync("k", "new");
        await fixture.Store.DeleteObjectAsync(fixture.Container, StoreFixture.Key("k"), null, Cancellation);

        var read = new byte[bytes.Length];
        Assert.Equal(ObjectOutcome.Done, await reader.ReadAsync(0, read, Cancellation));
        Assert.Equal(bytes, read);
    }

    [Fact]
    public async Task Replacing_and_deleting_keep_the_counters()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await fixture.PutAsync("a", "12345");
        await fixture.PutAsync("a", "123");
        await fixture.PutAsync("b", "1");
        Assert.Equal(new StorageUsage(2, 4), await fixture.UsageAsync());

        await fixture.Store.DeleteObjectAsync(fixture.Container, StoreFixture.Key("a"), null, Cancellation);

        Assert.Equal(new StorageUsage(1, 1), await fixture.UsageAsync());
        Assert.Equal(
            new AccountUsage(1, 1, 1), await fixture.Store.ReadUsageAsync(StoreFixture.Account, Cancellation));
    }

    [Fact]
    public async Task A_body_that_is_not_what_was_announced_changes_nothing()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await fixture.PutAsync("k", "old");

        var wrongSize = await fixture.PutAsync("k", "new", new PutRequest { ExpectedSize = 4 });
        var wrongMd5 = await fixture.PutAsync("k", "new", new PutRequest { ExpectedMd5 = new byte[16] });

        Assert.Equal(ObjectOutcome.SizeMismatch, wrongSize.Outcome);
        Assert.Equal(ObjectOutcome.DigestMismatch, wrongMd5.Outcome);
        Assert.Equal("old"u8.ToArray(), await fixture.ReadAsync("k"));
    }

    [Fact]
    public async Task A_precondition_sees_the_object_as_it_is()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var isNew = new PutRequest { Precondition = current => current is null };

        Assert.Equal(ObjectOutcome.Done, (await fixture.PutAsync("k", "1", isNew)).Outcome);
        Assert.Equal(ObjectOutcome.PreconditionFailed, (await fixture.PutAsync("k", "2", isNew)).Outcome);
    }

    [Fact]
    public async Task Of_concurrent_puts_that_must_be_first_one_wins()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var isNew = new PutRequest { Precondition = current => current is null };

        var puts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => fixture.PutAsync("k", $"{i}", isNew)));

        Assert.Single(puts, put => put.Outcome == ObjectOutcome.Done);
        Assert.Equal(15, puts.Count(put => put.Outcome == ObjectOutcome.PreconditionFailed));
    }

    [Fact]
    public async Task Concurrent_overwrites_all_end_and_one_remains()
    {
        await using var fixture = await StoreFixture.OpenAsync();

        var puts = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => fixture.PutAsync(fixture.Container, "k", StoreFixture.Pattern(40_000, i))));

        Assert.All(puts, put => Assert.Equal(ObjectOutcome.Done, put.Outcome));
        Assert.Equal(new StorageUsage(1, 40_000), await fixture.UsageAsync());
        Assert.Contains(Md5((await fixture.ReadAsync("k"))!), puts.Select(put => put.Value!.ETag));
    }

    [Fact]
    public async Task New_metadata_leaves_the_bytes()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await fixture.PutAsync("k", "bytes");
        fixture.Clock.Advance(TimeSpan.FromSeconds(3));

        var updated = await fixture.Store.UpdateObjectAsync(
            fixture.Container, StoreFixture.Key("k"),
            _ => new ObjectMetadata { User = [new MetadataPair("a", "\u00ff")] }, null, Cancellation);
        var found = await fixture.Store.FindObjectAsync(fixture.Container, StoreFixture.Key("k"), Cancellation);

        Assert.Equal(fixture.Clock.GetUtcNow(), updated.Value!.LastModified);
        Assert.Equal([new MetadataPair("a", "\u00ff")], found!.Metadata.User);
        Assert.Equal("bytes"u8.ToArray(), await fixture.ReadAsync("k"));
    }

    [Fact]
    public async Task Metadata_beyond_its_limit_is_refused()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var atLimit = new MetadataPair("n", new string('x', ObjectLimits.MetadataSizeMax - 1));
        var beyond = new MetadataPair("n", new string('x', ObjectLimits.MetadataSizeMax));

        var kept = await fixture.PutAsync("k", "", With(atLimit));
        var refused = await fixture.PutAsync("k", "", With(beyond));

        Assert.Equal(ObjectOutcome.Done, kept.Outcome);
        Assert.Equal(ObjectOutcome.MetadataTooLarge, refused.Outcome);
    }

    [Fact]
    public async Task Many_are_deleted_and_each_gets_its_outcome()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        for (var i = 0; i < 300; i++)
            await fixture.PutAsync($"k{i}", "1");
        var keys = Enumerable.Range(0, 300).Select(i => StoreFixture.Key($"k{i}"))
            .Append(StoreFixture.Key("none")).Append(StoreFixture.Key("k0")).ToList();

        var outcomes = await fixture.Store.DeleteObjectsAsync(fixture.Container, keys, Cancellation);

        Assert.All(outcomes.Take(300), outcome => Assert.Equal(ObjectOutcome.Done, outcome));
        Assert.All(outcomes.Skip(300), outcome => Assert.Equal(ObjectOutcome.NoSuchObject, outcome));
        Assert.Equal(new StorageUsage(0, 0), await fixture.UsageAsync());
    }

    [Fact]
    public async Task An_object_whose_time_has_passed_is_gone_and_is_swept()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var metadata = new ObjectMetadata { DeleteAt = fixture.Clock.GetUtcNow().AddSeconds(10) };
        await fixture.PutAsync("dies", "1", new PutRequest { Metadata = metadata });
        await fixture.PutAsync("saved", "1", new PutRequest { Metadata = metadata });
        await fixture.PutAsync("saved", "2");
        Assert.NotNull(await fixture.ReadAsync("dies"));

        fixture.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await fixture.ReadAsync("dies"));
        Assert.Equal(1, await fixture.Store.SweepAsync(Cancellation));
        Assert.Equal(0, await fixture.Store.SweepAsync(Cancellation));
        Assert.Equal(new StorageUsage(1, 1), await fixture.UsageAsync());
        Assert.NotNull(await fixture.ReadAsync("saved"));
    }

    [Fact]
    public async Task Space_of_replaced_and_deleted_bodies_comes_back()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var before = fixture.UsedSize;
        for (var i = 0; i < 5; i++)
            await fixture.PutAsync(fixture.Container, "k", StoreFixture.Pattern(500_000, i));
        await fixture.Store.DeleteObjectAsync(fixture.Container, StoreFixture.Key("k"), null, Cancellation);

        Assert.InRange(fixture.UsedSize - before, 0, 100_000);
    }

    private static PutRequest With(MetadataPair pair) => new() { Metadata = new ObjectMetadata { User = [pair] } };

    private static string Md5(byte[] bytes)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(bytes);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
