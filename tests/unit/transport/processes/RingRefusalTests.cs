using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Tests.Support.Processes;

using Xunit;

namespace Basalt.Tests.Unit.Transport.Processes;

/// <summary>A kernel that makes no ring, or half of one: for a profile, an old kernel, or want of memory.</summary>
public sealed class RingRefusalTests
{
    private const string NoFilter = "this kernel takes no seccomp filter";

    [Theory]
    [InlineData(Errno.EPERM, "sysctl -w kernel.io_uring_disabled=0")]
    [InlineData(Errno.ENOSYS, "use Linux 5.19 or newer")]
    [InlineData(Errno.ENOMEM, "ulimit -l")]
    public async Task Without_a_ring_sockets_serve_and_one_warning_says_what_mends_it(Errno error, string mending)
    {
        await using var server = await StartAsync(new RefusedCall(RefusedCall.RingSetup, error));
        await ExpectServiceAsync(server);
        Assert.Contains(mending, Assert.Single(server.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_memory_for_provided_buffers_sockets_serve()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        await using var server = await StartAsync(
            new RefusedCall(RefusedCall.RingRegister, Errno.ENOMEM, (uint)IoUringRegisterOpcode.BufferRing));
        await ExpectServiceAsync(server);
        Assert.Contains("ulimit -l", Assert.Single(server.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IoUringRegisterOpcode.Files2)]
    [InlineData(IoUringRegisterOpcode.Buffers2)]
    [InlineData(IoUringRegisterOpcode.RingDescriptors)]
    public async Task Without_a_table_the_ring_serves_all_the_same(IoUringRegisterOpcode table)
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        await using var server = await StartAsync(
            new RefusedCall(RefusedCall.RingRegister, Errno.ENOMEM, (uint)table));
        var counters = await ExpectServiceAsync(server);
        Assert.NotEqual(0, counters["operations"]);
        Assert.Empty(server.Warnings);
    }

    [Fact]
    public async Task A_ring_that_was_demanded_and_is_refused_ends_the_start()
    {
        Assert.SkipUnless(RefusedCall.IsPossible, NoFilter);
        using var process = ReactorProcess.Launch(
            new RefusedCall(RefusedCall.RingSetup, Errno.EPERM).Start, "true", "http", "--on", "uring");
        var problem = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("sysctl -w kernel.io_uring_disabled=0", problem, StringComparison.Ordinal);
    }

    private static Task<ReactorProcess> StartAsync(RefusedCall call)
    {
        Assert.SkipUnless(RefusedCall.IsPossible, NoFilter);
        return ReactorProcess.StartAsync(call.Start, "true", "http", "--on", "auto", "--body", "10");
    }

    private static async Task<Dictionary<string, long>> ExpectServiceAsync(ReactorProcess server)
    {
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 10; i++) await ReactorProcess.AskAsync(client);
        return await server.ReadCountersAsync();
    }
}
