using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Basalt.Perf.Load.Requests;
using Basalt.Tests.Support.Processes;
using Basalt.Tests.Support.Signing;

namespace Basalt.Perf.Load.Servers;

/// <summary>The built `basalt up` on ports of its own, through one of its faces.</summary>
internal sealed class BasaltServer : ILoadServer
{
    private const string AllocatedMetric = "dotnet_gc_heap_total_allocated_bytes_total{";

    private readonly BasaltProcess _process;
    private readonly Func<string, IRequests> _requests;

    private BasaltServer(string name, BasaltProcess process, Func<string, IRequests> requests)
    {
        (Name, _process, _requests) = (name, process, requests);
    }

    public string Name { get; }

    public bool IsPeer => false;

    public IReadOnlyCollection<int> Processes => [_process.ControlProcessId, _process.NodeProcessId];

    /// <param name="front">As object.front has it.</param>
    public static async Task<BasaltServer> StartS3Async(string front)
    {
        var process = await StartAsync(front);
        var path = process.Summary.GetProperty("files").GetProperty("aws_credentials").GetString()!;
        var values = Values(path, "");
        var key = new AccessKey(values["aws_access_key_id"], values["aws_secret_access_key"], process.Region);
        return new($"Basalt, S3{On(front)}", process, bucket => new S3Requests(process.S3Url, key, bucket));
    }

    /// <inheritdoc cref="StartS3Async"/>
    public static async Task<BasaltServer> StartSwiftAsync(string front)
    {
        var process = await StartAsync(front);
        var path = process.Summary.GetProperty("files").GetProperty("openrc").GetString()!;
        var token = await TokenAsync(Values(path, "export "));
        return new(
            $"Basalt, Swift{On(front)}", process,
            container => new SwiftRequests(process.SwiftUrl, token, container));
    }

    /// <summary>What the node has allocated since its start, by its own count; asking adds a little.</summary>
    public long? ReadAllocated()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_process.MonitorNodeUrl, "metrics"));
        using var response = http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith(AllocatedMetric, StringComparison.Ordinal)) continue;
            var fields = line[line.LastIndexOf('}')..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (long)double.Parse(fields[1], CultureInfo.InvariantCulture);
        }

        return null;
    }

    public IRequests Requests(string container) => _requests(container);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static Task<BasaltProcess> StartAsync(string front)
        => BasaltProcess.StartAsync(arguments: ["--object-front", front]);

    private static string On(string front) => front == "auto" ? "" : $" on {front}";

    /// <summary>Keystone v3, POST /auth/tokens.</summary>
    private static async Task<string> TokenAsync(Dictionary<string, string> openrc)
    {
        JsonNode Domain(string name) => new JsonObject { ["name"] = openrc[name] };
        var body = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject
                {
                    ["methods"] = new JsonArray("password"),
                    ["password"] = new JsonObject
                    {
                        ["user"] = new JsonObject
                        {
                            ["name"] = openrc["OS_USERNAME"],
                            ["domain"] = Domain("OS_USER_DOMAIN_NAME"),
                            ["password"] = openrc["OS_PASSWORD"],
                        },
                    },
                },
                ["scope"] = new JsonObject
                {
                    ["project"] = new JsonObject
                    {
                        ["name"] = openrc["OS_PROJECT_NAME"],
                        ["domain"] = Domain("OS_PROJECT_DOMAIN_NAME"),
                    },
                },
            },
        };
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(openrc["OS_AUTH_URL"].TrimEnd('/') + "/auth/tokens", body);
        response.EnsureSuccessStatusCode();
        return response.Headers.GetValues("X-Subject-Token").Single();
    }

    private static Dictionary<string, string> Values(string path, string before) => File.ReadLines(path)
        .Where(l => l.StartsWith(before, StringComparison.Ordinal) && l.Contains('=', StringComparison.Ordinal))
        .Select(l => l[before.Length..].Split('=', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(static p => p[0], static p => p[1].Trim('\''));
}
