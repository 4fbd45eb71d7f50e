using System.Net;
using Basalt.Tests.Conformance.Clients;
using Basalt.Tests.Support.Databases;
using Basalt.Tests.Support.Processes;
using Xunit;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>A cloud whose tables are on a server.</summary>
public sealed class DatabaseTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public async Task Control_is_not_ready_while_its_database_is_away_and_again_when_it_is_back(string engine)
    {
        using var server = Start(engine);
        using var wire = new SeverableWire(server.Port);
        var connection = server.Connect("ready").Replace($"{server.Port}", $"{wire.Port}", StringComparison.Ordinal);
        await using var cloud = await BasaltProcess.StartAsync(
            arguments: ["--database-engine", engine, "--database-connection", connection], cancellation: Cancellation);
        using var http = new HttpClient();
        await BecomesAsync(HttpStatusCode.OK, "ready\n");

        wire.Cut();
        await BecomesAsync(
            HttpStatusCode.ServiceUnavailable, $"the database ({engine}) cannot be read\n");
        Assert.Equal("ok\n", await http.GetStringAsync(new Uri(cloud.MonitorControlUrl, "healthz"), Cancellation));

        wire.Mend();
        await BecomesAsync(HttpStatusCode.OK, "ready\n");

        Task BecomesAsync(HttpStatusCode status, string text) => Eventually.HoldsAsync(
            async () =>
            {
                using var response = await http.GetAsync(new Uri(cloud.MonitorControlUrl, "readyz"), Cancellation);
                return response.StatusCode == status
                    && await response.Content.ReadAsStringAsync(Cancellation) == text;
            },
            s_patience);
    }

    [Theory]
    [InlineData("postgresql", "nobody")]
    [InlineData("mariadb", "wrong password")]
    public async Task A_database_that_refuses_us_is_told_in_one_line_and_nothing_is_started(
        string engine, string password)
    {
        using var server = Start(engine);
        var folder = Directory.CreateTempSubdirectory("basalt-");
        var passwordFile = Path.Combine(folder.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, password, Cancellation);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // The test's PostgreSQL asks for no password, so there somebody comes who is not known at all.
        var connection = server.Connect("refused")
            .Replace("Username=basalt", "Username=nobody", StringComparison.Ordinal);
        var result = await BasaltProcess.RunAsync(
            [
                "up", "--data", Path.Combine(folder.FullName, "data"), "--database-engine", engine,
                "--database-connection", connection, "--database-password-file", passwordFile, "--identity-port", "0",
                "--object-port", "0", "--monitor-control-port", "0", "--monitor-node-port", "0",
            ],
            Cancellation);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(
            $"basalt: control's database ({engine}) cannot be used: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", line, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static DatabaseServer Start(string engine)
    {
        var isInstalled = engine == "mariadb" ? MariadbServer.IsAvailable : PostgresqlServer.IsAvailable;
        if (!isInstalled) Tool.Lack($"{engine} is not installed: `dotnet run build.cs -- test` installs it on Debian");
        return engine == "mariadb" ? new MariadbServer() : new PostgresqlServer();
    }
}
