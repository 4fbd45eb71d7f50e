namespace Basalt.Control.Identity.Passwords;

/// <summary>Lines of which each gives one of its own in turn. A line that is empty is forgotten.</summary>
internal sealed class Turns<TKey, TLine>
    where TKey : notnull
    where TLine : class
{
    private readonly Dictionary<TKey, TLine> _lines = [];
    private readonly Queue<TKey> _order = new();

    public TLine? Find(TKey key) => _lines.GetValueOrDefault(key);

    /// <summary>Puts a line behind all others. It must get something before the next turn.</summary>
    public TLine Add(TKey key, TLine line)
    {
        _lines.Add(key, line);
        _order.Enqueue(key);
        return line;
    }

    /// <summary>Takes from the line whose turn it is; there must be one.</summary>
    public TItem Take<TItem>(Func<TLine, TItem> take, Predicate<TLine> isEmpty)
    {
        var key = _order.Dequeue();
        var line = _lines[key];
        var item = take(line);
        if (isEmpty(line)) _lines.Remove(key);
        else _order.Enqueue(key);
        return item;
    }
}
