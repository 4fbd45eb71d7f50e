using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Rings;

public sealed class RingDriverTests
{
    [Fact]
    public async Task More_operations_than_slots_and_entries_all_end()
    {
        await using var ring = RingFixture.Start(
            new RingOptions { OperationCountMax = 8, SubmissionEntryCount = 4, CompletionEntryCount = 8 });
        await ring.Shard.RunAsync(async () =>
        {
            var operations = Enumerable.Range(0, 1000).Select(static _ => ScriptedOperation.Nop()).ToArray();
            foreach (var operation in operations) ring.Driver.Submit(operation);
            foreach (var operation in operations) Assert.Equal(0, (await operation.Last).Result);
            Assert.All(operations, static operation => Assert.False(operation.IsPending));
            Assert.Equal(0, ring.Driver.ActiveCount);
            Assert.Equal(0, ring.Driver.Statistics.StaleCount);
            Assert.True(ring.Driver.Statistics.WaitCount > 0);
        });
    }

    [Fact]
    public async Task What_one_turn_submits_goes_down_in_one_call()
    {
        await using var ring = RingFixture.Start();
        await ring.Shard.RunAsync(async () =>
        {
            var operations = Enumerable.Range(0, 100).Select(static _ => ScriptedOperation.Nop()).ToArray();
            var before = ring.Driver.Statistics.EnterCount;
            foreach (var operation in operations) ring.Driver.Submit(operation);
            Assert.Equal(before, ring.Driver.Statistics.EnterCount);
            foreach (var operation in operations) await operation.Last;
            Assert.InRange(ring.Driver.Statistics.EnterCount - before, 1, 3);
        });
    }

    [Fact]
    public async Task A_cancelled_operation_ends_with_ECANCELED_and_can_be_submitted_again()
    {
        await using var ring = RingFixture.StartWith(IoUringCapabilities.BufferRings);
        var (near, far) = ring.Connect();
        await ring.Shard.RunAsync(async () =>
        {
            var buffers = ring.Driver.CreateBufferRing(4, 64);
            using var file = ring.Driver.RegisterFile(near.SafeHandle);
            var first = ScriptedOperation.Receive(file, buffers, isMultishot: false);
            ring.Driver.Submit(first);
            await ring.Shard.Yield();
            ring.Driver.Cancel(first);
            ring.Driver.Cancel(first);
            Assert.True(first.IsPending);
            Assert.Equal(Errno.ECANCELED, (await first.Last).Error);
            Assert.False(first.IsPending);
            ring.Driver.Submit(first);
            Assert.True(first.IsPending);
            far.Send("again"u8);
            while (first.IsPending) await ring.Shard.Yield();
            Assert.Equal(5, first.Completions[1].Result);
            buffers.Take(first.Completions[1]).Return();
            Assert.Equal(2, first.Completions.Count);
        });
    }

    [Fact]
    public async Task What_waits_in_line_can_be_cancelled_too()
    {
        await using var ring = RingFixture.StartWith(
            IoUringCapabilities.BufferRings, new RingOptions { OperationCountMax = 1 });
        var (near, _) = ring.Connect();
        await ring.Shard.RunAsync(async () =>
        {
            var buffers = ring.Driver.CreateBufferRing(4, 64);
            using var file = ring.Driver.RegisterFile(near.SafeHandle);
            var active = ScriptedOperation.Receive(file, buffers, isMultishot: false);
            var waiting = ScriptedOperation.Receive(file, buffers, isMultishot: false);
            var behind = ScriptedOperation.Nop();
            ring.Driver.Submit(active);
            ring.Driver.Submit(waiting);
            ring.Driver.Submit(behind);
            ring.Driver.Cancel(waiting);
            Assert.Equal(Errno.ECANCELED, (await waiting.Last).Error);
            Assert.True(active.IsPending);
            Assert.True(behind.IsPending);
            ring.Driver.Cancel(active);
            Assert.Equal(Errno.ECANCELED, (await active.Last).Error);
            Assert.Equal(0, (await behind.Last).Result);
        });
    }

    [Fact]
    public async Task A_ring_that_ends_cancels_what_is_with_the_kernel()
    {
        var ring = RingFixture.StartWith(IoUringCapabilities.BufferRings);
        ScriptedOperation? operation = null;
        RingFile? file = null;
        await using (ring)
        {
            var (near, _) = ring.Connect();
            await ring.Shard.RunAsync(() =>
            {
                var buffers = ring.Driver.CreateBufferRing(4, 64);
                file = ring.Driver.RegisterFile(near.SafeHandle);
                operation = ScriptedOperation.Receive(file, buffers, isMultishot: true);
                ring.Driver.Submit(operation);
                return Task.CompletedTask;
            });
            await ring.Shard.DisposeAsync();
            file!.Dispose();
        }

        Assert.Equal(Errno.ECANCELED, Assert.Single(operation!.Completions).Error);
        Assert.False(operation.IsPending);
    }

    [Fact]
    public async Task A_file_beyond_the_table_stays_an_ordinary_one()
    {
        await using var ring = RingFixture.StartWith(
            IoUringCapabilities.SparseTables, new RingOptions { FileCountMax = 1 });
        var (near, far) = ring.Connect();
        await ring.Shard.RunAsync(async () =>
        {
            var first = ring.Driver.RegisterFile(near.SafeHandle);
            using var second = ring.Driver.RegisterFile(far.SafeHandle);
            Assert.True(first.IsRegistered);
            Assert.False(second.IsRegistered);
            first.Dispose();
            using var third = ring.Driver.RegisterFile(near.SafeHandle);
            Assert.True(third.IsRegistered);
            foreach (var file in new[] { second, third })
            {
                var shutdown = new ScriptedOperation((ref entry) =>
                {
                    file.Aim(ref entry);
                    entry.Opcode = IoUringOpcode.Shutdown;
                });
                ring.Driver.Submit(shutdown);
                Assert.Equal(0, (await shutdown.Last).Result);
            }
        });
    }
}
