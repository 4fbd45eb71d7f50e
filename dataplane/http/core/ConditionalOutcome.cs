namespace Basalt.Http;

/// <summary>What a request's conditions say.</summary>
public enum ConditionalOutcome
{
    Proceed,

    /// <summary>304 (RFC 9110 section 15.4.5).</summary>
    NotModified,

    /// <summary>412 (RFC 9110 section 15.5.13).</summary>
    PreconditionFailed,
}
