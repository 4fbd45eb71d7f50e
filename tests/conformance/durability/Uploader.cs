using System.Net;
using Basalt.Tests.Conformance.Clients;

namespace Basalt.Tests.Conformance.Durability;

/// <summary>Puts, overwrites and deletes objects of its own, and remembers what was acknowledged.</summary>
internal sealed class Uploader(int number, int seed)
{
    private const int KeyCount = 40;

    /// <summary>Versions of all objects of one uploader: version v of it always has the same bytes.</summary>
    private int _version;

    private readonly Random _random = new(seed);

    public Dictionary<string, ObjectHistory> Objects { get; } =
        Enumerable.Range(0, KeyCount).ToDictionary(i => Key(number, i), static _ => new ObjectHistory());

    public int Acknowledged { get; private set; }

    /// <summary>Goes on until a request fails, as the server is killed under it, or it is told to stop.</summary>
    public async Task RunAsync(SwiftFace face, string container, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var key = Key(number, _random.Next(KeyCount));
            var history = Objects[key];
            var state = _random.Next(5) == 0 ? ObjectHistory.Absent : ++_version;
            history.Ask(state);
            try
            {
                using var response = state == ObjectHistory.Absent
                    ? await face.SendAsync(HttpMethod.Delete, $"/{container}/{key}")
                    : await face.SendAsync(HttpMethod.Put, $"/{container}/{key}", Bytes(number, state));
                switch (response.StatusCode)
                {
                    case HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.NotFound:
                        history.Acknowledge(state);
                        Acknowledged++;
                        break;
                    // A server that says 503 has not acknowledged it, but may have begun.
                    case HttpStatusCode.ServiceUnavailable:
                        break;
                    default:
                        throw new InvalidOperationException($"{key}: answered {(int)response.StatusCode}");
                }
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static string Key(int number, int index) => $"writer-{number}/object-{index:D3}";

    /// <summary>Small for the most part, and some that take many writes.</summary>
    public static byte[] Bytes(int number, int version)
    {
        var size = (version % 7) switch { 0 => 1 << 20, 1 => 0, 2 => 100_000, var n => n * 1111 };
        return GeneratedFile.Bytes(size, seed: (number * 1_000_000) + version);
    }
}
