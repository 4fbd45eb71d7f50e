using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>A place in the log: what lies before it is in the tree. FORMAT.md, section Superblock.</summary>
/// <param name="Segment">Its segment; 0: there is no log.</param>
/// <param name="Position">The block in it where the next batch goes; 0: its header is not written yet.</param>
/// <param name="SegmentSequence">Which use of the segment.</param>
/// <param name="NextBatch">The sequence of the next batch.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct LogPosition(int Segment, int Position, ulong SegmentSequence, ulong NextBatch);
