using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Basalt.Interop.Linux.Sockets;
using Basalt.Interop.Linux.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Interop;

/// <summary>The kernel's structs have the kernel's sizes.</summary>
public class LayoutTests
{
    [Fact]
    public void Io_uring_structs_have_the_sizes_of_the_header()
    {
        Assert.Equal(64, Unsafe.SizeOf<IoUringSubmission>());
        Assert.Equal(16, Unsafe.SizeOf<IoUringCompletion>());
        Assert.Equal(120, Unsafe.SizeOf<IoUringParameters>());
        Assert.Equal(40, Unsafe.SizeOf<SubmissionRingOffsets>());
        Assert.Equal(40, Unsafe.SizeOf<CompletionRingOffsets>());
        Assert.Equal(24, Unsafe.SizeOf<IoUringWaitArgument>());
        Assert.Equal(16, Unsafe.SizeOf<KernelTimeSpec>());
        Assert.Equal(16, Unsafe.SizeOf<IoUringBuffer>());
        Assert.Equal(40, Unsafe.SizeOf<IoUringBufferRingRegistration>());
        Assert.Equal(32, Unsafe.SizeOf<IoUringResourceRegistration>());
        Assert.Equal(16, Unsafe.SizeOf<IoUringResourceUpdate>());
        Assert.Equal(32, Unsafe.SizeOf<IoUringResourceUpdate2>());
        Assert.Equal(64, Unsafe.SizeOf<IoUringSyncCancel>());
        Assert.Equal(16, Unsafe.SizeOf<IoUringFileIndexRange>());
        Assert.Equal(16, Unsafe.SizeOf<IoVector>());
        Assert.Equal(56, Unsafe.SizeOf<MessageHeader>());
    }

    [Theory]
    [InlineData(nameof(IoUringSubmission.Priority), 2)]
    [InlineData(nameof(IoUringSubmission.Descriptor), 4)]
    [InlineData(nameof(IoUringSubmission.Offset), 8)]
    [InlineData(nameof(IoUringSubmission.Address), 16)]
    [InlineData(nameof(IoUringSubmission.Length), 24)]
    [InlineData(nameof(IoUringSubmission.OperationFlags), 28)]
    [InlineData(nameof(IoUringSubmission.UserData), 32)]
    [InlineData(nameof(IoUringSubmission.BufferIndex), 40)]
    [InlineData(nameof(IoUringSubmission.Personality), 42)]
    [InlineData(nameof(IoUringSubmission.FileIndex), 44)]
    [InlineData(nameof(IoUringSubmission.Address3), 48)]
    public void A_submission_has_its_fields_where_the_header_has_them(string field, int offset)
        => Assert.Equal(offset, (int)Marshal.OffsetOf<IoUringSubmission>(field));

    [Fact]
    public void Other_structs_have_their_last_fields_where_the_header_has_them()
    {
        Assert.Equal(80, Offset<IoUringParameters>(nameof(IoUringParameters.Completion)));
        Assert.Equal(12, Offset<IoUringCompletion>(nameof(IoUringCompletion.Flags)));
        Assert.Equal(14, Offset<IoUringBuffer>(nameof(IoUringBuffer.Tail)));
        Assert.Equal(14, Offset<IoUringBufferRingRegistration>(nameof(IoUringBufferRingRegistration.Flags)));
        Assert.Equal(24, Offset<IoUringResourceRegistration>(nameof(IoUringResourceRegistration.Tags)));
        Assert.Equal(8, Offset<IoUringResourceUpdate>(nameof(IoUringResourceUpdate.Data)));
        Assert.Equal(24, Offset<IoUringResourceUpdate2>(nameof(IoUringResourceUpdate2.Count)));
        Assert.Equal(32, Offset<IoUringSyncCancel>(nameof(IoUringSyncCancel.Opcode)));
        Assert.Equal(16, Offset<IoUringWaitArgument>(nameof(IoUringWaitArgument.TimeSpec)));
    }

    [Theory]
    [InlineData(IoUringOpcode.Accept, 13)]
    [InlineData(IoUringOpcode.Recv, 27)]
    [InlineData(IoUringOpcode.MsgRing, 40)]
    [InlineData(IoUringOpcode.UringCmd, 46)]
    [InlineData(IoUringOpcode.SendZc, 47)]
    [InlineData(IoUringOpcode.SendMsgZc, 48)]
    [InlineData(IoUringOpcode.WritevFixed, 61)]
    public void An_opcode_has_the_number_of_the_header(IoUringOpcode opcode, byte number)
        => Assert.Equal(number, (byte)opcode);

    [Fact]
    public void A_completion_names_its_buffer_in_the_upper_half_of_its_flags()
    {
        var completion = new IoUringCompletion { Flags = (IoUringCompletionFlags)0xBEEF_0003 };
        Assert.Equal(0xBEEF, completion.BufferId);
        Assert.True(completion.Flags.HasFlag(IoUringCompletionFlags.Buffer | IoUringCompletionFlags.More));
    }

    [Fact]
    public void The_probe_says_what_the_kernel_takes_or_why_it_does_not()
    {
        var support = IoUringProbe.Probe();
        if (support.IsAvailable)
        {
            Assert.True(support.Accepts(IoUringOpcode.Read));
            Assert.True(support.Accepts(IoUringOpcode.Fsync));
            Assert.Empty(support.Reason);
            Assert.Equal(
                support.Accepts(IoUringOpcode.SendZc),
                support.Capabilities.HasFlag(IoUringCapabilities.MultishotReceive));
        }
        else
        {
            Assert.NotEmpty(support.Reason);
            Assert.Empty(support.Opcodes);
            Assert.Equal(IoUringCapabilities.None, support.Capabilities);
        }
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
