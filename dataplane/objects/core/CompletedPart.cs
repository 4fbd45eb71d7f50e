namespace Basalt.Objects.Core;

/// <summary>A part as the client names it when it completes an upload.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Md5">16 bytes, from the part's ETag.</param>
public readonly record struct CompletedPart(int Number, ReadOnlyMemory<byte> Md5);
