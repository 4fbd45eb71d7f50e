namespace Basalt.Perf.Load.Churn;

/// <summary>What a client of the churn does with its connection.</summary>
internal enum ChurnKind
{
    /// <summary>Some requests, each answered before the next; then it closes.</summary>
    Orderly,

    /// <summary>A request and its half-close at once: it is answered all the same.</summary>
    HalfClosed,

    /// <summary>Connects and closes.</summary>
    Fleeting,

    /// <summary>Connects and resets.</summary>
    FleetingReset,

    /// <summary>Resets between two requests.</summary>
    ResetWhileIdle,

    /// <summary>Resets in the middle of a head.</summary>
    ResetInHead,

    /// <summary>Asks for much and resets with the beginning of it.</summary>
    ResetInAnswer,

    /// <summary>Asks for much and closes without reading, which is a reset as well.</summary>
    Unread,

    /// <summary>Half-closes in the middle of a head.</summary>
    TruncatedHead,

    /// <summary>Sends what is no head.</summary>
    Garbage,

    /// <summary>As many requests at once as are let in, and reads all.</summary>
    Flood,

    /// <summary>A body of a megabyte.</summary>
    LargeBody,

    /// <summary>Connects and says nothing until it is ended.</summary>
    Silent,

    /// <summary>Stops in the middle of a head until it is ended.</summary>
    StalledHead,

    /// <summary>Stops in the middle of a body until it is ended.</summary>
    StalledBody,

    /// <summary>Asks for much and reads nothing until it is ended.</summary>
    StalledReader,

    /// <summary>One request, then nothing until it is ended.</summary>
    IdleOut,

    /// <summary>TLS, some requests, closes with close_notify.</summary>
    Secret,

    /// <summary>TLS, resets with the beginning of an answer.</summary>
    SecretReset,

    /// <summary>No handshake, but something else.</summary>
    SecretGarbage,

    /// <summary>The beginning of a handshake, then nothing until it is ended.</summary>
    SecretStalled,

    /// <summary>The beginning of a handshake, then a half-close.</summary>
    SecretTruncated,
}
