using Basalt.Engine.Checksums;

namespace Basalt.Engine.Cache;

/// <summary>Hot names in an own table: stripes by hash, each with a lock, a bound in bytes and a clock hand that
/// evicts.</summary>
internal sealed class HotNameTable : IHotNames
{
    private const int StripeCount = 16;

    /// <summary>What an entry costs beside its bytes: objects, arrays, its place in the table.</summary>
    private const int EntryOverheadSize = 320;

    private readonly Stripe[] _stripes;

    public HotNameTable(long sizeMax)
    {
        _stripes = new Stripe[StripeCount];
        for (var i = 0; i < StripeCount; i++) _stripes[i] = new Stripe(sizeMax / StripeCount);
    }

    public bool TryFind(ReadOnlySpan<byte> name, out NameRecord? record) => StripeOf(name).TryFind(name, out record);

    public void Add(NameRecord record) => StripeOf(record.Name.Span).Add(record);

    public void Remove(ReadOnlySpan<byte> name) => StripeOf(name).Remove(name);

    private Stripe StripeOf(ReadOnlySpan<byte> name) => _stripes[Crc32c.Compute(name) % StripeCount];

    private sealed class Entry(NameRecord record)
    {
        public NameRecord Record { get; } = record;

        public int Size { get; } = EntryOverheadSize + record.Name.Length + record.Summary.Length + record.Value.Length;

        public int Slot { get; set; }

        /// <summary>Set by a hit, cleared as the hand passes.</summary>
        public bool IsHot { get; set; }
    }

    private sealed class Stripe(long sizeMax)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<byte[], Entry> _entries = new(NameComparer.Instance);
        private readonly List<Entry> _ring = [];
        private long _size;
        private int _hand;

        public bool TryFind(ReadOnlySpan<byte> name, out NameRecord? record)
        {
            lock (_lock)
            {
                var isFound = _entries.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var entry);
                if (entry is not null) entry.IsHot = true;
                record = entry?.Record;
                return isFound;
            }
        }

        public void Add(NameRecord record)
        {
            var entry = new Entry(record);
            if (entry.Size > sizeMax / 4) return;
            lock (_lock)
            {
                Forget(record.Name.Span);
                while (_size + entry.Size > sizeMax) Evict();
                entry.Slot = _ring.Count;
                _ring.Add(entry);
                _size += entry.Size;
                _entries.Add(record.Name.ToArray(), entry);
            }
        }

        public void Remove(ReadOnlySpan<byte> name)
        {
            lock (_lock) Forget(name);
        }

        private void Evict()
        {
            while (true)
            {
                if (_hand >= _ring.Count) _hand = 0;
                var entry = _ring[_hand];
                if (!entry.IsHot)
                {
                    Forget(entry.Record.Name.Span);
                    return;
                }

                entry.IsHot = false;
                _hand++;
            }
        }

        private void Forget(ReadOnlySpan<byte> name)
        {
            if (!_entries.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(name, out _, out var entry)) return;
            _size -= entry.Size;
            var last = _ring[^1];
            _ring[entry.Slot] = last;
            last.Slot = entry.Slot;
            _ring.RemoveAt(_ring.Count - 1);
        }
    }
}
