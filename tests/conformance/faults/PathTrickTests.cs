using System.Net;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Faults;

/// <summary>Names that mean something to file systems, proxies or careless decoders mean nothing here.</summary>
public sealed class PathTrickTests(CloudFixture cloud)
{
    private const string Nul = "nul%00byte";

    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    /// <summary>As it stands on the wire, and the name it may be stored under; null if it must be refused.</summary>
    public static TheoryData<string, string?> Tricks => new()
    {
        { "../../../etc/passwd", "../../../etc/passwd" },
        { "%2e%2e/%2e%2e/secret", "../../secret" },
        { "..%2f..%2fsecret", "../../secret" },
        { "a/./b/../c", "a/./b/../c" },
        { "a//b///c", "a//b///c" },
        { "%252e%252e/twice", "%2e%2e/twice" },
        { "back%5cslash", "back\\slash" },
        { Nul, null },
        { "overlong%c0%af", null },
        { "overlong%e0%80%af", null },
        { "surrogate%ed%a0%80", null },
        { "half%c3", null },
        { "bare%ff", null },
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Swift_stores_a_name_as_it_is_or_refuses_it(string wire, string? name)
    {
        var container = CloudAccess.NewName("tricks");
        using var made = await cloud.SwiftFace.SendAsync(HttpMethod.Put, $"/{container}");
        using var response = await cloud.SwiftFace.SendAsync(HttpMethod.Put, $"/{container}/{wire}", [1, 2, 3]);
        if (Judge(name, (int)response.StatusCode, await cloud.SwiftFace.NamesAsync(container))) return;
        if (!ObjectFront.IsOwn && wire == Nul) return;
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
        Assert.Equal("Invalid UTF8 or contains NULL", await response.Content.ReadAsStringAsync(_stop));
        Assert.True(response.Headers.Contains("X-Trans-Id"));
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task S3_stores_a_key_as_it_is_or_refuses_it(string wire, string? name)
    {
        var bucket = CloudAccess.NewName("tricks");
        using var made = await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{bucket}");
        using var response = await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{bucket}/{wire}", [1, 2, 3]);
        var stored = Judge(name, (int)response.StatusCode, await cloud.S3Face.KeysAsync(bucket));
        if (stored || (!ObjectFront.IsOwn && wire == Nul)) return;
        var code = await S3Face.CodeAsync(response);
        if (name is null) Assert.Equal("InvalidURI", code);
        else Assert.DoesNotContain("no error document", code, StringComparison.Ordinal);
    }

    /// <summary>Stored under exactly that name, or a client's error with nothing stored.</summary>
    private bool Judge(string? name, int status, string[] names)
    {
        Assert.True(cloud.IsAlive());
        if (status is 200 or 201)
        {
            Assert.Equal([name], names);
            return true;
        }

        Assert.InRange(status, 400, 499);
        Assert.Empty(names);
        return false;
    }
}
