using Basalt.Control.Api.Faults;

namespace Basalt.Control.Identity.Passwords;

/// <summary>Who waits for a core to check a password on. Addresses take turns, and at an address its accounts do:
/// whoever sends many wrong passwords waits for itself, and hardly anyone for it.</summary>
/// <param name="coreCount">Checks that run at once.</param>
internal sealed class PasswordQueue(int coreCount)
{
    /// <summary>Checks that wait, over all; the rest is told to come again.</summary>
    public const int WaitingMax = 1_024;

    /// <summary>Checks of one address that wait.</summary>
    public const int WaitingPerAddressMax = 128;

    private readonly Lock _lock = new();
    private readonly Turns<string, AddressLine> _addresses = new();
    private int _freeCount = coreCount;
    private int _waitingCount;

    /// <summary>Waits for a core; <see cref="Leave"/> gives it back.</summary>
    /// <exception cref="FaultException">503: too many wait already.</exception>
    public async Task EnterAsync(PasswordSource source, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (_freeCount > 0)
            {
                _freeCount--;
                return;
            }

            waiter = Enqueue(source);
        }

        await using (cancellation.UnsafeRegister(static state => ((Waiter)state!).TrySetCanceled(), waiter))
            await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Hands the core to whoever is next.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (TryDequeue() is { } next)
            {
                // One that went away meanwhile takes no turn.
                if (next.TrySetResult()) return;
            }

            _freeCount++;
        }
    }

    private Waiter Enqueue(PasswordSource source)
    {
        var line = _addresses.Find(source.Address);
        if (_waitingCount == WaitingMax || line?.Count == WaitingPerAddressMax)
            throw FaultException.Unavailable("Too many passwords are being checked. Try again shortly.");
        line ??= _addresses.Add(source.Address, new AddressLine());
        var waiter = new Waiter();
        line.Add(source.Account, waiter);
        _waitingCount++;
        return waiter;
    }

    private Waiter? TryDequeue()
    {
        if (_waitingCount == 0) return null;
        _waitingCount--;
        return _addresses.Take(static line => line.Take(), static line => line.Count == 0);
    }

    /// <summary>Those of one address.</summary>
    private sealed class AddressLine
    {
        private readonly Turns<string, Queue<Waiter>> _accounts = new();

        public int Count { get; private set; }

        public void Add(string account, Waiter waiter)
        {
            (_accounts.Find(account) ?? _accounts.Add(account, new Queue<Waiter>())).Enqueue(waiter);
            Count++;
        }

        public Waiter Take()
        {
            Count--;
            return _accounts.Take(static queue => queue.Dequeue(), static queue => queue.Count == 0);
        }
    }

    /// <summary>Continues elsewhere than under the lock.</summary>
    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
}
