using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Runtime;

public class AlignedBufferPoolTests
{
    [Fact]
    public async Task No_more_buffers_than_its_bound_are_out_and_who_waits_gets_the_next_in_order()
    {
        using var pool = new AlignedBufferPool("test", AlignedBuffer.Alignment, countMax: 3);
        var rented = Enumerable.Range(0, 3).Select(_ => pool.TryRent()!).ToArray();
        Assert.All(rented, Assert.NotNull);
        Assert.Null(pool.TryRent());
        var first = pool.RentAsync(CancellationToken.None).AsTask();
        var second = pool.RentAsync(CancellationToken.None).AsTask();
        Assert.False(first.IsCompleted);
        pool.Return(rented[1]);
        Assert.Same(rented[1], await first);
        Assert.False(second.IsCompleted);
        Assert.Equal(3, pool.RentedCount);
        pool.Return(rented[0]);
        Assert.Same(rented[0], await second);
        foreach (var buffer in rented) pool.Return(buffer);
        Assert.Equal(0, pool.RentedCount);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_buffer()
    {
        using var pool = new AlignedBufferPool("test", AlignedBuffer.Alignment, countMax: 1);
        using var source = new CancellationTokenSource();
        var buffer = pool.TryRent()!;
        var waiting = pool.RentAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        pool.Return(buffer);
        Assert.Same(buffer, pool.TryRent());
        pool.Return(buffer);
    }

    [Fact]
    public void Its_memory_suits_direct_transfers()
    {
        using var pool = new AlignedBufferPool("test", 3 * AlignedBuffer.Alignment, countMax: 2);
        var buffer = pool.TryRent()!;
        using (var pin = buffer.Memory.Pin())
        {
            // SAFETY: the pointer is only looked at, never followed, and the pin outlives the look.
            unsafe
            {
                Assert.Equal(0UL, (ulong)pin.Pointer % AlignedBuffer.Alignment);
            }
        }

        pool.Return(buffer);
    }
}
