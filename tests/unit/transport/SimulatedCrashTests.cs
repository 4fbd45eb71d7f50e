using System.Net;

using Basalt.Runtime;
using Basalt.Runtime.Simulation;
using Basalt.Transport;
using Basalt.Transport.Simulation;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <summary>What peers see of a process that dies at once.</summary>
public sealed class SimulatedCrashTests
{
    private static readonly IPEndPoint s_address = new(IPAddress.Loopback, 80);

    [Fact]
    public void A_crash_resets_connections_and_the_next_start_takes_the_address()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var scheduler = new SimulatedScheduler(seed);
            var network = new SimulatedNetwork(scheduler, new SimulatedNetworkOptions());
            var server = scheduler.StartProcess("server", process =>
            {
                network.Listen(
                    process.StartShard("front"), s_address, new ListenerOptions(), TransportSuite.EchoAsync);
                return Task.CompletedTask;
            });
            var client = new SimulatedShard("client", scheduler);
            scheduler.Run(async () => await client.RunAsync(async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), client.Time);
                Assert.Equal(1, await AskAsync(network, client));
                var isReset = false;
                await network.ConnectAsync(client, IPAddress.Loopback, s_address, async connection =>
                {
                    await connection.Output.WriteAsync(new byte[10]);
                    var result = await connection.Input.ReadAsync();
                    connection.Input.AdvanceTo(result.Buffer.End);
                    server.Crash();
                    try
                    {
                        while (true)
                        {
                            result = await connection.Input.ReadAsync();
                            connection.Input.AdvanceTo(result.Buffer.End);
                        }
                    }
                    catch (ConnectionException failure)
                    {
                        isReset = failure.End == ConnectionEnd.Reset;
                    }
                });
                Assert.True(isReset);
                await Assert.ThrowsAsync<IOException>(async () => await AskAsync(network, client));
                server.Restart();
                await Task.Delay(TimeSpan.FromMilliseconds(1), client.Time);
                Assert.Equal(1, await AskAsync(network, client));
            }));
        }
    }

    private static async Task<int> AskAsync(SimulatedNetwork network, Shard client)
    {
        var answered = 0;
        await network.ConnectAsync(client, IPAddress.Loopback, s_address, async connection =>
        {
            await connection.Output.WriteAsync(new byte[1]);
            var result = await connection.Input.ReadAsync();
            answered = (int)result.Buffer.Length;
            connection.Input.AdvanceTo(result.Buffer.End);
        });
        return answered;
    }
}
