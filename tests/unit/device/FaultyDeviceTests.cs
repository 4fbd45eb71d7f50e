using Basalt.Device;
using Basalt.Runtime;
using Basalt.Runtime.Simulation;

using Xunit;

namespace Basalt.Tests.Unit.Device;

public sealed class FaultyDeviceTests : DeviceSuite
{
    private const int BlockSize = IBlockDevice.BlockSize;
    private const int BlockCount = 64;

    private readonly SimulatedScheduler _scheduler = new(1);
    private readonly DeviceFaults _faults = new();
    private readonly MemoryDevice _inner = new(BlockCount);

    [Fact]
    public void Failures_are_answered_by_name()
    {
        _faults.ReadFailureOneIn = _faults.WriteFailureOneIn = _faults.FlushFailureOneIn = 1;
        Run(async device =>
        {
            Assert.Equal(DeviceOutcome.Failed, await device.ReadAsync(0, new byte[BlockSize]));
            Assert.Equal(DeviceOutcome.Failed, await device.WriteAsync(0, new byte[BlockSize]));
            Assert.Equal(DeviceOutcome.Failed, await device.FlushAsync());
        });
    }

    [Fact]
    public void A_lost_device_fails_whatever_is_asked_and_keeps_what_it_had()
    {
        Run(async device =>
        {
            await device.WriteAsync(1, Filled(8, 1));
            _faults.IsLost = true;
            Assert.Equal(DeviceOutcome.Failed, await device.ReadAsync(1, new byte[BlockSize]));
            Assert.Equal(DeviceOutcome.Failed, await device.WriteAsync(1, Filled(9, 1)));
            Assert.Equal(DeviceOutcome.Failed, await device.FlushAsync());
            Assert.Equal(DeviceOutcome.Failed, await device.AllocateAsync(1, 1));
            Assert.Equal(DeviceOutcome.Failed, await device.DiscardAsync(1, 1));
            _faults.IsLost = false;
            Assert.Equal(8, (await ReadAsync(device, 1))[0]);
        });
    }

    [Fact]
    public void A_full_device_reserves_nothing()
    {
        _faults.IsFull = true;
        Run(static async device => Assert.Equal(DeviceOutcome.OutOfSpace, await device.AllocateAsync(1, 1)));
    }

    [Fact]
    public void A_lost_write_is_acknowledged_and_not_there()
    {
        Run(async device =>
        {
            await device.WriteAsync(1, Filled(8, 1));
            _faults.LostWriteOneIn = 1;
            Assert.Equal(DeviceOutcome.Done, await device.WriteAsync(1, Filled(9, 1)));
            Assert.Equal(8, (await ReadAsync(device, 1))[0]);
        });
    }

    [Fact]
    public void A_torn_write_is_acknowledged_and_ends_at_a_sector()
    {
        _faults.TornWriteOneIn = 1;
        var sizes = new HashSet<int>();
        Run(async device =>
        {
            for (var i = 0; i < 100; i++)
            {
                await _inner.WriteAsync(4, Filled(1, 2));
                Assert.Equal(DeviceOutcome.Done, await device.WriteAsync(4, Filled(2, 2)));
                var bytes = (await ReadAsync(device, 4)).Concat(await ReadAsync(device, 5)).ToArray();
                var size = bytes.AsSpan().IndexOf((byte)1);
                Assert.False(bytes.AsSpan(size).Contains((byte)2));
                sizes.Add(size);
            }
        });
        Assert.Equal(Enumerable.Range(0, 16).Select(static sector => sector * 512), sizes.Order());
    }

    [Fact]
    public void A_misdirected_write_lands_elsewhere()
    {
        _faults.MisdirectedWriteOneIn = 1;
        Run(async device =>
        {
            for (var i = 0; i < 20; i++)
                Assert.Equal(DeviceOutcome.Done, await device.WriteAsync(4, Filled(3, 1)));
            var hit = 0;
            for (var block = 0; block < BlockCount; block++) hit += (await ReadAsync(device, block))[0] == 3 ? 1 : 0;
            Assert.InRange(hit, 5, 20);
        });
    }

    [Fact]
    public void A_bit_that_has_rotted_stays_so()
    {
        Run(async device =>
        {
            await device.WriteAsync(4, Filled(0, 1));
            _faults.BitRotOneIn = 1;
            var rotten = await ReadAsync(device, 4);
            _faults.BitRotOneIn = 0;
            Assert.Equal(1, rotten.Sum(static value => int.PopCount(value)));
            Assert.Equal(rotten, await ReadAsync(device, 4));
        });
    }

    [Fact]
    public void A_stalled_write_is_overtaken_by_later_ones()
    {
        Run(async device =>
        {
            _faults.StallOneIn = 1;
            var late = device.WriteAsync(4, Filled(1, 1));
            _faults.StallOneIn = 0;
            await device.WriteAsync(4, Filled(2, 1));
            Assert.Equal(DeviceOutcome.Done, await late);
            Assert.Equal(1, (await ReadAsync(device, 4))[0]);
        });
    }

    protected override Task<(Shard Shard, IBlockDevice Device)> OpenAsync(long size)
    {
        Shard shard = ThreadShard.Start("test", new SignalDriver(), TimeProvider.System, seed: 1);
        var inner = new MemoryDevice(size / BlockSize);
        return Task.FromResult<(Shard, IBlockDevice)>(
            (shard, new FaultyDevice(inner, new DeviceFaults(), new Random(1), TimeProvider.System)));
    }

    private static byte[] Filled(byte value, int blocks)
    {
        var bytes = new byte[blocks * BlockSize];
        Array.Fill(bytes, value);
        return bytes;
    }

    private static async Task<byte[]> ReadAsync(FaultyDevice device, int block)
    {
        var bytes = new byte[BlockSize];
        Assert.Equal(DeviceOutcome.Done, await device.ReadAsync(block, bytes));
        return bytes;
    }

    private void Run(Func<FaultyDevice, Task> work)
    {
        var device = new FaultyDevice(_inner, _faults, new Random(1), _scheduler.Time);
        Assert.True(_scheduler.Run(() => work(device)));
    }
}
