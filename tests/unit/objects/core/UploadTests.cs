using System.Text;
using Basalt.Objects.Core;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Core;

public sealed class UploadTests
{
    private const int FullPart = (int)ObjectLimits.PartSizeMin;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chosen_parts_become_one_object_and_the_others_go()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var upload = await BeginAsync(fixture);
        var first = StoreFixture.Pattern(FullPart, 1);
        var one = await PutPartAsync(fixture, upload, 1, first);
        await PutPartAsync(fixture, upload, 2, StoreFixture.Pattern(100_000, 2));
        var three = await PutPartAsync(fixture, upload, 3, "end"u8.ToArray());

        var completed = await CompleteAsync(fixture, upload, one, three);

        Assert.Equal(ObjectOutcome.Done, completed.Outcome);
        Assert.EndsWith("-2", completed.Value!.ETag, StringComparison.Ordinal);
        byte[] whole = [.. first, .. "end"u8];
        Assert.Equal(whole, await fixture.ReadAsync("k"));
        Assert.Equal([1, 3], completed.Value.Parts.Select(part => part.Number));
        Assert.Equal(new StorageUsage(1, FullPart + 3), await fixture.UsageAsync());
        Assert.Empty(await fixture.Store.ListPartsAsync(upload, 0, 10, Cancellation));
        Assert.Equal("v", completed.Value.Metadata.FindSystem("n"));
    }

    [Fact]
    public async Task Completing_again_answers_the_same()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var upload = await BeginAsync(fixture);
        var part = await PutPartAsync(fixture, upload, 1, "x"u8.ToArray());
        var first = await CompleteAsync(fixture, upload, part);

        var again = await CompleteAsync(fixture, upload, part);
        await fixture.PutAsync("k", "other");
        var late = await CompleteAsync(fixture, upload, part);

        Assert.Equal(first.Value!.Version, again.Value!.Version);
        Assert.Equal(ObjectOutcome.NoSuchUpload, late.Outcome);
    }

    [Fact]
    public async Task Wrong_parts_are_refused_and_nothing_is_lost()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var upload = await BeginAsync(fixture);
        var one = await PutPartAsync(fixture, upload, 1, "1"u8.ToArray());
        var two = await PutPartAsync(fixture, upload, 2, "2"u8.ToArray());

        var disordered = await CompleteAsync(fixture, upload, two, one);
        var tooSmall = await CompleteAsync(fixture, upload, one, two);
        var unknown = await CompleteAsync(fixture, upload, one with { Number = 9 });
        var otherTag = await CompleteAsync(fixture, upload, one with { Md5 = two.Md5 });

        Assert.Equal(ObjectOutcome.InvalidPartOrder, disordered.Outcome);
        Assert.Equal(ObjectOutcome.PartTooSmall, tooSmall.Outcome);
        Assert.Equal(ObjectOutcome.InvalidPart, unknown.Outcome);
        Assert.Equal(ObjectOutcome.InvalidPart, otherTag.Outcome);
        Assert.Equal(2, (await fixture.Store.ListPartsAsync(upload, 0, 10, Cancellation)).Count);
        Assert.Equal(ObjectOutcome.Done, (await CompleteAsync(fixture, upload, two)).Outcome);
    }

    [Fact]
    public async Task A_part_put_again_replaces_the_first()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var upload = await BeginAsync(fixture);
        await PutPartAsync(fixture, upload, 1, "first"u8.ToArray());
        var second = await PutPartAsync(fixture, upload, 1, "second"u8.ToArray());

        await CompleteAsync(fixture, upload, second);

        Assert.Equal("second"u8.ToArray(), await fixture.ReadAsync("k"));
    }

    [Fact]
    public async Task Parts_may_come_all_at_once()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var upload = await BeginAsync(fixture);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(
            number => PutPartAsync(fixture, upload, number, StoreFixture.Pattern(1000, number))));

        var listed = await fixture.Store.ListPartsAsync(upload, 5, 10, Cancellation);
        Assert.Equal(Enumerable.Range(6, 10), listed.Select(part => part.Number));
    }

    [Fact]
    public async Task An_aborted_upload_is_gone_with_its_parts()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var upload = await BeginAsync(fixture);
        var part = await PutPartAsync(fixture, upload, 1, StoreFixture.Pattern(100_000));

        Assert.Equal(ObjectOutcome.Done, await fixture.Store.AbortUploadAsync(upload, Cancellation));

        Assert.Equal(ObjectOutcome.NoSuchUpload, await fixture.Store.AbortUploadAsync(upload, Cancellation));
        Assert.Empty(await fixture.Store.ListPartsAsync(upload, 0, 10, Cancellation));
        Assert.Equal(ObjectOutcome.NoSuchUpload, (await CompleteAsync(fixture, upload, part)).Outcome);
        await using var writer = fixture.Store.CreatePartWriter(1);
        await writer.AppendAsync("x"u8.ToArray(), Cancellation);
        var late = await fixture.Store.PutPartAsync(upload, 2, writer, new PutPartRequest(), Cancellation);
        Assert.Equal(ObjectOutcome.NoSuchUpload, late.Outcome);
        Assert.Equal(0, await fixture.Store.SweepAsync(Cancellation));
    }

    [Fact]
    public async Task Uploads_are_listed_by_key_and_moment_with_common_prefixes()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var first = await BeginAsync(fixture, "b");
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await BeginAsync(fixture, "b");
        await BeginAsync(fixture, "a");
        await BeginAsync(fixture, "d/1");
        await BeginAsync(fixture, "d/2");
        var query = new ListQuery { Delimiter = "/"u8.ToArray() };

        var all = await fixture.Store.ListUploadsAsync(fixture.Container, query, null, Cancellation);
        var afterFirst = await fixture.Store.ListUploadsAsync(
            fixture.Container, query with { Marker = "b"u8.ToArray() }, first.UploadId, Cancellation);
        var afterKey = await fixture.Store.ListUploadsAsync(
            fixture.Container, query with { Marker = "b"u8.ToArray() }, null, Cancellation);

        Assert.Equal(["a", "b", "b", "d/"], all.Items.Select(item => Encoding.UTF8.GetString(item.Name.Span)));
        Assert.Equal(second.UploadId, afterFirst.Items[0].Entry!.UploadId);
        Assert.True(Assert.Single(afterKey.Items).IsPrefix);
    }

    private static async Task<UploadInfo> BeginAsync(StoreFixture fixture, string key = "k")
    {
        var metadata = new ObjectMetadata { ContentType = "t", System = [new MetadataPair("n", "v")] };
        var begun = await fixture.Store.CreateUploadAsync(
            fixture.Container, StoreFixture.Key(key), metadata, Cancellation);
        return begun.Value!;
    }

    private static async Task<ObjectPart> PutPartAsync(
        StoreFixture fixture, UploadInfo upload, int number, byte[] bytes)
    {
        await using var writer = fixture.Store.CreatePartWriter(bytes.Length);
        await writer.AppendAsync(bytes, Cancellation);
        var put = await fixture.Store.PutPartAsync(upload, number, writer, new PutPartRequest(), Cancellation);
        return put.Value!;
    }

    private static async Task<ObjectResult<ObjectInfo>> CompleteAsync(
        StoreFixture fixture, UploadInfo upload, params ObjectPart[] parts)
        => await fixture.Store.CompleteUploadAsync(
            upload.Container, upload.Key, upload.UploadId,
            new CompleteRequest { Parts = [.. parts.Select(part => new CompletedPart(part.Number, part.Md5))] },
            Cancellation);
}
