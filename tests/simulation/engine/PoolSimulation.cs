using System.Diagnostics.CodeAnalysis;
using System.Text;

using Basalt.Device;
using Basalt.Engine;
using Basalt.Runtime;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>
/// One seed: clients work on a small pool, power is lost at some moment, the pool opens again, everything is checked
/// from outside; a few times over. At the end all is deleted and nothing may be left.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "a simulated device holds nothing that is not memory")]
internal sealed class PoolSimulation(int seed, PoolScenario scenario, EngineFault fault = EngineFault.None)
    : ISimulation
{
    private const int SegmentSize = 256 * 1024;
    private const int SegmentBlockCount = SegmentSize / IBlockDevice.BlockSize;
    private const int SegmentCountMin = 24;
    private const int SegmentCountMax = 60;

    /// <summary>A cache that evicts all the time, up to one that holds all.</summary>
    private const int PageSizeMin = 128 * 1024;
    private const int PageSizeMax = 1024 * 1024;

    private const int TailSizeMin = 32 * 1024;
    private const int TailSizeMax = 1024 * 1024;
    private const int Rounds = 6;
    private const int ClientCount = 4;
    private const int OperationsMax = 60;
    private const int PowerLossAtMax = 600;
    private const int PowerLossAtFlushMax = 60;

    private readonly Random _random = new(seed);
    private readonly List<SimulatedClient> _clients = [];
    private SimulatedDevice _device = null!;
    private PoolTrouble? _trouble;
    private long _deviceOperationCount;
    private int _reportCount;

    public ulong TraceHash { get; private set; }

    public long OperationCount => _deviceOperationCount + _clients.Sum(static client => client.OperationCount);

    /// <summary>Power losses that came before a round's work was done.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Checkpoints made, not counting those that an opening makes.</summary>
    public long CheckpointCount { get; private set; }

    /// <summary>Tree pages that were not in the cache.</summary>
    public long PageReadCount { get; private set; }

    /// <summary>Throws <see cref="SimulatedFailureException"/>, or what the engine throws, if anything is
    /// wrong.</summary>
    public void Run()
    {
        Invariant.ThrowOnFailure();
        _device = new SimulatedDevice(
            _random.Next(SegmentCountMin, SegmentCountMax) * SegmentBlockCount, new Random(_random.Next()));
        for (var i = 0; i < ClientCount; i++) _clients.Add(new SimulatedClient(i, new Random(_random.Next())));
        for (var round = 0; round < Rounds; round++)
        {
            RunRound(PoolRound.Work);
            Restart();
        }

        if (scenario != PoolScenario.Rot)
        {
            RunRound(PoolRound.Empty);
            return;
        }

        // Closed tidily first: in what is open a rotten tail and a torn one look alike.
        RunRound(PoolRound.Check);
        Restart();
        _device.Rot();
        RunRound(PoolRound.CheckRot);
    }

    /// <summary>The machine lost power, or the process alone was killed.</summary>
    private void Restart()
    {
        _deviceOperationCount += _device.OperationCount;
        var next = new Random(_random.Next());
        _device = _random.Next(4) == 0 ? _device.Reopen(next) : _device.Restart(next);
    }

    private void RunRound(PoolRound round)
    {
        var scheduler = new SimulatedScheduler(_random.Next());
        _device.Scheduler = scheduler;
        _trouble = null;
        _reportCount = 0;
        if (round == PoolRound.Work) ChooseEnd();
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
            CheckpointCount += pool?.Counts.CheckpointCount ?? 0;
            PageReadCount += pool?.Counts.PageReadCount ?? 0;
        }
        finally
        {
            pool?.Abandon();
            TraceHash = (TraceHash * 31) ^ scheduler.TraceHash;
        }
    }

    /// <summary>Power is lost at any event, or, as often, while a flush runs: then most is at stake.</summary>
    private void ChooseEnd()
    {
        if (scenario == PoolScenario.Faults) _trouble = new PoolTrouble(_random, SegmentBlockCount);
        if (_random.Next(2) == 0) _device.PowerLossAt = 1 + _random.Next(PowerLossAtMax);
        else _device.PowerLossAtFlush = 1 + _random.Next(PowerLossAtFlushMax);
    }

    private async Task<Pool?> OpenAsync(SimulatedScheduler scheduler, PoolRound round)
    {
        var options = new PoolOptions
        {
            SegmentSize = SegmentSize,
            IsZeroedAhead = _random.Next(2) == 0,
            HotNamesSizeMax = _random.Next(2) * 100_000,
            PageCacheSizeMax = _random.Next(PageSizeMin, PageSizeMax),
            LogTailSizeMax = _random.Next(TailSizeMin, TailSizeMax),
            BulkBufferCountMax = 8,
            Fault = fault,
            Report = _ => _reportCount++,
        };
        try
        {
            if (_trouble is { IsAtOpening: true }) _trouble.Arm(_device);
            return await Pool.OpenAsync(_device, new SimulatedShard("pool", scheduler), options);
        }
        catch (PoolException damage)
            when (damage.Outcome == PoolOutcome.Unreadable
                && (round == PoolRound.CheckRot || _trouble is { IsAtOpening: true, GivesErrors: true }))
        {
            // Damaged metadata, and a device that fails, are refused by name; that is right.
            return null;
        }
        finally
        {
            _trouble?.End(_device);
        }
    }

    private async Task WorkAsync(Pool pool, PoolRound round)
    {
        if (_reportCount > 0 && _trouble is { IsAtOpening: true, GivesErrors: true })
        {
            // It said what it cannot reach; the next opening, on a sound device, must have all of it.
            await pool.DisposeAsync();
            return;
        }

        foreach (var client in _clients) await client.SettleAsync(pool, isRotAllowed: round == PoolRound.CheckRot);
        if (round != PoolRound.CheckRot) await CheckSumsAsync(pool);
        if (round == PoolRound.Work) await RunClientsAsync(pool);
        if (round == PoolRound.Empty)
        {
            foreach (var client in _clients) await client.EmptyAsync(pool);
            await CheckSumsAsync(pool);
            await CheckNothingLeftAsync(pool);
        }

        // What became of an uncertain commit is known at the next opening alone.
        if (round != PoolRound.CheckRot && !_clients.Exists(static client => client.IsUncertain))
            await CheckSumsAsync(pool);
        if (round is PoolRound.Check or PoolRound.Empty || _random.Next(3) == 0) await pool.DisposeAsync();
    }

    private async Task RunClientsAsync(Pool pool)
    {
        foreach (var client in _clients) client.AllowsErrors = _trouble is { GivesErrors: true };
        _trouble?.Arm(_device);
        await Task.WhenAll(_clients.Select(client => client.RunAsync(pool, _random.Next(OperationsMax))));
        _trouble?.End(_device);
        foreach (var client in _clients) client.AllowsErrors = false;
        foreach (var client in _clients) await client.CheckAsync(pool);
        if (_trouble is not { IsFullHost: true }) return;
        foreach (var client in _clients) await client.EmptyAsync(pool);
        foreach (var client in _clients) await client.StoreAsync(pool);
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
        await pool.SettleAsync();
        if (pool.Usage is not { UsedSize: 0, NameCount: 0 })
            throw new SimulatedFailureException($"all is deleted and {pool.Usage} is left");
        await pool.CommitAsync(new Transaction().AddToCounter(SimulatedClient.Counter, 0, 0), CancellationToken.None);
    }
}
