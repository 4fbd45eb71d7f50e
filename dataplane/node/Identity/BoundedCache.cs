using System.Collections.Concurrent;

namespace Basalt.Node.Identity;

/// <summary>
/// Keeps up to a fixed number of values; when full, gives up one that was not asked for lately (CLOCK). Readers take no
/// lock; writers, which have just waited for control, take one.
/// </summary>
internal sealed class BoundedCache<TValue>(int countMax)
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<CacheKey, Slot> _slots = new();
    private readonly Slot?[] _ring = new Slot?[countMax];
    private int _hand;

    public int Count => _slots.Count;

    public TValue? Find(CacheKey key)
    {
        if (!_slots.TryGetValue(key, out var slot)) return null;
        slot.IsUsed = true;
        return slot.Value;
    }

    public void Set(CacheKey key, TValue value)
    {
        lock (_lock)
        {
            if (_slots.TryGetValue(key, out var known))
            {
                known.Value = value;
                return;
            }

            var index = FindRoom();
            if (_ring[index] is { } evicted) _slots.TryRemove(evicted.Key, out _);
            var slot = new Slot(key, index, value);
            _ring[index] = slot;
            _slots[key] = slot;
        }
    }

    public void Remove(CacheKey key)
    {
        lock (_lock)
        {
            if (_slots.TryRemove(key, out var slot)) _ring[slot.Index] = null;
        }
    }

    /// <summary>The next slot that is empty or was not used since the hand passed last; at most two rounds.</summary>
    private int FindRoom()
    {
        while (true)
        {
            var index = _hand;
            _hand = (_hand + 1) % _ring.Length;
            if (_ring[index] is not { IsUsed: true } slot) return index;
            slot.IsUsed = false;
        }
    }

    private sealed class Slot(CacheKey key, int index, TValue value)
    {
        public CacheKey Key { get; } = key;

        public int Index { get; } = index;

        public volatile TValue Value = value;

        public volatile bool IsUsed;
    }
}
