using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed partial class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Theory]
    [InlineData("token", "/v3/auth/tokens")]
    [InlineData("user", "/v3/users")]
    [InlineData("project", "/v3/projects")]
    [InlineData("missing", "/v3/users")]
    public async Task A_clients_request_gets_keystones_answer(string name, string path)
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();
        var request = JsonNode.Parse(await ReadAsync(name + ".request.json"));

        var (_, body) = await host.SendAsync("POST", path, token, request);

        Assert.Equal(
            (await ReadAsync(name + ".response.json")).ReplaceLineEndings("\n").Trim(),
            Mask(body!.ToJsonString(Indented), host).ReplaceLineEndings("\n"));
    }

    private static string Mask(string text, IdentityHost host)
    {
        text = text.Replace(
            host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), "HOST", StringComparison.Ordinal);
        return AuditId().Replace(Id().Replace(Instant().Replace(text, "TIME"), "ID"), "\"AUDIT\"");
    }

    private static Task<string> ReadAsync(string name, [CallerFilePath] string path = "") =>
        File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(path)!, "../../../golden/identity", name),
            TestContext.Current.CancellationToken);

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")]
    private static partial Regex Instant();

    [GeneratedRegex("\"[A-Za-z0-9_-]{22}\"")]
    private static partial Regex AuditId();
}
