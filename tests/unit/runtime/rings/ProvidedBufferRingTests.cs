using System.Net.Sockets;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Rings;

public sealed class ProvidedBufferRingTests
{
    private const IoUringCapabilities Needed
        = IoUringCapabilities.BufferRings | IoUringCapabilities.MultishotReceive;

    [Fact]
    public async Task One_submission_receives_many_parts_each_in_a_buffer_of_the_ring()
    {
        await using var ring = RingFixture.StartWith(Needed);
        var (near, far) = ring.Connect();
        var received = new List<byte>();
        await ring.Shard.RunAsync(async () =>
        {
            var buffers = ring.Driver.CreateBufferRing(4, 64);
            using var file = ring.Driver.RegisterFile(near.SafeHandle);
            var operation = ScriptedOperation.Receive(file, buffers, isMultishot: true, completion =>
            {
                if (!completion.HasBuffer) return;
                var buffer = buffers.Take(completion);
                received.AddRange(buffer.Memory.Span[..completion.Result]);
                buffer.Return();
            });
            ring.Driver.Submit(operation);
            for (var i = 0; i < 100; i++)
            {
                far.Send([(byte)i]);
                while (received.Count <= i) await ring.Shard.Yield();
            }

            Assert.True(operation.IsPending);
            far.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, (await operation.Last).Result);
            Assert.Equal(4, buffers.FreeCount);
        });
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => (byte)i), received);
    }

    [Fact]
    public async Task When_all_buffers_are_taken_receiving_waits_for_one_to_come_back()
    {
        await using var ring = RingFixture.StartWith(Needed);
        var (near, far) = ring.Connect();
        var received = new List<byte>();
        var taken = new Queue<ProvidedBuffer>();
        await ring.Shard.RunAsync(async () =>
        {
            var buffers = ring.Driver.CreateBufferRing(2, 8);
            using var file = ring.Driver.RegisterFile(near.SafeHandle);
            ScriptedOperation? operation = null;
            operation = ScriptedOperation.Receive(file, buffers, isMultishot: true, completion =>
            {
                if (completion.HasBuffer)
                {
                    var buffer = buffers.Take(completion);
                    received.AddRange(buffer.Memory.Span[..completion.Result]);
                    taken.Enqueue(buffer);
                }

                if (completion.Error == Errno.ENOBUFS) buffers.SubmitWhenFree(operation!);
            });
            ring.Driver.Submit(operation);
            far.Send(Enumerable.Range(0, 40).Select(static i => (byte)i).ToArray());
            await operation.Last;
            Assert.Equal(Errno.ENOBUFS, operation.Completions[^1].Error);
            Assert.Equal(16, received.Count);
            Assert.Equal(0, buffers.FreeCount);
            Assert.True(operation.IsPending);
            while (received.Count < 40)
            {
                if (taken.TryDequeue(out var buffer)) buffer.Return();
                await ring.Shard.Yield();
            }

            ring.Driver.Cancel(operation);
            while (operation.IsPending) await ring.Shard.Yield();
            while (taken.TryDequeue(out var buffer)) buffer.Return();
            Assert.Equal(2, buffers.FreeCount);
        });
        Assert.Equal(Enumerable.Range(0, 40).Select(static i => (byte)i), received);
    }

    [Fact]
    public async Task An_operation_that_waits_for_a_buffer_can_be_cancelled()
    {
        await using var ring = RingFixture.StartWith(Needed);
        var (near, far) = ring.Connect();
        await ring.Shard.RunAsync(async () =>
        {
            var buffers = ring.Driver.CreateBufferRing(1, 8);
            using var file = ring.Driver.RegisterFile(near.SafeHandle);
            var first = ScriptedOperation.Receive(file, buffers, isMultishot: false);
            far.Send("12345678"u8);
            ring.Driver.Submit(first);
            var buffer = buffers.Take(await first.Last);
            var second = ScriptedOperation.Receive(file, buffers, isMultishot: false);
            buffers.SubmitWhenFree(second);
            Assert.True(second.IsPending);
            ring.Driver.Cancel(second);
            Assert.Equal(Errno.ECANCELED, (await second.Last).Error);
            buffer.Return();
            Assert.Equal(1, buffers.FreeCount);
        });
    }
}
