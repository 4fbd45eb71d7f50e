using System.Text.Unicode;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Basalt.Perf.Reactor.Kestrel;

/// <summary>The responder as an application of Kestrel's: answers as <see cref="Http.HttpResponder"/>
/// does.</summary>
internal sealed class FixedApplication : IHttpApplication<IFeatureCollection>
{
    private readonly byte[] _body;
    private long _requests;

    public FixedApplication(int bodySize)
    {
        _body = new byte[bodySize];
        new Random(1).NextBytes(_body);
    }

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var body = Interlocked.Increment(ref _requests) > 0
            && context.GetRequiredFeature<IHttpRequestFeature>().Path == "/counters" ? Counters() : _body;
        var headers = context.GetRequiredFeature<IHttpResponseFeature>().Headers;
        headers.ContentLength = body.Length;
        headers.ContentType = "application/octet-stream";
        await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body);
    }

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    private byte[] Counters()
    {
        var process = GC.GetTotalAllocatedBytes();
        Span<byte> text = stackalloc byte[256];
        Utf8.TryWrite(text, $"requests {Volatile.Read(ref _requests)}\nshard 0\nprocess {process}\n", out var size);
        return text[..size].ToArray();
    }
}
