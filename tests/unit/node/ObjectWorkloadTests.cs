using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Basalt.Contract.Node.V1;
using Basalt.Node.Objects;
using Basalt.Node.Session;
using Basalt.Objects.Front;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Basalt.Tests.Unit.Node;

/// <summary>A real pool file and a real listener, replaced by what is desired.</summary>
public sealed class ObjectWorkloadTests : IAsyncLifetime
{
    private const long PoolSize = 512L * 1024 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");
    private readonly Meter _meter = new("test");
    private readonly ObjectWorkload _workload;

    public ObjectWorkloadTests() => _workload = new ObjectWorkload(
        new NobodyKnown(), new RequestMetrics(_meter), TimeProvider.System, NullLoggerFactory.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _workload.DisposeAsync();
        _meter.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task It_tells_where_it_listens_and_what_the_pool_holds()
    {
        await _workload.ApplyAsync(Desired(), Cancellation);

        var report = _workload.Observe();
        Assert.Equal("object", report.Listeners[0].Name);
        Assert.NotEqual(0u, report.Listeners[0].Port);
        Assert.InRange(report.Pool.CapacitySize, 1ul, (ulong)PoolSize);
    }

    [Fact]
    public async Task A_newer_generation_of_the_same_wish_touches_nothing()
    {
        await _workload.ApplyAsync(Desired(), Cancellation);
        var port = _workload.Observe().Listeners[0].Port;

        await _workload.ApplyAsync(Desired(generation: 2), Cancellation);
        await _workload.ApplyAsync(Desired(generation: 3, port), Cancellation);

        Assert.Equal(port, _workload.Observe().Listeners[0].Port);
    }

    [Fact]
    public async Task Another_port_is_listened_on_instead()
    {
        await _workload.ApplyAsync(Desired(), Cancellation);
        var wanted = FindFreePort();

        await _workload.ApplyAsync(Desired(generation: 2, wanted), Cancellation);

        Assert.Equal(wanted, Assert.Single(_workload.Observe().Listeners).Port);
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_the_way_out_and_can_be_tried_again()
    {
        uint port;
        using (var occupant = new TcpListener(IPAddress.Loopback, 0))
        {
            occupant.Start();
            port = (uint)((IPEndPoint)occupant.LocalEndpoint).Port;
            var error = await Assert.ThrowsAsync<WorkloadException>(
                () => _workload.ApplyAsync(Desired(generation: 1, port), Cancellation));
            Assert.Contains($"port {port}", error.Message, StringComparison.Ordinal);
            Assert.Contains("--object-port", error.Message, StringComparison.Ordinal);
        }

        await _workload.ApplyAsync(Desired(generation: 1, port), Cancellation);

        Assert.Equal(port, _workload.Observe().Listeners[0].Port);
    }

    [Fact]
    public async Task A_file_that_is_no_pool_is_refused_by_name_and_left_unlocked()
    {
        var desired = Desired();
        await File.WriteAllBytesAsync(desired.Pool.Path, [.. Enumerable.Repeat((byte)7, 8 << 20)], Cancellation);

        var error = await Assert.ThrowsAsync<WorkloadException>(() => _workload.ApplyAsync(desired, Cancellation));
        Assert.Contains(desired.Pool.Path, error.Message, StringComparison.Ordinal);

        File.Delete(desired.Pool.Path);
        await _workload.ApplyAsync(desired, Cancellation);
    }

    private static uint FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (uint)((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private DesiredState Desired(ulong generation = 1, uint port = 0) => new()
    {
        Generation = generation,
        Pool = new Pool { Path = Path.Combine(_directory.FullName, "pool"), Size = PoolSize, Device = "auto" },
        ObjectEndpoint = new Contract.Node.V1.ObjectEndpoint
        {
            Address = "127.0.0.1",
            Port = port,
            Region = "RegionOne",
        },
    };

    /// <summary>Identity of a cloud without users.</summary>
    private sealed class NobodyKnown : IIdentityClient
    {
        public ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation)
            => new(new IdentityAnswer(IdentityOutcome.Unknown, null));

        public ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
            string accessKey, string date, string region, string service, CancellationToken cancellation)
            => new(new SigningKeyAnswer(IdentityOutcome.Unknown, default, null));
    }
}
