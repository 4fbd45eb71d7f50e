using System.Net;
using System.Security.Cryptography;
using Basalt.Tests.Conformance.Clients;

namespace Basalt.Tests.Conformance.Memory;

/// <summary>A body made while it is sent and hashed on the way: the client's memory stays small too.</summary>
internal sealed class StreamedContent(long size, int seed, IncrementalHash hash) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var piece in GeneratedFile.Pieces(size, seed))
        {
            hash.AppendData(piece.Span);
            await stream.WriteAsync(piece);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }
}
