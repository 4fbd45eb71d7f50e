using System.Buffers.Binary;
using System.Runtime.InteropServices;

using Basalt.Engine.Format;

namespace Basalt.Engine.Trees;

/// <summary>
/// One page of the tree: keys in order, each with a value; on inner levels the value is the address of the page that
/// holds the keys from this one on. A view: valid only while the frame holds the page.
/// </summary>
/// <remarks>
/// FORMAT.md, section Tree page. Slots hold the offsets of the entries in order of keys; an entry is size of the key's
/// rest u16, size of the value u16, rest, value. The first key of an inner page stands for everything below the second.
/// </remarks>
internal readonly ref struct Page(Span<byte> bytes)
{
    /// <summary>Bytes of an entry beside key and value: two sizes and the slot.</summary>
    public const int EntryOverheadSize = 6;

    private const int SlotSize = sizeof(ushort);
    private const int EntryHeadSize = 4;

    private readonly Span<byte> _bytes = bytes;

    public int Level => Head.Level;

    public int Count => Head.Count;

    /// <summary>No key in here is below it.</summary>
    public ReadOnlySpan<byte> LowFence => _bytes[^Head.LowFenceSize..];

    /// <summary>What every key in here begins with.</summary>
    public ReadOnlySpan<byte> Prefix => LowFence[..Head.PrefixSize];

    /// <summary>Bytes that entries with their slots may still take.</summary>
    public int FreeSize => Gap + Head.GarbageSize;

    /// <summary>Bytes that entries with their slots take.</summary>
    public int UsedSize => FormatLimits.PageSize - TreePageFormat.HeadSize - Head.LowFenceSize - FreeSize;

    private ref TreePageFormat Head => ref MemoryMarshal.AsRef<TreePageFormat>(_bytes);

    private int Gap => Head.HeapStart - TreePageFormat.HeadSize - (Head.Count * SlotSize);

    /// <summary>An empty page. <paramref name="lowFence"/> must not lie in this page.</summary>
    public static void Make(Span<byte> bytes, int level, ReadOnlySpan<byte> lowFence, int prefixSize)
    {
        bytes.Clear();
        var head = new TreePageFormat
        {
            Magic = TreePageFormat.MagicValue,
            Level = (ushort)level,
            HeapStart = (ushort)(FormatLimits.PageSize - lowFence.Length),
            LowFenceSize = (ushort)lowFence.Length,
            PrefixSize = (ushort)prefixSize,
        };
        MemoryMarshal.Write(bytes, in head);
        lowFence.CopyTo(bytes[^lowFence.Length..]);
    }

    /// <summary>Bytes that an entry takes here, with its slot.</summary>
    public int SizeOf(int keySize, int valueSize) => EntryOverheadSize + keySize - Head.PrefixSize + valueSize;

    /// <summary>The slot of a key, or the complement of where it would go.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var prefix = Prefix;
        if (!key.StartsWith(prefix)) return key.SequenceCompareTo(prefix) < 0 ? ~0 : ~Count;
        var rest = key[prefix.Length..];
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

    /// <summary>On an inner page: the slot of the page where a key belongs.</summary>
    public int FindChild(ReadOnlySpan<byte> key)
    {
        var slot = Find(key);
        return slot >= 0 ? slot : Math.Max(0, ~slot - 1);
    }

    /// <summary>The key at a slot without the prefix.</summary>
    public ReadOnlySpan<byte> RestAt(int slot)
    {
        var entry = EntryAt(slot);
        return entry.Slice(EntryHeadSize, RestSize(entry));
    }

    public Span<byte> ValueAt(int slot)
    {
        var entry = EntryAt(slot);
        return entry.Slice(EntryHeadSize + RestSize(entry), ValueSize(entry));
    }

    public int KeySizeAt(int slot) => Head.PrefixSize + RestSize(EntryAt(slot));

    public byte[] MakeKey(int slot)
    {
        var key = new byte[KeySizeAt(slot)];
        CopyKey(slot, key);
        return key;
    }

    public void CopyKey(int slot, Span<byte> target)
    {
        Prefix.CopyTo(target);
        RestAt(slot).CopyTo(target[Head.PrefixSize..]);
    }

    public ulong ChildAt(int slot) => BinaryPrimitives.ReadUInt64LittleEndian(ValueAt(slot));

    public void SetChild(int slot, ulong address)
        => BinaryPrimitives.WriteUInt64LittleEndian(ValueAt(slot), address);

    /// <summary>Puts an entry before a slot; false: there is no room for it. The key begins with the prefix.</summary>
    public bool TryInsert(int slot, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        => TryInsert(slot, default, key[Head.PrefixSize..], value);

    /// <summary>Gives a slot another value; false: there is no room for it, and the entry is gone.</summary>
    public bool TryReplace(int slot, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var old = ValueAt(slot);
        if (old.Length == value.Length)
        {
            value.CopyTo(old);
            return true;
        }

        RemoveAt(slot);
        return TryInsert(slot, key, value);
    }

    public void RemoveAt(int slot)
    {
        ref var head = ref Head;
        head.GarbageSize += (ushort)EntrySizeAt(slot);
        var slots = _bytes.Slice(TreePageFormat.HeadSize, head.Count * SlotSize);
        slots[((slot + 1) * SlotSize)..].CopyTo(slots[(slot * SlotSize)..]);
        head.Count--;
    }

    /// <summary>Adds an entry of another page at the end; the prefixes may differ. False: there is no room.</summary>
    public bool TryAppendFrom(Page source, int slot)
    {
        int prefix = Head.PrefixSize, sourcePrefix = source.Head.PrefixSize;
        var rest = source.RestAt(slot);
        return prefix >= sourcePrefix
            ? TryInsert(Count, default, rest[(prefix - sourcePrefix)..], source.ValueAt(slot))
            : TryInsert(Count, source.Prefix[prefix..], rest, source.ValueAt(slot));
    }

    public int EntrySizeAt(int slot)
    {
        var entry = EntryAt(slot);
        return EntryHeadSize + RestSize(entry) + ValueSize(entry);
    }

    private static int RestSize(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt16LittleEndian(entry);

    private static int ValueSize(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);

    private Span<byte> EntryAt(int slot) => _bytes[BinaryPrimitives.ReadUInt16LittleEndian(
        _bytes[(TreePageFormat.HeadSize + (slot * SlotSize))..])..];

    private bool TryInsert(int slot, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> more, ReadOnlySpan<byte> value)
    {
        var size = EntryHeadSize + rest.Length + more.Length + value.Length;
        if (Gap < size + SlotSize)
        {
            if (FreeSize < size + SlotSize) return false;
            Pack();
        }

        ref var head = ref Head;
        head.HeapStart -= (ushort)size;
        var entry = _bytes.Slice(head.HeapStart, size);
        BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)(rest.Length + more.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)value.Length);
        rest.CopyTo(entry[EntryHeadSize..]);
        more.CopyTo(entry[(EntryHeadSize + rest.Length)..]);
        value.CopyTo(entry[(EntryHeadSize + rest.Length + more.Length)..]);
        var slots = _bytes.Slice(TreePageFormat.HeadSize, (head.Count + 1) * SlotSize);
        slots[(slot * SlotSize)..^SlotSize].CopyTo(slots[((slot + 1) * SlotSize)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(slots[(slot * SlotSize)..], head.HeapStart);
        head.Count++;
        return true;
    }

    /// <summary>Closes the gaps among the entries.</summary>
    private void Pack()
    {
        Span<byte> old = stackalloc byte[FormatLimits.PageSize];
        _bytes.CopyTo(old);
        ref var head = ref Head;
        var start = FormatLimits.PageSize - head.LowFenceSize;
        for (var slot = 0; slot < head.Count; slot++)
        {
            var place = _bytes.Slice(TreePageFormat.HeadSize + (slot * SlotSize), SlotSize);
            var entry = old[BinaryPrimitives.ReadUInt16LittleEndian(place)..];
            var size = EntryHeadSize + RestSize(entry) + ValueSize(entry);
            start -= size;
            entry[..size].CopyTo(_bytes[start..]);
            BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)start);
        }

        // What the gaps held must not reach the device.
        _bytes[(TreePageFormat.HeadSize + (head.Count * SlotSize))..start].Clear();
        head.HeapStart = (ushort)start;
        head.GarbageSize = 0;
    }
}
