using System.Globalization;
using System.Runtime.InteropServices;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Files;

namespace Basalt.Transport.Sockets;

/// <summary>Holds accepting up while the process is short of descriptors or memory. On its listener's shard.</summary>
/// <remarks>
/// It brakes before the last descriptor is gone, since the runtime ends a process that finds none for a new thread.
/// Numbers are given lowest first (open(2)): while all that were given are far below the limit, so is their count;
/// later the lowest free one says how many are taken. Those that come meanwhile wait in the kernel's backlog.
/// </remarks>
internal sealed class AcceptBrake(Listener listener, SafeHandle listening, Action goOn) : IAsyncDisposable
{
    private ITimer? _timer;
    private long _max = ReadMax();
    private long _lastWarning;
    private bool _hasWarned;
    private bool _isByReserve;
    private bool _isOver;

    /// <summary>Whether accepting waits.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether those that the backlog holds could meet the reserve. Then one is accepted at a time, and what
    /// is free looked up after each; from the first time on, since numbers that come back tell nothing.</summary>
    public bool IsNear { get; private set; }

    private int Reserve => (int)Math.Min(listener.Limits.DescriptorReserve, _max / 4);

    /// <summary>Before the first connection.</summary>
    public void Begin()
    {
        if (DescriptorCalls.FindLowestFree(listening, out var number) != Errno.None) number = int.MaxValue;
        Look(number);
    }

    /// <summary>A connection has been accepted.</summary>
    public void Look(int descriptor)
    {
        if (IsOn) return;
        _max = ReadMax();
        IsNear |= descriptor >= _max - Reserve - listener.Limits.BacklogLength;
        if (!IsNear || HasFree()) return;
        _isByReserve = true;
        Pull(string.Create(
            CultureInfo.InvariantCulture,
            $"RLIMIT_NOFILE is {_max} and the last {Reserve} descriptors are kept for the process itself: {Mend}"));
    }

    /// <summary>Accepting ended with an error that is not one connection's.</summary>
    public void Fail(string error, bool isProcessOut)
    {
        if (IsOn) return;
        _max = ReadMax();
        _isByReserve = isProcessOut;
        Pull(isProcessOut
            ? string.Create(CultureInfo.InvariantCulture, $"{error}, RLIMIT_NOFILE is {_max}: {Mend}")
            : $"{error}: give the machine memory, or files with `sysctl -w fs.file-max=NUMBER`");
    }

    /// <summary>A connection of this listener has gone, and its descriptor.</summary>
    public void OnRemoved()
    {
        if (IsOn && _isByReserve) TryRelease();
    }

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        return _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static string Mend => string.Create(
        CultureInfo.InvariantCulture,
        $"raise it with `prlimit --pid {Environment.ProcessId} --nofile=65536` now, and `ulimit -n 65536` before the "
            + $"start or LimitNOFILE=65536 in the service");

    private static long ReadMax() => DescriptorCalls.GetLimit(out var max) == Errno.None ? max : long.MaxValue;

    private void Pull(string reason)
    {
        IsOn = true;
        listener.Counters.CountAcceptShortage();
        var time = listener.Shard.Time;
        if (!_hasWarned || time.GetElapsedTime(_lastWarning) >= listener.Limits.AcceptWarningTime)
        {
            _hasWarned = true;
            _lastWarning = time.GetTimestamp();
            listener.Warn($"accepting pauses, and those that come wait: {reason}");
        }

        if (_timer is null)
        {
            var retry = new ShardAction(TryRelease);
            _timer = time.CreateTimer(
                _ => listener.Shard.TryPost(retry), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _timer.Change(listener.Limits.AcceptRetryTime, Timeout.InfiniteTimeSpan);
    }

    private void TryRelease()
    {
        if (!IsOn || _isOver) return;
        _max = ReadMax();
        if (_isByReserve && !HasFree())
        {
            _timer!.Change(listener.Limits.AcceptRetryTime, Timeout.InfiniteTimeSpan);
            return;
        }

        IsOn = false;
        _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        goOn();
    }

    private bool HasFree()
        => DescriptorCalls.FindLowestFree(listening, out var number) == Errno.None && number < _max - Reserve;
}
