namespace Basalt.Perf.Reactor.Http;

/// <summary>What reading a head came to.</summary>
internal enum HeadOutcome
{
    Done,

    /// <summary>More must come first.</summary>
    Incomplete,

    /// <summary>It is no head, or too long a one: 400, and the end of the connection.</summary>
    Bad,
}
