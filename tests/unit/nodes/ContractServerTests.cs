using System.Diagnostics.Metrics;
using Basalt.Contract.Identity.V1;
using Basalt.Contract.Node.V1;
using Basalt.Control.Contracts;
using Basalt.Control.Nodes;
using Basalt.Node.Identity;
using Basalt.Node.Session;
using Basalt.Objects.Front;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Xunit;
using NodeLimits = Basalt.Control.Nodes.NodeLimits;

namespace Basalt.Tests.Unit.Nodes;

/// <summary>Both ends of the contract over a real socket.</summary>
public sealed class ContractServerTests : IAsyncLifetime
{
    private const string NodeId = "0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");
    private readonly NodeRegistry _registry = new(TimeProvider.System);
    private readonly KnownIdentity _identity = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));
    private ContractServer? _server;

    private string SocketPath => Path.Combine(_directory.FullName, "control.sock");

    public async ValueTask InitializeAsync() => await StartServerAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server!.DisposeAsync();
        _stop.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void The_socket_is_the_owners_alone()
        => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));

    [Fact]
    public async Task A_node_registers_applies_and_is_ready()
    {
        var generation = _registry.Desire(Desired());
        await using var node = new SessionNode(SocketPath, _directory.FullName, _stop.Token);

        await UntilAsync(() => _registry.Nodes is [{ } one] && one.IsReady(generation));

        Assert.Equal(NodeId, _registry.Nodes[0].NodeId);
    }

    [Fact]
    public async Task A_changed_wish_reaches_a_connected_node()
    {
        _registry.Desire(Desired());
        await using var node = new SessionNode(SocketPath, _directory.FullName, _stop.Token);
        await UntilAsync(() => _registry.Nodes is [{ IsConnected: true }]);

        var generation = _registry.Desire(Desired() with { ObjectPort = 1 });

        await UntilAsync(() => _registry.Nodes[0].IsReady(generation));
    }

    [Fact]
    public async Task A_problem_with_an_older_wish_says_nothing_of_the_newest()
    {
        var older = _registry.Desire(Desired());
        await using var node = new SessionNode(SocketPath, _directory.FullName, _stop.Token, "too small");
        await UntilAsync(() => _registry.Nodes is [{ } one] && one.IsStuck(older));

        node.Mend();
        var newest = _registry.Desire(Desired() with { ObjectPort = 1 });

        Assert.False(_registry.Nodes[0].IsStuck(newest));
        await UntilAsync(() => _registry.Nodes[0].IsReady(newest));
    }

    [Fact]
    public async Task A_node_goes_on_without_control_and_finds_it_again()
    {
        _registry.Desire(Desired());
        await using var node = new SessionNode(SocketPath, _directory.FullName, _stop.Token);
        await UntilAsync(() => _registry.Nodes is [{ IsConnected: true }]);

        await _server!.DisposeAsync();
        await UntilAsync(() => !_registry.Nodes[0].IsConnected);
        await StartServerAsync();

        await UntilAsync(() => _registry.Nodes[0].IsConnected);
    }

    [Fact]
    public async Task A_rise_of_the_revision_reaches_the_node_within_a_second()
    {
        _registry.Desire(Desired());
        await using var node = new SessionNode(SocketPath, _directory.FullName, _stop.Token);
        await UntilAsync(() => node.Presence.Revision == 1);

        _identity.Revision = 2;
        var startedAt = TimeProvider.System.GetTimestamp();
        await UntilAsync(() => node.Presence.Revision == 2);

        Assert.InRange(TimeProvider.System.GetElapsedTime(startedAt), TimeSpan.Zero, NodeLimits.StaleAfter);
    }

    [Fact]
    public async Task It_knows_whether_identity_can_be_read()
    {
        await UntilAsync(() => _server!.IsIdentityReadable);

        _identity.IsAway = true;
        await UntilAsync(() => !_server!.IsIdentityReadable);

        _identity.IsAway = false;
        await UntilAsync(() => _server!.IsIdentityReadable);
    }

    [Fact]
    public async Task Callers_are_known_by_token_and_by_key_and_others_are_not()
    {
        _registry.Desire(Desired());
        await using var node = new SessionNode(SocketPath, _directory.FullName, _stop.Token);

        var token = await node.Identity.ValidateTokenAsync("good", _stop.Token);
        var wrong = await node.Identity.ValidateTokenAsync("bad", _stop.Token);
        var key = await node.Identity.GetSigningKeyAsync("AK", "20260101", "RegionOne", "s3", _stop.Token);
        var noKey = await node.Identity.GetSigningKeyAsync("XX", "20260101", "RegionOne", "s3", _stop.Token);

        Assert.Equal("project", token.Caller!.ProjectId);
        Assert.Equal(IdentityOutcome.Unknown, wrong.Outcome);
        Assert.Equal(32, key.SigningKey.Length);
        Assert.Equal(IdentityOutcome.Unknown, noKey.Outcome);
    }

    [Fact]
    public async Task A_stream_of_an_unknown_node_is_refused()
    {
        using var channel = ControlChannel.Open(SocketPath);
        var client = new Contract.Node.V1.Nodes.NodesClient(channel);
        using var session = client.Session(cancellationToken: _stop.Token);
        await session.RequestStream.WriteAsync(new NodeReport { NodeId = "unknown" }, _stop.Token);

        var error = await Assert.ThrowsAsync<RpcException>(() => session.ResponseStream.MoveNext(_stop.Token));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task A_node_id_of_another_form_is_refused(string nodeId)
    {
        using var channel = ControlChannel.Open(SocketPath);
        var client = new Contract.Node.V1.Nodes.NodesClient(channel);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await client.RegisterAsync(
            new RegisterRequest { NodeId = nodeId }, cancellationToken: _stop.Token));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    private static DesiredNode Desired() => new()
    {
        PoolPath = "/pool",
        PoolSize = 0,
        PoolDevice = "auto",
        ObjectAddress = "127.0.0.1",
        ObjectPort = 0,
        Region = "RegionOne",
        IdentityGrace = TimeSpan.FromSeconds(60),
    };

    private async Task StartServerAsync()
    {
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ITokenValidator>(_identity)
            .AddSingleton<ISigningKeys>(_identity)
            .AddSingleton<IIdentityRevision>(_identity)
            .BuildServiceProvider();
        _server = ContractServer.Create(SocketPath, _registry, services, logging => logging.ClearProviders());
        await _server.StartAsync(_stop.Token);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition()) await timer.WaitForNextTickAsync(_stop.Token);
    }

    /// <summary>The node's end of the contract, with nothing to do.</summary>
    private sealed class SessionNode : IAsyncDisposable, IWorkload
    {
        private readonly CancellationTokenSource _ending;
        private readonly Grpc.Net.Client.GrpcChannel _channel;
        private readonly Meter _meter = new("test");
        private readonly Task _running;

        private volatile string? _problem;

        /// <param name="socketPath">Of control.</param>
        /// <param name="directory">Of the node.</param>
        /// <param name="stop">Ends it.</param>
        /// <param name="problem">Why it cannot be what is desired, until mended; null: it can.</param>
        public SessionNode(string socketPath, string directory, CancellationToken stop, string? problem = null)
        {
            _problem = problem;
            _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _channel = ControlChannel.Open(socketPath);
            Presence = new ControlPresence(TimeProvider.System);
            var file = new DesiredStateFile(
                Path.Combine(directory, "desired-state"), NullLogger<DesiredStateFile>.Instance);
            var reconciler = new Reconciler(this, file, TimeProvider.System, NullLogger<Reconciler>.Instance);
            Identity = new GrpcIdentityClient(
                new Contract.Identity.V1.Identity.IdentityClient(_channel),
                Presence,
                () => TimeSpan.Zero,
                new IdentityMetrics(_meter),
                TimeProvider.System,
                NullLogger<GrpcIdentityClient>.Instance);
            var session = new ControlSession(
                new Contract.Node.V1.Nodes.NodesClient(_channel),
                new RegisterRequest { NodeId = NodeId, ProcessId = 1 },
                reconciler,
                Presence,
                TimeProvider.System,
                NullLogger<ControlSession>.Instance);
            _running = Task.WhenAll(reconciler.RunAsync(_ending.Token), session.RunAsync(_ending.Token));
        }

        public ControlPresence Presence { get; }

        public GrpcIdentityClient Identity { get; }

        public void Mend() => _problem = null;

        public Task ApplyAsync(DesiredState desired, CancellationToken cancellation)
            => _problem is { } problem ? throw new WorkloadException(problem) : Task.CompletedTask;

        public NodeReport Observe() => new();

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await _running;
            _ending.Dispose();
            _channel.Dispose();
            _meter.Dispose();
        }
    }

    /// <summary>Knows the token "good" and the access key "AK".</summary>
    private sealed class KnownIdentity : ITokenValidator, ISigningKeys, IIdentityRevision
    {
        public ulong Revision { get; set; } = 1;

        public bool IsAway { get; set; }

        public ValueTask<ulong> ReadAsync(CancellationToken cancellation)
            => IsAway ? throw new InvalidOperationException("away") : new(Revision);

        public ValueTask<TokenAuthorization?> ValidateAsync(string token, CancellationToken cancellation)
            => new(token == "good"
                ? new TokenAuthorization(Authorize(), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue)
                : null);

        public ValueTask<SigningKey?> DeriveAsync(
            string accessKey, string date, string region, string service, CancellationToken cancellation)
            => new(accessKey == "AK" ? new SigningKey(new byte[32], Authorize()) : null);

        private Control.Contracts.Authorization Authorize()
            => new("user", "User", "default", "project", "Project", "default", ["member"], Revision);
    }
}
