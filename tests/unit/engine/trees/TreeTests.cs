using CsCheck;

using Xunit;

namespace Basalt.Tests.Unit.Engine.Trees;

/// <summary>The tree against an ordered dictionary.</summary>
public class TreeTests
{
    private static readonly Comparer<byte[]> ByBytes =
        Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b));

    // Few letters, so that keys meet, share prefixes and are prefixes of each other; some are as long as they may be.
    private static readonly Gen<byte[]> Key = Gen.Select(
        Gen.Byte[(byte)'a', (byte)'d'].Array[1, 8],
        Gen.Int[0, 2040],
        static (head, tail) => tail % 4 != 0 ? head : [.. head, .. new byte[tail]]);

    private static readonly Gen<int> ValueSize =
        Gen.Frequency((8, Gen.Int[0, 60]), (1, Gen.Int[0, 536]), (1, Gen.Const(536)));

    private static readonly Gen<(byte[] Key, int Size, int Verb)[]> Steps =
        Gen.Select(Key, ValueSize, Gen.Int[0, 9]).Array[0, 3000];

    [Fact]
    public void After_any_operations_it_equals_an_ordered_dictionary() => Steps.Sample(
        static steps =>
        {
            using var test = new TreeFixture();
            var model = new SortedDictionary<byte[], int>(ByBytes);
            foreach (var (key, size, verb) in steps) Apply(test, model, key, size, verb);
            AssertSame(test, model);
            foreach (var key in model.Keys.ToArray()) Apply(test, model, key, 0, verb: 9);
            AssertSame(test, model);
        },
        iter: 60);

    [Fact]
    public void Keys_in_order_fill_their_pages()
    {
        using var test = new TreeFixture();
        for (var i = 0; i < 20_000; i++) Put(test, BitConverter.GetBytes(i).Reverse().ToArray(), 32);
        var needed = 20_000 * (6 + 4 + 32) / 8192;
        Assert.InRange(test.CountPages(), needed, needed * 11 / 10);
    }

    [Fact]
    public void What_empties_gives_its_pages_back()
    {
        using var test = new TreeFixture();
        for (var i = 0; i < 20_000; i++) Put(test, BitConverter.GetBytes(i * 2_654_435_761L), 32);
        var full = test.CountPages();
        for (var i = 0; i < 20_000; i++)
            if (i % 50 != 0) Assert.True(test.Tree.TryRemove(BitConverter.GetBytes(i * 2_654_435_761L)));
        Assert.InRange(test.CountPages(), 1, full / 8);
        Assert.Equal(test.CountPages(), test.Cache.Count);
        Assert.Equal(400, test.Keys().Count);
    }

    [Fact]
    public void Changing_what_is_there_allocates_nothing()
    {
        using var test = new TreeFixture();
        for (var i = 0; i < 2_000; i++) Put(test, BitConverter.GetBytes(i * 2_654_435_761L), 32);
        var key = BitConverter.GetBytes(77 * 2_654_435_761L);
        var value = new byte[32];
        test.Tree.TryPut(key, value);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            test.Tree.TryFind(key, out _);
            test.Tree.TryPut(key, value);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Apply(TreeFixture test, SortedDictionary<byte[], int> model, byte[] key, int size, int verb)
    {
        Assert.Equal(model.TryGetValue(key, out var known), test.Tree.TryFind(key, out var value));
        if (known != value.Length) Assert.Fail("the value under a key is another");
        if (verb < 6)
        {
            Put(test, key, size);
            model[key] = size;
        }
        else
        {
            Assert.True(test.Tree.TryRemove(key));
            model.Remove(key);
        }
    }

    private static void Put(TreeFixture test, byte[] key, int size)
        => Assert.True(test.Tree.TryPut(key, new byte[size]));

    private static void AssertSame(TreeFixture test, SortedDictionary<byte[], int> model)
    {
        var keys = test.Keys();
        Assert.Equal(model.Count, keys.Count);
        Assert.True(model.Select(static pair => (pair.Key, pair.Value)).SequenceEqual(keys, new PairComparer()));
        Assert.True(model.Keys.Reverse().SequenceEqual(test.KeysDown(), new KeyComparer()));
        Assert.Equal(test.CountPages(), test.Cache.Count);
    }

    private sealed class KeyComparer : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }

    private sealed class PairComparer : IEqualityComparer<(byte[] Key, int Size)>
    {
        public bool Equals((byte[] Key, int Size) x, (byte[] Key, int Size) y)
            => x.Size == y.Size && x.Key.AsSpan().SequenceEqual(y.Key);

        public int GetHashCode((byte[] Key, int Size) obj) => obj.Key.Length;
    }
}
