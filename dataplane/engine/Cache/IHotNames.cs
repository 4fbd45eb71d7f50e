namespace Basalt.Engine.Cache;

/// <summary>
/// Records that were asked for lately. May forget anything at any time, never holds more than its bound, and never
/// answers
/// a record that a finished commit replaced: the committer removes names before it acknowledges.
/// </summary>
internal interface IHotNames
{
    /// <summary>Any thread.</summary>
    bool TryFind(ReadOnlySpan<byte> name, out NameRecord? record);

    /// <summary>The shard alone, with a record that is current.</summary>
    void Add(NameRecord record);

    /// <summary>The shard alone.</summary>
    void Remove(ReadOnlySpan<byte> name);
}
