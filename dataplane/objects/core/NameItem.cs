using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>A name or a common prefix below a listing's root; the entry stands under a name only.</summary>
internal readonly record struct NameItem(ReadOnlyMemory<byte> Name, NameEntry Entry, bool IsPrefix);
