using System.Globalization;
using System.Text;

namespace Basalt.Http.Http1.Response;

/// <summary>Status lines with their ends, as bytes (RFC 9112 section 4, reasons of RFC 9110 section 15).</summary>
internal static class StatusLines
{
    private const int StatusFirst = 100;
    private const int StatusLast = 599;

    private static readonly byte[][] s_lines = [.. Enumerable
        .Range(StatusFirst, StatusLast - StatusFirst + 1)
        .Select(static status => Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {Reason(status)}\r\n")))];

    public static ReadOnlySpan<byte> Of(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, StatusFirst);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, StatusLast);
        return s_lines[status - StatusFirst];
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        499 => "Client Disconnect",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        507 => "Insufficient Storage",
        _ => "",
    };
}
