namespace Basalt.Objects.Core;

/// <summary>
/// One item of metadata. Both strings carry bytes, one per character (Latin-1), exactly as the header line had them;
/// names are lower case, without a face's own prefix (<c>x-object-meta-</c>, <c>x-amz-meta-</c>).
/// </summary>
public readonly record struct MetadataPair(string Name, string Value);
