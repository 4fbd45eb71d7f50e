using Basalt.Control.Host.Supervision;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class RestartBackoffTests
{
    [Fact]
    public void A_node_that_lived_long_is_started_again_at_once()
        => Assert.Equal(TimeSpan.Zero, new RestartBackoff().Next(RestartBackoff.HealthyAfter));

    [Fact]
    public void A_node_that_keeps_dying_waits_longer_each_time_up_to_a_bound()
    {
        var backoff = new RestartBackoff();

        var waits = Enumerable.Range(0, 12).Select(_ => backoff.Next(TimeSpan.FromSeconds(1))).ToList();

        Assert.Equal(TimeSpan.Zero, waits[0]);
        Assert.Equal(RestartBackoff.WaitMin, waits[1]);
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(RestartBackoff.WaitMax, waits[^1]);
    }

    [Fact]
    public void A_long_life_forgives()
    {
        var backoff = new RestartBackoff();
        for (var i = 0; i < 5; i++) backoff.Next(TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, backoff.Next(RestartBackoff.HealthyAfter));
    }
}
