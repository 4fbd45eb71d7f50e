using Basalt.Device;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Device;

/// <summary>What every device promises; a class for each backend runs it.</summary>
public abstract class DeviceSuite : IAsyncLifetime
{
    private const int BlockSize = IBlockDevice.BlockSize;

    private Shard _shard = null!;
    private IBlockDevice _device = null!;

    public async ValueTask InitializeAsync() => (_shard, _device) = await OpenAsync(64 * 1024 * 1024);

    public virtual async ValueTask DisposeAsync()
    {
        await _shard.RunAsync(async () => await _device.DisposeAsync());
        await _shard.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task A_block_never_written_reads_as_zeros() => _shard.RunAsync(async () =>
    {
        var buffer = AlignedBuffer.Allocate(2 * BlockSize);
        buffer.GetSpan().Fill(0xFF);
        Assert.Equal(DeviceOutcome.Done, await _device.ReadAsync(100, buffer.Memory));
        Assert.False(buffer.GetSpan().ContainsAnyExcept((byte)0));
        buffer.Free();
    });

    [Fact]
    public Task What_was_written_is_read_back() => _shard.RunAsync(async () =>
    {
        var source = AlignedBuffer.Allocate(300 * BlockSize);
        new Random(1).NextBytes(source.GetSpan());
        Assert.Equal(DeviceOutcome.Done, await _device.AllocateAsync(7, 300));
        Assert.Equal(DeviceOutcome.Done, await _device.WriteAsync(7, source.Memory));
        Assert.Equal(DeviceOutcome.Done, await _device.FlushAsync());
        var target = AlignedBuffer.Allocate(100 * BlockSize);
        Assert.Equal(DeviceOutcome.Done, await _device.ReadAsync(57, target.Memory));
        Assert.True(source.GetSpan().Slice(50 * BlockSize, 100 * BlockSize).SequenceEqual(target.GetSpan()));
        source.Free();
        target.Free();
    });

    [Fact]
    public Task The_last_block_can_be_used() => _shard.RunAsync(async () =>
    {
        var buffer = AlignedBuffer.Allocate(BlockSize);
        buffer.GetSpan().Fill(5);
        Assert.Equal(DeviceOutcome.Done, await _device.WriteAsync(_device.BlockCount - 1, buffer.Memory));
        buffer.GetSpan().Clear();
        Assert.Equal(DeviceOutcome.Done, await _device.ReadAsync(_device.BlockCount - 1, buffer.Memory));
        Assert.Equal(5, buffer.GetSpan()[BlockSize - 1]);
        buffer.Free();
    });

    [Fact]
    public Task A_thousand_operations_at_once_all_end() => _shard.RunAsync(async () =>
    {
        var buffer = AlignedBuffer.Allocate(1000 * BlockSize);
        for (var i = 0; i < 1000; i++) buffer.GetSpan().Slice(i * BlockSize, BlockSize).Fill((byte)i);
        var writes = Enumerable.Range(0, 1000)
            .Select(i => _device.WriteAsync(i * 3, buffer.Memory.Slice(i * BlockSize, BlockSize)).AsTask()).ToArray();
        Assert.All(await Task.WhenAll(writes), static outcome => Assert.Equal(DeviceOutcome.Done, outcome));
        buffer.GetSpan().Clear();
        var reads = Enumerable.Range(0, 1000)
            .Select(i => _device.ReadAsync(i * 3, buffer.Memory.Slice(i * BlockSize, BlockSize)).AsTask()).ToArray();
        Assert.All(await Task.WhenAll(reads), static outcome => Assert.Equal(DeviceOutcome.Done, outcome));
        for (var i = 0; i < 1000; i++) Assert.Equal((byte)i, buffer.GetSpan()[(i * BlockSize) + 17]);
        buffer.Free();
    });

    [Fact]
    public Task Discarded_blocks_can_be_written_again() => _shard.RunAsync(async () =>
    {
        var buffer = AlignedBuffer.Allocate(BlockSize);
        buffer.GetSpan().Fill(9);
        Assert.Equal(DeviceOutcome.Done, await _device.WriteAsync(128, buffer.Memory));
        Assert.Equal(DeviceOutcome.Done, await _device.DiscardAsync(64, 256));
        Assert.Equal(DeviceOutcome.Done, await _device.WriteAsync(128, buffer.Memory));
        buffer.GetSpan().Clear();
        Assert.Equal(DeviceOutcome.Done, await _device.ReadAsync(128, buffer.Memory));
        Assert.Equal(9, buffer.GetSpan()[0]);
        buffer.Free();
    });

    protected abstract Task<(Shard Shard, IBlockDevice Device)> OpenAsync(long size);
}
