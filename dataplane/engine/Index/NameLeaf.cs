using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Basalt.Engine.Index;

/// <summary>
/// One run of the ordered index: names from its low fence up to its high one, packed into one array. What the fences
/// have
/// in common every name has too, so only the rest is kept.
/// </summary>
/// <remarks>
/// An entry in the heap: place (24 bytes), size of the name's rest u16, size of the summary u16, rest, summary. Slots
/// hold the
/// entries' offsets in order of names. What is removed or replaced leaves a gap in the heap until the leaf is packed
/// anew.
/// </remarks>
internal sealed class NameLeaf(byte[] lowFence, byte[]? highFence)
{
    /// <summary>A leaf with more live bytes than this is split.</summary>
    public const int SizeMax = 16 * 1024;

    /// <summary>A leaf with fewer is joined to its neighbour, if both fit well.</summary>
    public const int SizeMin = SizeMax / 4;

    private const int PlaceSize = 24;
    private const int HeadSize = PlaceSize + 4;
    private const int HeapSizeFirst = 512;

    private readonly int _prefixSize = highFence is null ? 0 : lowFence.AsSpan().CommonPrefixLength(highFence);
    private byte[] _heap = new byte[HeapSizeFirst];
    private ushort[] _slots = new ushort[8];
    private int _heapUsed;

    public byte[] LowFence { get; } = lowFence;

    public byte[]? HighFence { get; } = highFence;

    public int Count { get; private set; }

    /// <summary>Bytes of entries that are there.</summary>
    public int LiveSize { get; private set; }

    /// <summary>The slot of a name, or the complement of where it would go.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var rest = name[_prefixSize..];
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = RestAt(middle).SequenceCompareTo(rest);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    public RecordPlace PlaceAt(int slot) => MemoryMarshal.Read<PackedPlace>(_heap.AsSpan(_slots[slot])).Unpack();

    public ReadOnlySpan<byte> SummaryAt(int slot)
    {
        var entry = _heap.AsSpan(_slots[slot]);
        return entry.Slice(HeadSize + RestSize(entry), SummarySize(entry));
    }

    public int NameSizeAt(int slot) => _prefixSize + RestSize(_heap.AsSpan(_slots[slot]));

    public byte[] NameAt(int slot) => [.. LowFence.AsSpan(0, _prefixSize), .. RestAt(slot)];

    /// <summary>Whether the name at a slot begins so; cheaper than making the name.</summary>
    public bool IsPrefixedBy(int slot, ReadOnlySpan<byte> prefix)
    {
        var common = Math.Min(_prefixSize, prefix.Length);
        return LowFence.AsSpan(0, common).SequenceEqual(prefix[..common]) && RestAt(slot).StartsWith(prefix[common..]);
    }

    /// <summary>Puts an entry; the caller has split the leaf before if it was too large.</summary>
    public void Put(ReadOnlySpan<byte> name, in RecordPlace place, ReadOnlySpan<byte> summary)
    {
        var slot = Find(name);
        if (slot >= 0)
        {
            LiveSize -= EntrySizeAt(slot);
        }
        else
        {
            slot = ~slot;
            if (Count == _slots.Length) Array.Resize(ref _slots, Count * 2);
            _slots.AsSpan(slot, Count - slot).CopyTo(_slots.AsSpan(slot + 1));
            Count++;
        }

        _slots[slot] = 0;
        var offset = Append(slot, name[_prefixSize..], place, summary);
        _slots[slot] = (ushort)offset;
    }

    public void RemoveAt(int slot)
    {
        LiveSize -= EntrySizeAt(slot);
        _slots.AsSpan(slot + 1, Count - slot - 1).CopyTo(_slots.AsSpan(slot));
        Count--;
    }

    /// <summary>Cuts into two; the last entry's neighbours if names come in rising order, else the middle.</summary>
    public (NameLeaf Left, NameLeaf Right) Split(bool isAppending)
    {
        var cut = isAppending ? Math.Max(1, Count * 15 / 16) : Count / 2;
        var fence = Shorten(NameAt(cut - 1), NameAt(cut));
        var left = new NameLeaf(LowFence, fence);
        var right = new NameLeaf(fence, HighFence);
        left.CopyFrom(this, 0, cut);
        right.CopyFrom(this, cut, Count);
        return (left, right);
    }

    public static NameLeaf Join(NameLeaf left, NameLeaf right)
    {
        var joined = new NameLeaf(left.LowFence, right.HighFence);
        joined.CopyFrom(left, 0, left.Count);
        joined.CopyFrom(right, 0, right.Count);
        return joined;
    }

    /// <summary>The shortest name above one and not above the other.</summary>
    private static byte[] Shorten(byte[] below, byte[] above)
        => above[..(below.AsSpan().CommonPrefixLength(above) + 1)];

    private static int RestSize(ReadOnlySpan<byte> entry) =>
        BinaryPrimitives.ReadUInt16LittleEndian(entry[PlaceSize..]);

    private static int SummarySize(ReadOnlySpan<byte> entry)
        => BinaryPrimitives.ReadUInt16LittleEndian(entry[(PlaceSize + 2)..]);

    private ReadOnlySpan<byte> RestAt(int slot)
    {
        var entry = _heap.AsSpan(_slots[slot]);
        return entry.Slice(HeadSize, RestSize(entry));
    }

    private int EntrySizeAt(int slot)
    {
        var entry = _heap.AsSpan(_slots[slot]);
        return HeadSize + RestSize(entry) + SummarySize(entry);
    }

    private void CopyFrom(NameLeaf source, int first, int end)
    {
        for (var slot = first; slot < end; slot++)
            Put(source.NameAt(slot), source.PlaceAt(slot), source.SummaryAt(slot));
    }

    private int Append(int slot, ReadOnlySpan<byte> rest, in RecordPlace place, ReadOnlySpan<byte> summary)
    {
        var size = HeadSize + rest.Length + summary.Length;
        if (_heapUsed + size > _heap.Length) MakeRoom(slot, size);
        var entry = _heap.AsSpan(_heapUsed, size);
        MemoryMarshal.Write(entry, new PackedPlace(place));
        BinaryPrimitives.WriteUInt16LittleEndian(entry[PlaceSize..], (ushort)rest.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[(PlaceSize + 2)..], (ushort)summary.Length);
        rest.CopyTo(entry[HeadSize..]);
        summary.CopyTo(entry[(HeadSize + rest.Length)..]);
        var offset = _heapUsed;
        _heapUsed += size;
        LiveSize += size;
        return offset;
    }

    /// <summary>Packs the heap into a new one with room for more; <paramref name="pending"/> has no entry
    /// yet.</summary>
    private void MakeRoom(int pending, int size)
    {
        var heapSize = HeapSizeFirst;
        while (heapSize < (LiveSize + size) * 5 / 4) heapSize *= 2;
        var heap = new byte[heapSize];
        var used = 0;
        for (var slot = 0; slot < Count; slot++)
        {
            if (slot == pending) continue;
            var entrySize = EntrySizeAt(slot);
            _heap.AsSpan(_slots[slot], entrySize).CopyTo(heap.AsSpan(used));
            _slots[slot] = (ushort)used;
            used += entrySize;
        }

        _heap = heap;
        _heapUsed = used;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4, Size = PlaceSize)]
    private readonly struct PackedPlace(in RecordPlace place)
    {
        private readonly ulong _version = place.Version;
        private readonly int _segment = place.Segment;
        private readonly int _offset = place.ValueOffset;
        private readonly int _size = place.ValueSize;
        private readonly uint _checksum = place.ValueChecksum;

        public RecordPlace Unpack() => new(_version, _segment, _offset, _size, _checksum);
    }
}
