using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Basalt.Control.Api;
using Basalt.Control.Catalog;
using Basalt.Control.Contracts;
using Basalt.Control.Identity;
using Basalt.Control.Store;
using Basalt.Tests.Unit.ControlPlane.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

/// <summary>Identity and catalog on a loopback port of their own, over SQLite in a folder of their own.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string AdminPassword = "the admin's own password";
    public const string Region = "RegionOne";

    private readonly WebApplication _application;
    private readonly string? _ownDirectory;

    private IdentityHost(WebApplication application, string? ownDirectory, BootstrapResult admin)
    {
        _application = application;
        _ownDirectory = ownDirectory;
        Admin = admin;
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
    }

    public BootstrapResult Admin { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _application.Services;

    /// <summary>A directory that a first start left behind, made once: each host without one of its own starts on a
    /// copy.</summary>
    private static readonly Lazy<Task<string>> Template = new(static async () =>
    {
        var directory = Directory.CreateTempSubdirectory("basalt-identity-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        await using var host = await StartAsync(directory);
        return directory;
    });

    private static readonly Lazy<Task<IdentityHost>> Shared = new(static async () =>
    {
        var host = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => host.DisposeAsync().AsTask().Wait();
        return host;
    });

    /// <summary>Starts on the directory, or on one that goes with the host.</summary>
    public static async Task<IdentityHost> StartAsync(
        string? directory = null, TimeProvider? time = null, int bcryptCost = 4, int port = 0)
    {
        var path = directory ?? CopyOf(await Template.Value);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services
            .AddTestStore(path)
            .AddCatalog()
            .AddIdentity(
                new IdentityOptions { KeyDirectory = Path.Combine(path, "identity"), BcryptCost = bcryptCost });
        var application = builder.Build();
        application.UseControlApi();
        application.MapIdentity();
        application.MapCatalog();
        await application.Services.GetRequiredService<IStoreMigrator>().MigrateAsync(CancellationToken.None);
        await application.StartAsync();
        var url = application.Urls.First();
        var admin = await application.Services.GetRequiredService<IBootstrap>().BootstrapAsync(
            new BootstrapRequest
            {
                AdminPassword = AdminPassword,
                Region = Region,
                Services =
                [
                    new ServiceEndpoints("identity", "keystone", url + "/v3"),
                    new ServiceEndpoints("object-store", "swift", "http://127.0.0.1:8080/v1/AUTH_%(project_id)s"),
                ],
            },
            CancellationToken.None);
        return new IdentityHost(application, directory is null ? path : null, admin);
    }

    /// <summary>Logs in by password; the token and its body.</summary>
    public async Task<(string Token, JsonNode Body)> LogInAsync(
        string userId, string password, JsonNode? scope = null)
    {
        var response = await PostAuthAsync(PasswordAuth(userId, password, scope));
        if (response.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        return (
            response.Headers.GetValues("X-Subject-Token").Single(),
            (await response.Content.ReadFromJsonAsync<JsonNode>())!["token"]!);
    }

    public async Task<string> AdminTokenAsync() =>
        (await LogInAsync(Admin.AdminUserId, AdminPassword, ProjectScope(Admin.ProjectId))).Token;

    public Task<HttpResponseMessage> PostAuthAsync(JsonNode body) =>
        Client.PostAsync("/v3/auth/tokens", Json(body));

    public static JsonNode PasswordAuth(string userId, string password, JsonNode? scope = null)
    {
        var auth = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("password"),
                ["password"] = new JsonObject
                {
                    ["user"] = new JsonObject { ["id"] = userId, ["password"] = password },
                },
            },
        };
        if (scope is not null)
            auth["scope"] = scope.DeepClone();
        return new JsonObject { ["auth"] = auth };
    }

    public static JsonNode TokenAuth(string token, JsonNode? scope = null)
    {
        var auth = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("token"),
                ["token"] = new JsonObject { ["id"] = token },
            },
        };
        if (scope is not null)
            auth["scope"] = scope.DeepClone();
        return new JsonObject { ["auth"] = auth };
    }

    public static JsonNode ProjectScope(string id) =>
        new JsonObject { ["project"] = new JsonObject { ["id"] = id } };

    public static JsonNode DomainScope(string id) =>
        new JsonObject { ["domain"] = new JsonObject { ["id"] = id } };

    public static JsonNode SystemScope() => new JsonObject { ["system"] = new JsonObject { ["all"] = true } };

    /// <summary>Sends a request with a token; the status and the body, null if there is none.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        string method, string path, string? token, JsonNode? body = null, string? subject = null)
    {
        using var response = await SendRawAsync(method, path, token, body, subject);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<HttpResponseMessage> SendRawAsync(
        string method, string path, string? token, JsonNode? body = null, string? subject = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        if (subject is not null)
            request.Headers.TryAddWithoutValidation("X-Subject-Token", subject);
        if (body is not null)
            request.Content = Json(body);
        return await Client.SendAsync(request);
    }

    /// <summary>Makes a resource and answers it.</summary>
    public async Task<JsonNode> MakeAsync(string token, string path, string noun, JsonObject fields)
    {
        var (status, body) = await SendAsync("POST", path, token, new JsonObject { [noun] = fields });
        return status == HttpStatusCode.Created
            ? body![noun]!
            : throw new InvalidOperationException($"{path}: {status} {body}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        if (_ownDirectory is not null)
            Directory.Delete(_ownDirectory, recursive: true);
    }

    /// <summary>One host for the tests that change nothing which another looks at.</summary>
    public static Task<IdentityHost> SharedAsync() => Shared.Value;

    private static string CopyOf(string template)
    {
        var directory = Directory.CreateTempSubdirectory("basalt-identity-").FullName;
        foreach (var file in Directory.GetFiles(template, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(template, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return directory;
    }

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
