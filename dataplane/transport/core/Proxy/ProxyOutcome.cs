namespace Basalt.Transport.Proxy;

/// <summary>What became of reading a PROXY header.</summary>
public enum ProxyOutcome
{
    /// <summary>It is not all here; nothing was taken.</summary>
    NeedsMore,

    /// <summary>It was taken from the input.</summary>
    Read,

    /// <summary>It is none, or a broken one: the connection must be dropped.</summary>
    Invalid,
}
