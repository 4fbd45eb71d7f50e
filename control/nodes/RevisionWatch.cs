using Basalt.Control.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Nodes;

/// <summary>Reads identity's revision again and again, for all sessions together.</summary>
public sealed class RevisionWatch(IIdentityRevision revisions, TimeProvider time, ILogger<RevisionWatch> log)
    : BackgroundService
{
    private readonly Pulse _risen = new();
    private long _revision = -1;
    private long _readAt;

    internal Task NextRise => _risen.Next;

    /// <summary>The newest revision; null while it cannot be read, and then nodes must not be told that all is as it
    /// was.</summary>
    public ulong? Current
    {
        get
        {
            var revision = Volatile.Read(ref _revision);
            var age = time.GetElapsedTime(Volatile.Read(ref _readAt));
            return revision < 0 || age > NodeLimits.RevisionAgeMax ? null : (ulong)revision;
        }
    }

    /// <summary>Whether identity's tables could be read lately.</summary>
    public bool IsReadable
        => Volatile.Read(ref _revision) >= 0
            && time.GetElapsedTime(Volatile.Read(ref _readAt)) <= NodeLimits.UnreadableAfter;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodeLimits.RevisionPeriod, time);
        var isFailing = false;
        do
        {
            // Taken before the read: the answer is at least as new as this.
            var readAt = time.GetTimestamp();
            try
            {
                var revision = (long)await revisions.ReadAsync(stoppingToken);
                Volatile.Write(ref _readAt, readAt);
                if (Interlocked.Exchange(ref _revision, revision) != revision) _risen.Beat();
                if (isFailing) Log.RevisionReadAgain(log);
                isFailing = false;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The database may come back; until then no heartbeat goes out and nodes take control for away.
                if (!isFailing) Log.RevisionUnreadable(log, error);
                isFailing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
