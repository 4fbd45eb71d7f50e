namespace Basalt.Objects.Core;

internal readonly record struct NamePage(IReadOnlyList<NameItem> Items, bool IsTruncated);
