namespace Basalt.Http.Http1;

/// <summary>What a front has seen. Counted on its shard, read by any thread.</summary>
public sealed class Http1Counters
{
    private readonly long[] _faults = new long[Enum.GetValues<HttpFault>().Length];
    private long _requests;
    private long _brokenBodies;
    private long _failures;

    /// <summary>Answered, refused ones too.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Bodies that broke off or were malformed, and whose handler had no answer for that.</summary>
    public long BrokenBodies => Volatile.Read(ref _brokenBodies);

    /// <summary>Handlers that threw, or did not keep their own Content-Length.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Requests refused for this.</summary>
    public long Faults(HttpFault fault) => Volatile.Read(ref _faults[(int)fault]);

    internal void CountRequest() => Volatile.Write(ref _requests, _requests + 1);

    internal void CountBrokenBody() => Volatile.Write(ref _brokenBodies, _brokenBodies + 1);

    internal void CountFailure() => Volatile.Write(ref _failures, _failures + 1);

    internal void CountFault(HttpFault fault) => Volatile.Write(ref _faults[(int)fault], _faults[(int)fault] + 1);
}
