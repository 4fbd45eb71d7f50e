using Basalt.Runtime;
using Basalt.Runtime.Buffers;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Simulation.Exchange;

/// <summary>Two shards: the front takes requests into buffers of a small pool, the worker turns their bytes round and
/// answers.</summary>
internal sealed class ExchangeServer : IDisposable
{
    private const int BufferCount = 3;
    private const int WorkTicksMax = 500;

    private readonly AlignedBufferPool _pool = new("exchange", AlignedBuffer.Alignment, BufferCount);
    private readonly Queue<(ExchangeWire Answers, ExchangeMessage Request, AlignedBuffer Buffer)> _work = new();
    private readonly Queue<(ExchangeWire Answers, ExchangeMessage Request)> _backlog = new();
    private readonly SimulatedShard _worker;
    private readonly ExchangeFault _fault;
    private TaskCompletionSource _wake = NewSignal();
    private bool _isAsleep;

    public ExchangeServer(SimulatedProcess process, ExchangeFault fault)
    {
        _fault = fault;
        Front = process.StartShard("front");
        _worker = process.StartShard("worker");
        _worker.TryPost(new Call(() => _ = WorkAsync()));
    }

    public SimulatedShard Front { get; }

    public int RentedCount => _pool.RentedCount;

    public void Dispose() => _pool.Dispose();

    /// <summary>On the front shard.</summary>
    public void Receive(ExchangeWire answers, ExchangeMessage request)
    {
        Invariant.Check(Front.IsCurrent);
        _backlog.Enqueue((answers, request));
        TakeIn();
    }

    private void TakeIn()
    {
        while (_backlog.Count > 0 && _pool.TryRent() is { } buffer)
        {
            var (answers, request) = _backlog.Dequeue();
            request.Payload.CopyTo(buffer.GetSpan());
            _work.Enqueue((answers, request, buffer));
            if (_fault == ExchangeFault.BufferReturnedEarly) _pool.Return(buffer);
            if (!_isAsleep) continue;
            _isAsleep = false;
            _wake.SetResult();
        }
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            if (_work.Count == 0)
            {
                await SleepAsync();
                continue;
            }

            var (answers, request, buffer) = _work.Dequeue();
            await Task.Delay(TimeSpan.FromTicks(_worker.Random.Next(WorkTicksMax)), _worker.Time);
            Invariant.Check(_worker.IsCurrent);
            var bytes = buffer.GetSpan()[..request.Payload.Length].ToArray();
            Array.Reverse(bytes);
            answers.Send(request with { Payload = bytes });
            if (_fault != ExchangeFault.BufferReturnedEarly) _pool.Return(buffer);
            if (_backlog.Count > 0) Front.TryPost(new Call(TakeIn));
        }
    }

    /// <summary>Raises the flag, looks once more, and only then sleeps: whoever queues looks at the flag
    /// after.</summary>
    private async Task SleepAsync()
    {
        if (_fault == ExchangeFault.LostWakeUp) await Task.Yield();
        _wake = NewSignal();
        _isAsleep = true;
        if (_fault != ExchangeFault.LostWakeUp && _work.Count > 0) _isAsleep = false;
        else await _wake.Task;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Call(Action action) : IShardWork
    {
        public void Run() => action();
    }
}
