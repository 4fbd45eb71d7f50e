using System.Text.Json;
using System.Text.Unicode;
using Basalt.Control.Api.Faults;
using Microsoft.AspNetCore.Http;

namespace Basalt.Control.Api.Json;

/// <summary>Reads a JSON body within its limits, and checks once what later code relies on.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ApiLimits.JsonDepthMax };

    public static async Task<JsonFields> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > ApiLimits.BodySizeMax)
            throw FaultException.TooLarge();
        if (!request.HasJsonContentType())
            throw FaultException.Missing("application/json", "Content-Type header");

        return Parse(await ReadAllAsync(context).ConfigureAwait(false));
    }

    private static async Task<byte[]> ReadAllAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        var piece = new byte[4_096];
        try
        {
            var body = context.Request.Body;
            int size;
            while ((size = await body.ReadAsync(piece, context.RequestAborted).ConfigureAwait(false)) > 0)
            {
                if (buffer.Length + size > ApiLimits.BodySizeMax)
                    throw FaultException.TooLarge();
                buffer.Write(piece, 0, size);
            }
        }
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            // How Kestrel says that a chunk (RFC 9112 section 7.1) announces 2 GiB or more.
            throw FaultException.TooLarge();
        }

        return buffer.ToArray();
    }

    internal static JsonFields Parse(byte[] body)
    {
        try
        {
            CheckText(body);

            // Parsed into memory of its own, which lives as long as the element: nothing to dispose.
            var root = JsonDocument.Parse(body, Options).RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw FaultException.Missing("valid JSON object", "request body");
            return new JsonFields(root, "");
        }
        catch (JsonException)
        {
            throw FaultException.Missing("valid JSON", "request body");
        }
    }

    /// <summary>Every string must be Unicode text without NUL: a lone surrogate would throw where it is read, and
    /// NUL cannot be stored by every SQL engine.</summary>
    private static void CheckText(byte[] body)
    {
        if (!Utf8.IsValid(body))
            throw new JsonException();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = ApiLimits.JsonDepthMax });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                if (reader.GetString()!.Contains('\0'))
                    throw new JsonException();
            }
            catch (InvalidOperationException exception)
            {
                throw new JsonException(exception.Message, exception);
            }
        }
    }
}
