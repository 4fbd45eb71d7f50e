namespace Basalt.Http;

/// <summary>The body's chunked coding is broken, or past a limit: what comes after it cannot be known (RFC 9112 section
/// 7.1). An answer can still be given; the connection ends after it.</summary>
public sealed class MalformedBodyException(string message) : IOException(message);
