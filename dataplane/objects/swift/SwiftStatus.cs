namespace Basalt.Objects.Swift;

/// <summary>How Swift names its statuses, and the sentence that its page shows.</summary>
internal static class SwiftStatus
{
    public static string Title(int status) => Describe(status).Title;

    /// <summary>The small page that goes with a status; empty for those that have none.</summary>
    public static string Page(int status)
    {
        var (title, sentence) = Describe(status);
        return sentence.Length == 0 ? "" : $"<html><h1>{title}</h1><p>{sentence}</p></html>";
    }

    private static (string Title, string Sentence) Describe(int status) => status switch
    {
        200 => ("OK", ""),
        201 => ("Created", ""),
        202 => ("Accepted", "The request is accepted for processing."),
        204 => ("No Content", ""),
        206 => ("Partial Content", ""),
        304 => ("Not Modified", ""),
        400 => ("Bad Request",
            "The server could not comply with the request since it is either malformed or otherwise incorrect."),
        401 => ("Unauthorized",
            "This server could not verify that you are authorized to access the document you requested."),
        403 => ("Forbidden", "Access was denied to this resource."),
        404 => ("Not Found", "The resource could not be found."),
        405 => ("Method Not Allowed", "The method is not allowed for this resource."),
        406 => ("Not Acceptable", "The resource is not available in a format acceptable to your browser."),
        408 => ("Request Timeout", "The server has waited too long for the request to be sent by the client."),
        409 => ("Conflict", "There was a conflict when trying to complete your request."),
        411 => ("Length Required", "Content-Length header required."),
        412 => ("Precondition Failed", "A precondition for this request was not met."),
        413 => ("Request Entity Too Large", "The body of your request was too large for this server."),
        414 => ("Request URI Too Long", "The address of the request was too long for this server."),
        416 => ("Requested Range Not Satisfiable", "The Range requested is not available."),
        417 => ("Expectation Failed", "The server could not meet what the request expected of it."),
        422 => ("Unprocessable Entity", "Unable to process the contained instructions"),
        499 => ("Client Disconnect", "The client was disconnected during request."),
        503 => ("Service Unavailable", "The server is currently unavailable. Please try again at a later time."),
        505 => ("HTTP Version Not Supported", "The server speaks HTTP/1.1 and HTTP/1.0."),
        507 => ("Insufficient Storage", "There was not enough space to save the resource."),
        _ => ("Internal Error",
            "The server encountered an error. Please try again later or contact the administrator."),
    };
}
