using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        Assert.Equal(32, (int)Marshal.OffsetOf<IoUringSubmission>(nameof(IoUringSubmission.UserData)));
        Assert.Equal(80, (int)Marshal.OffsetOf<IoUringParameters>(nameof(IoUringParameters.Completion)));
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
        }
        else
        {
            Assert.NotEmpty(support.Reason);
            Assert.Empty(support.Opcodes);
        }
    }
}
