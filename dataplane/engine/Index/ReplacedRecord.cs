using Basalt.Engine.Format;

namespace Basalt.Engine.Index;

/// <summary>What stood under a name before: its segment, and the bytes it took there.</summary>
internal readonly record struct ReplacedRecord(ulong Version, int Segment, long Size)
{
    public static ReplacedRecord At(NameLeaf leaf, int slot)
    {
        var place = leaf.PlaceAt(slot);
        var head = RecordFormat.SizeOf(leaf.NameSizeAt(slot), leaf.SummaryAt(slot).Length);
        return new ReplacedRecord(place.Version, place.Segment, head + place.ValueSize);
    }
}
