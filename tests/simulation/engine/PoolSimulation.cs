using System.Diagnostics.CodeAnalysis;
using System.Text;

using Basalt.Device;
using Basalt.Engine;
using Basalt.Runtime;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>
/// One seed: clients work on a small pool, power is lost at some write, the pool opens again, everything is checked
/// from
/// outside; a few times over. At the end all is deleted and nothing may be left.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "a simulated device holds nothing that is not memory")]
internal sealed class PoolSimulation(int seed, EngineFault fault = EngineFault.None, bool rots = false)
{
    private const int SegmentSize = 256 * 1024;
    private const int SegmentCountMin = 14;
    private const int SegmentCountMax = 40;
    private const int Rounds = 6;
    private const int ClientCount = 4;
    private const int OperationsMax = 60;
    private const int PowerLossAtMax = 600;

    private readonly Random _random = new(seed);
    private readonly List<SimulatedClient> _clients = [];
    private SimulatedDevice _device = null!;

    public ulong TraceHash { get; private set; }

    public int DoneCount => _clients.Sum(static client => client.DoneCount);

    public int RefusedCount => _clients.Sum(static client => client.RefusedCount);

    /// <summary>Power losses that came before a round's work was done.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Throws <see cref="SimulatedFailureException"/>, or what the engine throws, if anything is
    /// wrong.</summary>
    public void Run()
    {
        Invariant.ThrowOnFailure();
        _device = new SimulatedDevice(
            _random.Next(SegmentCountMin, SegmentCountMax) * (SegmentSize / IBlockDevice.BlockSize),
            new Random(_random.Next()));
        for (var i = 0; i < ClientCount; i++) _clients.Add(new SimulatedClient(i, new Random(_random.Next())));
        for (var round = 0; round < Rounds; round++)
        {
            RunRound(PoolRound.Work);
            _device = _device.Restart(new Random(_random.Next()));
        }

        if (rots)
        {
            // Closed tidily first: in what is open a rotten tail and a torn one look alike.
            RunRound(PoolRound.Check);
            _device = _device.Restart(new Random(_random.Next()));
            _device.Rot();
            RunRound(PoolRound.CheckRot);
            return;
        }

        RunRound(PoolRound.Empty);
    }

    private void RunRound(PoolRound round)
    {
        var scheduler = new SimulatedScheduler(_random.Next());
        if (round == PoolRound.Work) _device.PowerLossAt = 1 + _random.Next(PowerLossAtMax);
        Pool? pool = null;
        try
        {
            var isDone = scheduler.Run(
                async () =>
                {
                    pool = await OpenAsync(scheduler, round);
                    if (pool is not null) await WorkAsync(pool, round);
                },
                () => _device.HasLostPower);
            if (!isDone) CrashCount++;
        }
        finally
        {
            pool?.Abandon();
            TraceHash = (TraceHash * 31) ^ scheduler.TraceHash;
        }
    }

    private async Task<Pool?> OpenAsync(SimulatedScheduler scheduler, PoolRound round)
    {
        var options = new PoolOptions
        {
            SegmentSize = SegmentSize,
            IsZeroedAhead = _random.Next(2) == 0,
            HotNamesSizeMax = 100_000,
            BulkBufferCountMax = 8,
            Fault = fault,
        };
        try
        {
            return await Pool.OpenAsync(_device, new SimulatedShard("pool", scheduler), options);
        }
        catch (PoolException damage) when (round == PoolRound.CheckRot && damage.Outcome == PoolOutcome.Unreadable)
        {
            // Damaged metadata is refused by name; that is right.
            return null;
        }
    }

    private async Task WorkAsync(Pool pool, PoolRound round)
    {
        foreach (var client in _clients) await client.SettleAsync(pool, isRotAllowed: round == PoolRound.CheckRot);
        if (round != PoolRound.CheckRot) await CheckSumsAsync(pool);
        if (round == PoolRound.Work)
            await Task.WhenAll(_clients.Select(client => client.RunAsync(pool, _random.Next(OperationsMax))));
        if (round == PoolRound.Empty)
        {
            foreach (var client in _clients) await client.EmptyAsync(pool);
            await CheckSumsAsync(pool);
            await CheckNothingLeftAsync(pool);
        }

        if (round != PoolRound.CheckRot) await CheckSumsAsync(pool);
        if (round is PoolRound.Check or PoolRound.Empty || _random.Next(3) == 0) await pool.DisposeAsync();
    }

    private async Task CheckSumsAsync(Pool pool)
    {
        var counter = await pool.ReadCounterAsync(SimulatedClient.Counter, CancellationToken.None);
        var sums = _clients.ConvertAll(static client => client.Sum());
        var expected = new CounterValue(sums.Sum(static sum => sum.Count), sums.Sum(static sum => sum.Size));
        if (counter != expected)
            throw new SimulatedFailureException($"the counter says {counter}, the clients {expected}");
        var listed = await pool.ListAsync(new NameRange("client"u8.ToArray(), default), 1000, CancellationToken.None);
        var names = _clients.SelectMany(static client => client.Names).Order(StringComparer.Ordinal);
        if (!listed.Select(static entry => Encoding.UTF8.GetString(entry.Name.Span)).SequenceEqual(names))
            throw new SimulatedFailureException("the listing differs from what was acknowledged");
    }

    /// <summary>With every object gone only the counter's own record is current.</summary>
    private static async Task CheckNothingLeftAsync(Pool pool)
    {
        await pool.CommitAsync(new Transaction().DeleteCounter(SimulatedClient.Counter), CancellationToken.None);
        if (pool.Usage is not { UsedSize: 0, NameCount: 0 })
            throw new SimulatedFailureException($"all is deleted and {pool.Usage} is left");
        await pool.CommitAsync(new Transaction().AddToCounter(SimulatedClient.Counter, 0, 0), CancellationToken.None);
    }
}
