using Basalt.Device;
using Basalt.Runtime;
using Basalt.Runtime.Simulation;

using Xunit;

namespace Basalt.Tests.Unit.Device;

public sealed class SimulatedDeviceTests : DeviceSuite
{
    private const int BlockSize = IBlockDevice.BlockSize;

    private readonly SimulatedScheduler _scheduler = new(1);

    [Fact]
    public void What_a_flush_covered_outlives_every_power_loss()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var device = new SimulatedDevice(64, new Random(seed));
            Run(async () =>
            {
                await device.WriteAsync(3, Filled(1, 4));
                await device.FlushAsync();
            });
            device = device.Restart(new Random(seed));
            Assert.All(Enumerable.Range(3, 4), block => Assert.Equal(1, ReadFirst(device, block)));
        }
    }

    [Fact]
    public void What_no_flush_covered_is_kept_in_every_part_and_never_mixed_with_other_bytes()
    {
        var seen = new HashSet<string>();
        for (var seed = 1; seed <= 300; seed++)
        {
            var device = new SimulatedDevice(64, new Random(seed));
            Run(async () =>
            {
                await device.WriteAsync(0, Filled(1, 1));
                await device.WriteAsync(1, Filled(1, 1));
                await device.FlushAsync();
                await device.WriteAsync(0, Filled(2, 1));
                await device.WriteAsync(1, Filled(2, 1));
            });
            device = device.Restart(new Random(seed));
            seen.Add($"{ReadFirst(device, 0)}{ReadFirst(device, 1)}");
        }

        Assert.Equal(["11", "12", "21", "22"], seen.Order());
    }

    [Fact]
    public void A_killed_process_leaves_what_had_ended()
    {
        var device = new SimulatedDevice(64, new Random(1));
        Run(async () => await device.WriteAsync(5, Filled(7, 1)));
        device = device.Reopen(new Random(2));
        Assert.Equal(7, ReadFirst(device, 5));
    }

    [Fact]
    public void What_a_failed_flush_was_for_may_be_lost_for_good()
    {
        var lostCount = 0;
        for (var seed = 1; seed <= 50; seed++)
        {
            var device = new SimulatedDevice(64, new Random(seed));
            Run(async () =>
            {
                await device.WriteAsync(5, Filled(7, 1));
                device.Faults.FlushFailureOneIn = 1;
                Assert.Equal(DeviceOutcome.Failed, await device.FlushAsync());
                device.Faults.FlushFailureOneIn = 0;
                Assert.Equal(DeviceOutcome.Done, await device.FlushAsync());
                Assert.Equal(7, await ReadFirstAsync(device, 5));
            });
            lostCount += ReadFirst(device.Restart(new Random(seed)), 5) == 0 ? 1 : 0;
        }

        Assert.InRange(lostCount, 10, 40);
    }

    [Fact]
    public void Nothing_is_answered_after_power_is_lost()
    {
        var device = new SimulatedDevice(64, new Random(1)) { PowerLossAtFlush = 2 };
        var isDone = _scheduler.Run(
            async () =>
            {
                await device.FlushAsync();
                await device.FlushAsync();
            },
            () => device.HasLostPower);
        Assert.False(isDone);
    }

    [Fact]
    public void A_full_host_takes_again_what_it_has_room_for()
    {
        var device = new SimulatedDevice(64, new Random(1)) { SpaceBlockCount = 8, HostReserveBlockCount = 4 };
        Run(async () =>
        {
            Assert.Equal(DeviceOutcome.Done, await device.AllocateAsync(0, 8));
            Assert.Equal(DeviceOutcome.Done, await device.AllocateAsync(4, 4));
            Assert.Equal(DeviceOutcome.OutOfSpace, await device.AllocateAsync(8, 1));
            Assert.Equal(DeviceOutcome.Done, await device.AllocateAsync(8, 4, mayUseHostReserve: true));
            Assert.Equal(DeviceOutcome.OutOfSpace, await device.WriteAsync(12, Filled(1, 1)));
            Assert.Equal(DeviceOutcome.Done, await device.DiscardAsync(0, 8));
            Assert.Equal(DeviceOutcome.Done, await device.AllocateAsync(20, 4));
            Assert.Equal(8, device.TakenBlockCount);
        });
    }

    [Fact]
    public void A_stall_takes_simulated_time_and_others_overtake_it()
    {
        var device = new SimulatedDevice(64, new Random(1)) { Scheduler = _scheduler };
        Run(async () =>
        {
            device.Faults.StallOneIn = 1;
            var late = device.WriteAsync(1, Filled(1, 1));
            device.Faults.StallOneIn = 0;
            await device.WriteAsync(2, Filled(2, 1));
            Assert.False(late.IsCompleted);
            await late;
        });
        Assert.True(_scheduler.Time.GetElapsedTime(0) > TimeSpan.FromMilliseconds(10));
    }

    protected override Task<(Shard Shard, IBlockDevice Device)> OpenAsync(long size)
    {
        Shard shard = ThreadShard.Start("test", new SignalDriver(), TimeProvider.System, seed: 1);
        return Task.FromResult<(Shard, IBlockDevice)>(
            (shard, new SimulatedDevice(size / BlockSize, new Random(1))));
    }

    private static byte[] Filled(byte value, int blocks)
    {
        var bytes = new byte[blocks * BlockSize];
        Array.Fill(bytes, value);
        return bytes;
    }

    private static async Task<int> ReadFirstAsync(SimulatedDevice device, int block)
    {
        var bytes = new byte[BlockSize];
        Assert.Equal(DeviceOutcome.Done, await device.ReadAsync(block, bytes));
        Assert.False(bytes.AsSpan().ContainsAnyExcept(bytes[0]));
        return bytes[0];
    }

    private int ReadFirst(SimulatedDevice device, int block)
    {
        var first = -1;
        Run(async () => first = await ReadFirstAsync(device, block));
        return first;
    }

    private void Run(Func<Task> work) => Assert.True(_scheduler.Run(work));
}
