using System.Buffers;
using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.Front;

namespace Basalt.Objects.Swift;

/// <summary>One request as the operations see it: where it goes, who sends it, and how to answer.</summary>
internal sealed class SwiftRequest(HttpExchange exchange, SwiftPath path, QueryParameters query, Caller? caller)
{
    private const string PageType = "text/html; charset=UTF-8";
    private const string TextType = "text/plain; charset=UTF-8";

    public HttpExchange Exchange { get; } = exchange;

    public SwiftPath Path { get; } = path;

    public QueryParameters Query { get; } = query;

    /// <summary>Null: nobody is known to send it.</summary>
    public Caller? Caller { get; } = caller;

    public string Method => Exchange.Method;

    public bool IsHead => Method == "HEAD";

    public RequestHeaders Headers => Exchange.RequestHeaders;

    public ResponseHeaders Answer => Exchange.ResponseHeaders;

    public CancellationToken Cancellation => Exchange.Aborted;

    /// <summary>The key of a request on an object.</summary>
    public ObjectKey Key => Path.Key!.Value;

    /// <summary>Answers with a status and its usual page.</summary>
    public ValueTask AnswerAsync(int status)
        => status is 204 or 304 ? AnswerEmptyAsync(status) : AnswerAsync(status, SwiftStatus.Page(status), PageType);

    /// <summary>Answers with a status and a sentence.</summary>
    public ValueTask AnswerTextAsync(int status, string text) => AnswerAsync(status, text, TextType);

    public ValueTask AnswerAsync(int status, string body, string contentType)
        => AnswerAsync(status, Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>Answers whole; to HEAD without the body but with its length.</summary>
    public async ValueTask AnswerAsync(int status, ReadOnlyMemory<byte> body, string contentType)
    {
        Exchange.StatusCode = status;
        Answer["Content-Type"] = contentType;
        Answer.ContentLength = body.Length;
        if (!IsHead && !body.IsEmpty)
            await Exchange.ResponseBody.WriteAsync(body, Cancellation);
    }

    /// <summary>Answers a status that has no body (RFC 9110 sections 15.3.5 and 15.4.5).</summary>
    public ValueTask AnswerEmptyAsync(int status)
    {
        Exchange.StatusCode = status;
        return ValueTask.CompletedTask;
    }

    /// <summary>A body that an operation needs whole, such as a manifest. Throws 413 past the limit, before it is
    /// read.</summary>
    public async ValueTask<byte[]> ReadBodyAsync(int sizeMax)
    {
        if (Exchange.RequestContentLength > sizeMax)
            throw new SwiftFault(413);
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await Exchange.RequestBody.ReadAsync(Cancellation);
            if (body.WrittenCount + read.Buffer.Length > sizeMax)
                throw new SwiftFault(413);
            foreach (var memory in read.Buffer)
                body.Write(memory.Span);
            Exchange.RequestBody.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return body.WrittenSpan.ToArray();
        }
    }
}
