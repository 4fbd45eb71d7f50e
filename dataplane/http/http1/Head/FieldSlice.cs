namespace Basalt.Http.Http1.Head;

/// <summary>Where a field stands in the head's bytes.</summary>
internal readonly record struct FieldSlice(Slice Name, Slice Value, KnownField Known);
