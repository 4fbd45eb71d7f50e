using Basalt.Engine.Index;

using CsCheck;

using Xunit;

namespace Basalt.Tests.Unit.Engine;

/// <summary>The index against an ordered dictionary.</summary>
public class NameIndexTests
{
    private static readonly Comparer<byte[]> ByBytes =
        Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b));

    // Few letters, so that names meet, share prefixes and are prefixes of each other; some are long, so leaves split.
    private static readonly Gen<byte[]> Name = Gen.Select(
        Gen.Byte[(byte)'a', (byte)'d'].Array[1, 8],
        Gen.Int[0, 300],
        static (head, tail) => tail < 250 ? head : [.. head, .. new byte[tail]]);

    private static readonly Gen<(byte[] Name, int Verb)[]> Steps = Gen.Select(Name, Gen.Int[0, 9]).Array[0, 1200];

    [Fact]
    public void After_any_operations_it_equals_an_ordered_dictionary() => Steps.Sample(
        static steps =>
        {
            var index = new NameIndex();
            var model = new SortedDictionary<byte[], ulong>(ByBytes);
            for (var i = 0; i < steps.Length; i++) Apply(index, model, steps[i].Name, steps[i].Verb, (ulong)i + 1);
            AssertSame(index, model);
            foreach (var (name, _) in steps.Take(20)) AssertScans(index, model, name);
            foreach (var name in model.Keys.ToArray()) Apply(index, model, name, verb: 9, version: 0);
            AssertSame(index, model);
        },
        iter: 60);

    private static void Apply(
        NameIndex index, SortedDictionary<byte[], ulong> model, byte[] name, int verb, ulong version)
    {
        var hadVersion = model.TryGetValue(name, out var previous);
        var replaced = verb < 6
            ? index.Put(name, new RecordPlace(version, 1, 0, 0, 0), BitConverter.GetBytes(version))
            : index.Remove(name);
        Assert.Equal(hadVersion, replaced is not null);
        if (hadVersion) Assert.Equal(previous, replaced!.Value.Version);
        if (verb < 6) model[name] = version;
        else model.Remove(name);
    }

    private static void AssertSame(NameIndex index, SortedDictionary<byte[], ulong> model)
    {
        Assert.Equal(model.Count, index.Count);
        Assert.Equal(model, Forward(index, []));
        Assert.Equal(model.Reverse(), Backward(index, []));
        foreach (var (name, version) in model)
        {
            Assert.True(index.TryFind(name, out var place, out var summary));
            Assert.Equal(version, place.Version);
            Assert.Equal(version, BitConverter.ToUInt64(summary));
        }
    }

    private static void AssertScans(NameIndex index, SortedDictionary<byte[], ulong> model, byte[] bound)
    {
        Assert.Equal(model.Where(pair => ByBytes.Compare(pair.Key, bound) >= 0), Forward(index, bound));
        Assert.Equal(model.Where(pair => ByBytes.Compare(pair.Key, bound) < 0).Reverse(), Backward(index, bound));
        Assert.Equal(model.ContainsKey(bound), index.TryFind(bound, out _));
    }

    private static List<KeyValuePair<byte[], ulong>> Forward(NameIndex index, byte[] start)
    {
        var found = new List<KeyValuePair<byte[], ulong>>();
        if (!index.TrySeek(start, out var cursor)) return found;
        do found.Add(new(cursor.MakeName(), cursor.Place.Version));
        while (cursor.MoveNext());
        return found;
    }

    private static List<KeyValuePair<byte[], ulong>> Backward(NameIndex index, byte[] end)
    {
        var found = new List<KeyValuePair<byte[], ulong>>();
        if (!index.TrySeekBelow(end, out var cursor)) return found;
        do found.Add(new(cursor.MakeName(), cursor.Place.Version));
        while (cursor.MovePrevious());
        return found;
    }
}
