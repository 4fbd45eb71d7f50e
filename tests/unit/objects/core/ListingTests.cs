using System.Text;
using Basalt.Objects.Core;
using CsCheck;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Core;

public sealed class ListingTests
{
    private static readonly Gen<string> Name = Gen.Char["ab/."].Array[1, 6].Select(letters => new string(letters));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listing_equals_a_naive_model_of_it()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var keys = await FillAsync(fixture);
        var queries = Gen.Select(
            Gen.OneOf(Gen.Const(""), Name),
            Gen.OneOf(Gen.Const(""), Gen.Const("/"), Gen.Const("a"), Gen.Const("/.")),
            Gen.OneOf(Gen.Const(""), Name),
            Gen.OneOf(Gen.Const(""), Name),
            Gen.Int[0, 12],
            Gen.Bool,
            (prefix, delimiter, marker, end, limit, isReverse) => new ListQuery
            {
                Prefix = Encoding.UTF8.GetBytes(prefix),
                Delimiter = Encoding.UTF8.GetBytes(delimiter),
                Marker = Encoding.UTF8.GetBytes(marker),
                EndMarker = Encoding.UTF8.GetBytes(end),
                Limit = limit,
                IsReverse = isReverse,
            });

        await queries.SampleAsync(
            async query =>
            {
                var page = await fixture.Store.ListObjectsAsync(fixture.Container, query, Cancellation);
                var expected = Model(keys, query);
                Assert.Equal(
                    expected.Take(query.Limit), page.Items.Select(item => Encoding.UTF8.GetString(item.Name.Span)));
                Assert.Equal(expected.Count > query.Limit, page.IsTruncated);
            },
            iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task Pages_together_are_the_whole(int limit, bool isReverse)
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await FillAsync(fixture);
        var query = new ListQuery { Delimiter = "/"u8.ToArray(), Limit = 10_000, IsReverse = isReverse };
        var whole = await fixture.Store.ListObjectsAsync(fixture.Container, query, Cancellation);
        var names = new List<string>();
        query = query with { Limit = limit };
        while (true)
        {
            var page = await fixture.Store.ListObjectsAsync(fixture.Container, query, Cancellation);
            names.AddRange(page.Items.Select(item => Encoding.UTF8.GetString(item.Name.Span)));
            if (!page.IsTruncated)
                break;
            query = query with { Marker = page.Items[^1].Name };
        }

        Assert.Equal(whole.Items.Select(item => Encoding.UTF8.GetString(item.Name.Span)), names);
    }

    [Fact]
    public async Task Names_are_listed_by_their_bytes()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        string[] keys = ["\U0001F600", "\uFF61", "z", "Z", "a b", "..", "%2e"];
        foreach (var key in keys)
            await fixture.PutAsync(key, key);

        var page = await fixture.Store.ListObjectsAsync(fixture.Container, new ListQuery(), Cancellation);

        Assert.Equal(
            ["%2e", "..", "Z", "a b", "z", "\uFF61", "\U0001F600"],
            page.Items.Select(item => item.Entry!.Key.ToString()));
    }

    [Fact]
    public async Task Containers_are_listed_with_what_they_hold()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await fixture.CreateContainerAsync("bucket2");
        await fixture.CreateContainerAsync("other", "p2");
        await fixture.PutAsync("k", "12345");

        var page = await fixture.Store.ListContainersAsync(StoreFixture.Account, new ListQuery(), Cancellation);

        Assert.Equal(
            [("bucket1", 1L, 5L), ("bucket2", 0L, 0L)],
            page.Items.Select(item => (item.Entry!.Name, item.Entry.Usage.ObjectCount, item.Entry.Usage.Size)));
    }

    private static async Task<List<string>> FillAsync(StoreFixture fixture)
    {
        var random = new Random(1);
        var keys = Enumerable.Range(0, 120)
            .Select(_ => new string(random.GetItems<char>("ab/.", random.Next(1, 7))))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var key in keys)
            await fixture.PutAsync(key, "");
        return keys;
    }

    /// <summary>All lines that a listing of any length would have.</summary>
    private static List<string> Model(List<string> keys, ListQuery query)
    {
        var (prefix, delimiter) = (Text(query.Prefix), Text(query.Delimiter));
        var (marker, end) = (Text(query.Marker), Text(query.EndMarker));
        var sign = query.IsReverse ? -1 : 1;
        var lines = new List<string>();
        foreach (var key in query.IsReverse ? Enumerable.Reverse(keys) : keys)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal)
                || (marker.Length > 0 && sign * string.CompareOrdinal(key, marker) <= 0)
                || (end.Length > 0 && sign * string.CompareOrdinal(key, end) >= 0))
                continue;
            var at = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var line = at < 0 ? key : key[..(at + delimiter.Length)] + "\0";
            if (line != marker + "\0" && (lines.Count == 0 || lines[^1] != line))
                lines.Add(line);
        }

        return lines.ConvertAll(line => line.TrimEnd('\0'));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
