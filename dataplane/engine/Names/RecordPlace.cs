namespace Basalt.Engine.Names;

/// <summary>Where a current record lies, and what proves its value.</summary>
/// <param name="Version">Of the commit that put it.</param>
/// <param name="Segment">The segment that holds it.</param>
/// <param name="ValueOffset">Bytes from the segment's start.</param>
/// <param name="ValueSize">Bytes; 0 needs no read.</param>
/// <param name="ValueChecksum">CRC32C of the value.</param>
internal readonly record struct RecordPlace(
    ulong Version, int Segment, int ValueOffset, int ValueSize, uint ValueChecksum);
