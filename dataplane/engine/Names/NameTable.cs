using System.Runtime.InteropServices;

using Basalt.Engine.Format;
using Basalt.Engine.Trees;

namespace Basalt.Engine.Names;

/// <summary>Names and counters as the tree holds them. Each call is one attempt: see <see cref="PageCache"/>.</summary>
internal sealed class NameTable(Tree tree, TreeKeys keys)
{
    /// <summary>Names there are.</summary>
    public long Count { get; set; }

    public bool TryFind(ReadOnlySpan<byte> name, out RecordPlace place, out ReadOnlySpan<byte> summary)
    {
        place = default;
        summary = default;
        if (!tree.TryFind(keys.Of(KeySpace.Name, name), out var value)) return false;
        place = PlaceOf(value);
        summary = value[NameValueFormat.HeadSize..];
        return true;
    }

    public void Put(ReadOnlySpan<byte> name, in RecordPlace place, ReadOnlySpan<byte> summary)
    {
        Span<byte> value = stackalloc byte[NameValueFormat.HeadSize + PoolLimits.SummarySizeMax];
        MemoryMarshal.Write(value, new NameValueFormat
        {
            Version = place.Version,
            Segment = place.Segment,
            ValueOffset = place.ValueOffset,
            ValueSize = place.ValueSize,
            ValueChecksum = place.ValueChecksum,
        });
        summary.CopyTo(value[NameValueFormat.HeadSize..]);
        var isDone = tree.TryPut(
            keys.Of(KeySpace.Name, name), value[..(NameValueFormat.HeadSize + summary.Length)]);
        Runtime.Invariant.Check(isDone);
    }

    public void Remove(ReadOnlySpan<byte> name)
    {
        var isDone = tree.TryRemove(keys.Of(KeySpace.Name, name));
        Runtime.Invariant.Check(isDone);
    }

    public bool TryFindCounter(ReadOnlySpan<byte> name, out CounterValueFormat counter)
    {
        var isFound = tree.TryFind(keys.Of(KeySpace.Counter, name), out var value);
        counter = isFound ? MemoryMarshal.Read<CounterValueFormat>(value) : default;
        return isFound;
    }

    public void PutCounter(ReadOnlySpan<byte> name, in CounterValueFormat counter)
    {
        var value = MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in counter, 1));
        var isDone = tree.TryPut(keys.Of(KeySpace.Counter, name), value);
        Runtime.Invariant.Check(isDone);
    }

    public void RemoveCounter(ReadOnlySpan<byte> name)
    {
        var isDone = tree.TryRemove(keys.Of(KeySpace.Counter, name));
        Runtime.Invariant.Check(isDone);
    }

    public static RecordPlace PlaceOf(ReadOnlySpan<byte> value)
    {
        var head = MemoryMarshal.Read<NameValueFormat>(value);
        return new RecordPlace(head.Version, head.Segment, head.ValueOffset, head.ValueSize, head.ValueChecksum);
    }
}
