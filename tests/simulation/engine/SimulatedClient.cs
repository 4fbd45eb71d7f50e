using System.Text;

using Basalt.Engine;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>
/// Puts, replaces and deletes objects under names of its own, and remembers what was acknowledged and what was under
/// way.
/// </summary>
internal sealed class SimulatedClient(int number, Random random)
{
    private const int NameCount = 24;
    private const int NameSizeMax = 1200;
    private const int SummarySizeMax = 500;
    private const int InlineSizeMax = 9000;
    private const int LayerSizeMax = 180_000;

    private readonly Dictionary<string, ExpectedObject> _acknowledged = [];
    private Dictionary<string, ExpectedObject?> _underWay = [];

    public static byte[] Counter => "counter"u8.ToArray();

    /// <summary>Acknowledged operations.</summary>
    public int DoneCount { get; private set; }

    public int RefusedCount { get; private set; }

    /// <summary>Operations asked of the pool.</summary>
    public long OperationCount { get; private set; }

    /// <summary>The device gives errors now, so answers may be that something is unreadable.</summary>
    public bool AllowsErrors { get; set; }

    /// <summary>A commit was answered Unreadable: only the next opening tells what became of it.</summary>
    public bool IsUncertain => _underWay.Count > 0;

    public async Task RunAsync(IPool pool, int operations)
    {
        for (var i = 0; i < operations && !IsUncertain; i++)
        {
            switch (random.Next(10))
            {
                case < 5:
                    await PutAsync(pool, 1);
                    break;
                case < 6:
                    await PutAsync(pool, 1 + random.Next(3));
                    break;
                case < 8:
                    await DeleteAsync(pool);
                    break;
                case < 9:
                    await CheckNameAsync(pool, RandomName(), AllowsErrors);
                    break;
                default:
                    await AbandonLayerAsync(pool);
                    break;
            }
        }
    }

    /// <summary>Deletes all it has.</summary>
    public async Task EmptyAsync(IPool pool)
    {
        foreach (var name in _acknowledged.Keys.ToArray())
        {
            _underWay = new Dictionary<string, ExpectedObject?> { [name] = null };
            await CommitDeleteAsync(pool);
        }
    }

    /// <summary>What was there is still there, whatever the device has done to the pool meanwhile.</summary>
    public async Task CheckAsync(IPool pool)
    {
        for (var i = 0; i < NameCount; i++)
            if (!_underWay.ContainsKey(Name(i))) await CheckNameAsync(pool, Name(i), isRotAllowed: false);
    }

    /// <summary>There is room again: an object can be stored at once.</summary>
    public async Task StoreAsync(IPool pool)
    {
        _underWay = new Dictionary<string, ExpectedObject?> { [Name(0)] = new(random.Next(), 100, default) };
        var transaction = new Transaction();
        AddChanges(transaction);
        if (await CommitAsync(pool, transaction) != PoolOutcome.Done)
            throw new SimulatedFailureException($"client {number}: there is room again and a small object was refused");
    }

    /// <summary>
    /// After a restart: what is there is what was acknowledged, and of what was under way all or nothing. Takes what it
    /// finds
    /// as the new truth.
    /// </summary>
    public async Task SettleAsync(IPool pool, bool isRotAllowed)
    {
        if (_underWay.Count > 0)
        {
            var applied = 0;
            foreach (var (name, after) in _underWay)
            {
                var found = await ReadAsync(pool, name, isRotAllowed);
                if (found is null && isRotAllowed) continue;
                if (Same(found?.Object, after)) applied++;
                else if (!Same(found?.Object, _acknowledged.GetValueOrDefault(name)))
                    throw new SimulatedFailureException(
                        $"{name}: neither what was acknowledged nor what was under way");
            }

            if (applied == _underWay.Count) TakeUnderWay();
            else if (applied > 0 && _underWay.Any(pair => !Same(pair.Value, _acknowledged.GetValueOrDefault(pair.Key))))
                CheckNothingApplied();
        }

        _underWay = [];
        for (var i = 0; i < NameCount; i++) await CheckNameAsync(pool, Name(i), isRotAllowed);

        void CheckNothingApplied()
        {
            // Some of the changes may equal what was there; if one that differs was applied, all must have been.
            throw new SimulatedFailureException($"client {number}: a part of a transaction was applied");
        }
    }

    /// <summary>Objects and bytes it believes to have.</summary>
    public CounterValue Sum() => new(_acknowledged.Count, _acknowledged.Values.Sum(static o => (long)o.Size));

    public IEnumerable<string> Names => _acknowledged.Keys;

    private async Task PutAsync(IPool pool, int count)
    {
        _underWay = [];
        var writers = new List<ILayerWriter>();
        var transaction = new Transaction();
        var outcome = PoolOutcome.Done;
        for (var i = 0; i < count && outcome == PoolOutcome.Done; i++)
        {
            var name = RandomName();
            if (_underWay.ContainsKey(name)) continue;
            var stamp = random.Next();
            var isLayer = random.Next(3) == 0;
            var expected = new ExpectedObject(stamp, random.Next(isLayer ? LayerSizeMax : InlineSizeMax), default);
            if (isLayer)
            {
                var writer = pool.CreateLayer(expected.Size);
                writers.Add(writer);
                expected = expected with { Layer = writer.Layer };
                outcome = await writer.AppendAsync(expected.Content(), CancellationToken.None);
                if (outcome == PoolOutcome.Done) outcome = await writer.FinishAsync(CancellationToken.None);
                transaction.Seal(writer.Layer);
            }

            _underWay[name] = expected;
        }

        if (outcome == PoolOutcome.Done)
        {
            AddChanges(transaction);
            outcome = await CommitAsync(pool, transaction);
        }
        else
        {
            Refuse(outcome);
        }

        foreach (var writer in writers) await writer.DisposeAsync();
    }

    private async Task DeleteAsync(IPool pool)
    {
        var name = RandomName();
        if (!_acknowledged.ContainsKey(name)) return;
        _underWay = new Dictionary<string, ExpectedObject?> { [name] = null };
        await CommitDeleteAsync(pool);
    }

    /// <summary>A full pool must still take deletes.</summary>
    private async Task CommitDeleteAsync(IPool pool)
    {
        var transaction = new Transaction();
        AddChanges(transaction);
        var outcome = await CommitAsync(pool, transaction);
        if (outcome != PoolOutcome.Done && !(AllowsErrors && outcome == PoolOutcome.Unreadable))
            throw new SimulatedFailureException($"client {number}: a delete was refused");
    }

    private async Task AbandonLayerAsync(IPool pool)
    {
        await using var writer = pool.CreateLayer(-1);
        var content = new ExpectedObject(random.Next(), random.Next(LayerSizeMax), default).Content();
        if (await writer.AppendAsync(content, CancellationToken.None) == PoolOutcome.Done && random.Next(2) == 0)
            await writer.FinishAsync(CancellationToken.None);
    }

    private void AddChanges(Transaction transaction)
    {
        foreach (var (name, after) in _underWay)
        {
            var before = _acknowledged.GetValueOrDefault(name);
            if (before is { Layer.IsNone: false }) transaction.Release(before.Layer);
            if (after is null) transaction.Delete(Bytes(name));
            else transaction.Put(Bytes(name), new byte[(uint)after.Stamp % SummarySizeMax], after.Value());
            transaction.AddToCounter(
                Counter, (after is null ? 0 : 1) - (before is null ? 0 : 1),
                (after?.Size ?? 0) - (long)(before?.Size ?? 0));
            if (before is null) transaction.RequireVersion(Bytes(name), 0);
            else transaction.RequireExists(Bytes(name));
        }
    }

    private async Task<PoolOutcome> CommitAsync(IPool pool, Transaction transaction)
    {
        OperationCount++;
        var result = await pool.CommitAsync(transaction, CancellationToken.None);
        if (result.Outcome == PoolOutcome.Done)
        {
            TakeUnderWay();
            DoneCount++;
        }
        else if (!AllowsErrors || result.Outcome != PoolOutcome.Unreadable)
        {
            Refuse(result.Outcome);
        }

        return result.Outcome;
    }

    private void Refuse(PoolOutcome outcome)
    {
        if (outcome != PoolOutcome.OutOfSpace && !(AllowsErrors && outcome == PoolOutcome.Unreadable))
            throw new SimulatedFailureException($"client {number}: the pool answers {outcome}");
        RefusedCount++;
        _underWay = [];
    }

    private void TakeUnderWay()
    {
        foreach (var (name, after) in _underWay)
        {
            if (after is null) _acknowledged.Remove(name);
            else _acknowledged[name] = after;
        }

        _underWay = [];
    }

    private async Task CheckNameAsync(IPool pool, string name, bool isRotAllowed)
    {
        var found = await ReadAsync(pool, name, isRotAllowed);
        if (found is null && isRotAllowed) return;
        if (!Same(found?.Object, _acknowledged.GetValueOrDefault(name)))
            throw new SimulatedFailureException(
                $"{name}: found {found?.Object}, acknowledged {_acknowledged.GetValueOrDefault(name)}");
    }

    /// <summary>What is under a name, its content checked; with rot allowed null also stands for what answers
    /// unreadable.</summary>
    private async Task<FoundObject?> ReadAsync(IPool pool, string name, bool isRotAllowed)
    {
        OperationCount++;
        try
        {
            var record = await pool.FindAsync(Bytes(name), CancellationToken.None);
            if (record is null) return isRotAllowed ? new FoundObject(null) : null;
            var found = ExpectedObject.Parse(record.Value.Span);
            if (!record.Value.Span.SequenceEqual(found.Value()))
                throw new SimulatedFailureException($"{name}: the value is wrong");
            if (found.Layer.IsNone) return new FoundObject(found);
            await using var reader = await pool.OpenLayersAsync(new[] { found.Layer }, CancellationToken.None)
                ?? throw new SimulatedFailureException($"{name}: its layer is not there");
            var content = new byte[found.Size];
            var outcome = await reader.ReadAsync(found.Layer, 0, content, CancellationToken.None);
            if (outcome == PoolOutcome.Unreadable && isRotAllowed) return null;
            if (outcome != PoolOutcome.Done)
                throw new SimulatedFailureException($"{name}: its layer answers {outcome}");
            if (!content.AsSpan().SequenceEqual(found.Content()))
                throw new SimulatedFailureException($"{name}: the layer is wrong");
            return new FoundObject(found);
        }
        catch (PoolException unreadable) when (isRotAllowed && unreadable.Outcome == PoolOutcome.Unreadable)
        {
            return null;
        }
    }

    private static bool Same(ExpectedObject? one, ExpectedObject? other) => one == other;

    private string RandomName() => Name(random.Next(NameCount));

    /// <summary>Some are long, so that a tree of them has many pages.</summary>
    private string Name(int index)
        => $"client {number}/name {index}".PadRight(index % 3 == 0 ? NameSizeMax - (index * 40) : 20, '-');

    private static byte[] Bytes(string name) => Encoding.UTF8.GetBytes(name);

    /// <summary>An answer: an object, or that there is none.</summary>
    private sealed record FoundObject(ExpectedObject? Object);
}
