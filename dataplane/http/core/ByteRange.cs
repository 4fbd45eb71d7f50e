namespace Basalt.Http;

/// <summary>A range that lies in a representation. At least one byte.</summary>
public readonly record struct ByteRange(long Offset, long Size)
{
    /// <summary>Position of the last byte, as Content-Range says it.</summary>
    public long Last => Offset + Size - 1;
}
