namespace Basalt.Objects.Core;

/// <summary>A checksum as a client sent it and its face verified it.</summary>
/// <param name="Algorithm">Which.</param>
/// <param name="Value">Its bytes, most significant first.</param>
/// <param name="IsComposite">Over the checksums of the parts and not over the object's bytes.</param>
public sealed record ObjectChecksum(ChecksumAlgorithm Algorithm, ReadOnlyMemory<byte> Value, bool IsComposite = false);
