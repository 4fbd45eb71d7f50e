namespace Basalt.Transport.Memory;

/// <summary>What TCP says with segments and flags.</summary>
internal enum MemoryMessageKind
{
    Data,
    Acknowledged,
    Finished,
    Reset,
}
