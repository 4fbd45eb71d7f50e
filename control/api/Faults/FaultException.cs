namespace Basalt.Control.Api.Faults;

/// <summary>An answer that is an error. The message goes to the client: it never holds a secret.</summary>
/// <remarks>Texts are those of Keystone's <c>exception.py</c>, since clients show them, and some match on
/// them.</remarks>
public sealed class FaultException(int status, string title, string message) : Exception(message)
{
    private const string ClientIsWrong =
        "The server could not comply with the request since it is either malformed or otherwise incorrect. "
        + "The client is assumed to be in error.";

    public int Status { get; } = status;

    public string Title { get; } = title;

    /// <summary>The one text for every failed authentication: it must not say which part was wrong.</summary>
    public static FaultException Unauthorized() =>
        new(401, "Unauthorized", "The request you have made requires authentication.");

    public static FaultException Forbidden(string action) =>
        new(403, "Forbidden", $"You are not authorized to perform the requested action: {action}.");

    public static FaultException NotFound(string noun, string id) =>
        new(404, "Not Found", $"Could not find {noun}: {id}.");

    public static FaultException Conflict(string noun, string details) =>
        new(409, "Conflict", $"Conflict occurred attempting to store {noun} - {details}.");

    public static FaultException BadRequest(string message) => new(400, "Bad Request", message);

    /// <summary>Something that should be there is not: <c>Expecting to find password in user.</c></summary>
    public static FaultException Missing(string attribute, string target) =>
        BadRequest($"Expecting to find {attribute} in {target}. {ClientIsWrong}");

    public static FaultException InvalidField(string field, string reason) =>
        BadRequest($"Invalid input for field '{field}': {reason}");

    public static FaultException TooLarge() => new(413, "Request Entity Too Large", "Request is too large.");

    public static FaultException Unavailable(string message) => new(503, "Service Unavailable", message);
}
