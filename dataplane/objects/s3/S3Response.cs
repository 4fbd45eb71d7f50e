using System.Buffers;
using Basalt.Http;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3;

/// <summary>What every answer has, and the two shapes most of them take.</summary>
internal static class S3Response
{
    public const string XmlContentType = "application/xml";

    public static void SetCommonHeaders(HttpExchange exchange, S3Options options)
    {
        exchange.ResponseHeaders["x-amz-request-id"] = exchange.RequestId;
        exchange.ResponseHeaders["x-amz-id-2"] = options.HostId;
    }

    public static async ValueTask WriteXmlAsync(HttpExchange exchange, S3XmlWriter document)
    {
        var bytes = document.Finish();
        exchange.ResponseHeaders["Content-Type"] = XmlContentType;
        exchange.ResponseHeaders.ContentLength = bytes.Length;
        if (exchange.Method == "HEAD")
            return;
        exchange.ResponseBody.Write(bytes.Span);
        await exchange.ResponseBody.FlushAsync(exchange.Aborted);
    }

    public static void WriteEmpty(HttpExchange exchange, int statusCode)
    {
        exchange.StatusCode = statusCode;
        if (statusCode != 204)
            exchange.ResponseHeaders.ContentLength = 0;
    }

    /// <summary>Answers with an error document; after the answer has begun the connection is cut instead.</summary>
    public static async ValueTask WriteErrorAsync(
        HttpExchange exchange, S3Exception error, string resource, S3Options options)
    {
        if (exchange.HasResponseStarted)
        {
            exchange.Abort();
            return;
        }

        var description = S3ErrorMap.Describe(error.Code);
        exchange.StatusCode = description.Status;
        // Bytes of a refused body that are still to come would be taken for the next request.
        if (exchange.RequestContentLength != 0)
            exchange.ResponseHeaders["Connection"] = "close";
        foreach (var (name, value) in error.Details)
        {
            if (name == "Region")
                exchange.ResponseHeaders["x-amz-bucket-region"] = value;
        }

        if (description.Status is 304 || exchange.Method == "HEAD")
        {
            if (description.Status is not 304)
                exchange.ResponseHeaders["Content-Type"] = XmlContentType;
            return;
        }

        if (description.Status == 503)
            exchange.ResponseHeaders["Retry-After"] = "1";
        await WriteXmlAsync(exchange, Document(exchange, error, description, resource, options));
    }

    private static S3XmlWriter Document(
        HttpExchange exchange,
        S3Exception error,
        S3ErrorMap.Description description,
        string resource,
        S3Options options)
    {
        var document = new S3XmlWriter("Error", hasNamespace: false)
            .Element("Code", description.Code)
            .Element("Message", error.Message);
        foreach (var (name, value) in error.Details)
            document.Element(name, value);
        return document
            .Element("Resource", resource)
            .Element("RequestId", exchange.RequestId)
            .Element("HostId", options.HostId);
    }
}
