namespace Basalt.Perf.Reactor;

/// <summary>What the program does.</summary>
internal enum Service
{
    /// <summary>Answers each request with the same body.</summary>
    Http,

    /// <summary>Sends back what comes.</summary>
    Echo,

    /// <summary>Reads or writes a file and says how fast and at what cost.</summary>
    Device,
}
