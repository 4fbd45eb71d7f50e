using Basalt.Http;
using Xunit;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>Requests that would be read two ways, and their good neighbours. What follows a refused one is never
/// answered.</summary>
public sealed class GoldenTests
{
    private const string Refused = "refused.http";
    private const string Malformed = "malformed.http";
    private const string Taken = "taken.http";
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    private const string Last = "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    private const string ChunkedHead = "POST /mapped HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    public static TheoryData<string> RefusedNames => GoldenCases.Names(Refused);

    public static TheoryData<string> MalformedNames => GoldenCases.Names(Malformed);

    public static TheoryData<string> TakenNames => GoldenCases.Names(Taken);

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public Task It_is_400_and_the_end_of_the_connection(string name) => FrontArena.RunAsync(async arena =>
    {
        foreach (var partSize in new[] { int.MaxValue, 1 })
        {
            var response = await arena.ExchangeAsync(GoldenCases.Text(Refused, name) + Smuggled, partSize: partSize);
            IsRefused(response);
        }

        Assert.Empty(arena.Handler.Requests);
        Assert.Equal(2, arena.Handler.Faults.Count);
    });

    [Theory]
    [MemberData(nameof(MalformedNames))]
    public Task It_is_400_by_the_handler_and_the_end_of_the_connection(string name) => FrontArena.RunAsync(
        async arena =>
        {
            foreach (var partSize in new[] { int.MaxValue, 1 })
            {
                var request = ChunkedHead + GoldenCases.Text(Malformed, name) + Smuggled;
                IsRefused(await arena.ExchangeAsync(request, partSize: partSize));
            }

            Assert.Empty(arena.Handler.Requests);
            Assert.All(arena.Handler.Failures, static failure => Assert.IsType<MalformedBodyException>(failure));
            Assert.Equal(2, arena.Handler.Failures.Count);
        });

    [Theory]
    [MemberData(nameof(TakenNames))]
    public Task It_is_answered_and_the_connection_goes_on(string name) => FrontArena.RunAsync(async arena =>
    {
        foreach (var partSize in new[] { int.MaxValue, 1 })
        {
            await arena.ExchangeAsync(GoldenCases.Text(Taken, name) + Last, partSize: partSize);
            Assert.Equal(2, arena.Handler.Requests.Count);
            Assert.Equal("/last", arena.Handler.Requests[1].Path);
            arena.Handler.Requests.Clear();
        }

        Assert.Empty(arena.Handler.Faults);
    });

    private static void IsRefused(string? response)
    {
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.Equal(1, response!.Split("HTTP/1.1 ").Length - 1);
    }
}
