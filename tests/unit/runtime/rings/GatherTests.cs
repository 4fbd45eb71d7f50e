using System.Runtime.InteropServices;

using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Rings;

public sealed class GatherTests
{
    [Fact]
    public async Task A_turn_hands_the_first_gathered_operations_over_before_its_end()
    {
        await using var ring = RingFixture.Start();
        await ring.Shard.RunAsync(async () =>
        {
            var before = ring.Driver.Statistics.SubmissionCount;
            var operations = Enumerable.Range(0, RingLimits.GatherSubmissionCount)
                .Select(static _ => new GatheredOperation()).ToArray();
            foreach (var operation in operations) ring.Driver.Submit(operation);
            Assert.True(ring.Driver.Statistics.SubmissionCount - before >= RingLimits.GatherSubmissionCount);
            foreach (var operation in operations) await operation.Last;
            Assert.Equal(0, ring.Driver.ActiveCount);
        });
    }

    [Fact]
    public async Task One_end_wakes_the_shard_though_it_sleeps_for_several()
    {
        await using var ring = RingFixture.Start();
        await ring.Shard.RunAsync(async () =>
        {
            using var late = new NativeTime(seconds: 60, nanoseconds: 0);
            using var soon = new NativeTime(seconds: 0, nanoseconds: 5_000_000);
            var others = Enumerable.Range(0, RingLimits.GatherCountMin * RingLimits.GatherShare)
                .Select(_ => new GatheredOperation(late)).ToArray();
            foreach (var other in others) ring.Driver.Submit(other);
            var one = new GatheredOperation(soon);
            ring.Driver.Submit(one);
            await one.Last.WaitAsync(TimeSpan.FromSeconds(30), ring.Shard.Time);
            Assert.All(others, static other => Assert.True(other.IsPending));
            foreach (var other in others) ring.Driver.Cancel(other);
            foreach (var other in others) await other.Last;
        });
    }

    [Fact]
    public async Task A_message_wakes_the_shard_though_it_sleeps_for_several()
    {
        await using var ring = RingFixture.Start();
        using var time = new NativeTime(seconds: 60, nanoseconds: 0);
        var others = Enumerable.Range(0, RingLimits.GatherCountMin * RingLimits.GatherShare)
            .Select(_ => new GatheredOperation(time)).ToArray();
        await ring.Shard.RunAsync(() =>
        {
            foreach (var other in others) ring.Driver.Submit(other);
            return Task.CompletedTask;
        });
        for (var i = 0; i < 20; i++) await ring.Shard.RunAsync(static () => Task.CompletedTask);
        await ring.Shard.RunAsync(async () =>
        {
            foreach (var other in others) ring.Driver.Cancel(other);
            foreach (var other in others) await other.Last;
        });
    }

    /// <summary>A no-operation, or one that ends after a while.</summary>
    private sealed class GatheredOperation(NativeTime? time = null) : RingOperation
    {
        private readonly TaskCompletionSource _last = new();

        public Task Last => _last.Task;

        protected internal override bool IsGathered => true;

        protected internal override void Prepare(ref IoUringSubmission entry)
        {
            if (time is null)
            {
                entry.Opcode = IoUringOpcode.Nop;
                return;
            }

            entry.Opcode = IoUringOpcode.Timeout;
            entry.Address = (ulong)time.Address;
            entry.Length = 1;
        }

        protected internal override void Complete(in RingCompletion completion) => _last.SetResult();
    }

    /// <summary>A <c>__kernel_timespec</c> that stays where it is.</summary>
    private sealed class NativeTime : IDisposable
    {
        public NativeTime(long seconds, long nanoseconds)
        {
            Address = Marshal.AllocHGlobal(2 * sizeof(long));
            Marshal.WriteInt64(Address, seconds);
            Marshal.WriteInt64(Address, sizeof(long), nanoseconds);
        }

        public nint Address { get; }

        public void Dispose() => Marshal.FreeHGlobal(Address);
    }
}
