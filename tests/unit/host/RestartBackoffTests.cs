using Basalt.Control.Host.Supervision;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class RestartBackoffTests
{
    [Fact]
    public void A_node_that_served_is_started_again_at_once_however_often()
    {
        var backoff = new RestartBackoff();

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(TimeSpan.Zero, backoff.Next(wasReady: true)));
    }

    [Fact]
    public void A_node_that_keeps_dying_at_its_start_waits_longer_each_time_up_to_a_bound()
    {
        var backoff = new RestartBackoff();

        var waits = Enumerable.Range(0, 12).Select(_ => backoff.Next(wasReady: false)).ToList();

        Assert.Equal(TimeSpan.Zero, waits[0]);
        Assert.Equal(RestartBackoff.WaitMin, waits[1]);
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(RestartBackoff.WaitMax, waits[^1]);
    }

    [Fact]
    public void A_start_that_succeeds_forgives()
    {
        var backoff = new RestartBackoff();
        for (var i = 0; i < 5; i++) backoff.Next(wasReady: false);

        Assert.Equal(TimeSpan.Zero, backoff.Next(wasReady: true));
    }
}
