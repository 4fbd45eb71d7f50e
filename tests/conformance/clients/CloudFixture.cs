using Basalt.Tests.Conformance.Clients;
using Basalt.Tests.Support.Processes;
using Xunit;

[assembly: AssemblyFixture(typeof(CloudFixture))]

namespace Basalt.Tests.Conformance.Clients;

/// <summary>One cloud for all tests that do not break it: the built `basalt up` on ports of its own.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    private BasaltProcess? _process;
    private CloudAccess? _access;
    private SwiftFace? _swift;

    /// <summary>Keeps no cookie and follows no redirect: answers are judged as they come.</summary>
    internal HttpClient Http { get; } = NewHttp();

    internal CloudAccess Access => _access!;

    internal SwiftFace SwiftFace => _swift!;

    internal S3Face S3Face => new(Http, Access.ObjectUrl, Access.Key);

    public async ValueTask InitializeAsync()
    {
        _process = await BasaltProcess.StartAsync(cancellation: TestContext.Current.CancellationToken);
        _access = CloudAccess.Of(_process);
        _swift = await SwiftFace.LoginAsync(Http, _access);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    internal static HttpClient NewHttp() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
    });

    /// <summary>Both processes are the ones that were started: nothing crashed in between.</summary>
    internal bool IsAlive() =>
        Directory.Exists($"/proc/{_process!.ControlProcessId}") && Directory.Exists($"/proc/{_process.NodeProcessId}");

    internal Tool Openstack() => new("openstack", Access.Openrc);

    internal Tool Swift() => new("swift", Access.Openrc);

    internal Tool Aws() => new("aws", Access.Openrc);

    /// <summary>With two remotes: amazon (S3) and openstack (Swift).</summary>
    internal Tool Rclone() => new("rclone", new Dictionary<string, string>(Access.Openrc)
    {
        ["RCLONE_CONFIG_AMAZON_TYPE"] = "s3",
        ["RCLONE_CONFIG_AMAZON_PROVIDER"] = "Other",
        ["RCLONE_CONFIG_AMAZON_ENDPOINT"] = Access.ObjectUrl.GetLeftPart(UriPartial.Authority),
        ["RCLONE_CONFIG_AMAZON_REGION"] = Access.Key.Region,
        ["RCLONE_CONFIG_AMAZON_ACCESS_KEY_ID"] = Access.Key.Id,
        ["RCLONE_CONFIG_AMAZON_SECRET_ACCESS_KEY"] = Access.Key.Secret,
        ["RCLONE_CONFIG_OPENSTACK_TYPE"] = "swift",
        ["RCLONE_CONFIG_OPENSTACK_ENV_AUTH"] = "true",
    });
}
