using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>One submission queue entry.</summary>
/// <remarks>
/// <c>struct io_uring_sqe</c> of io_uring.h, 64 bytes, in the machine's byte order:
/// <code>
///  0 opcode  1 flags  2 ioprio   4 fd
///  8 off (second address, or offset in the file)
/// 16 addr (buffer, or for FALLOCATE the length)
/// 24 len (bytes, or for FALLOCATE the mode)   28 operation flags
/// 32 user_data
/// 40 buf_index, or buffer group  42 personality  44 file_index  48 addr3  56 reserved
/// </code>
/// URING_CMD keeps its command in the low half of off; with rings of 128-byte entries, commands go on from byte 48.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct IoUringSubmission
{
    /// <summary>As <see cref="FileIndex"/>: the kernel chooses a free place of the file table and answers it.</summary>
    public const int FileIndexAllocate = -1;

    [FieldOffset(0)]
    public IoUringOpcode Opcode;

    [FieldOffset(1)]
    public IoUringSubmissionFlags Flags;

    [FieldOffset(2)]
    public ushort Priority;

    [FieldOffset(4)]
    public int Descriptor;

    [FieldOffset(8)]
    public ulong Offset;

    [FieldOffset(16)]
    public ulong Address;

    [FieldOffset(24)]
    public uint Length;

    [FieldOffset(28)]
    public uint OperationFlags;

    [FieldOffset(32)]
    public ulong UserData;

    [FieldOffset(40)]
    public ushort BufferIndex;

    [FieldOffset(42)]
    public ushort Personality;

    [FieldOffset(44)]
    public int FileIndex;

    [FieldOffset(48)]
    public ulong Address3;

    [FieldOffset(56)]
    public ulong Reserved;
}
