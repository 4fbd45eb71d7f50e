namespace Basalt.Http.Http1.Head;

/// <summary>A stretch of the head's bytes.</summary>
internal readonly record struct Slice(int Start, int Size)
{
    public int End => Start + Size;
}
