using System.Buffers;
using System.Text;

using Basalt.Perf.Reactor.Http;

using BenchmarkDotNet.Attributes;

namespace Basalt.Perf.Micro.Reactor;

/// <summary>The responder's part of a request that is no transport: finding a head's end and reading it.</summary>
[MemoryDiagnoser]
public class RequestHeadBenchmark
{
    private readonly byte[] _scratch = new byte[RequestHead.SizeMax];
    private ReadOnlySequence<byte> _head;

    [GlobalSetup]
    public void Fill() => _head = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(
        "GET /fixed HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: basalt-load\r\nAccept: */*\r\n\r\n"));

    [Benchmark]
    public int Read()
    {
        var input = _head;
        RequestHead.TryRead(ref input, _scratch, out var head);
        return head.Target.Length;
    }
}
