namespace Basalt.Objects.Core;

/// <summary>A page of a listing: names and common prefixes in one order. The last item's name is the next page's
/// marker.</summary>
public sealed record ListPage<T>(IReadOnlyList<ListItem<T>> Items, bool IsTruncated)
    where T : class;
