using Basalt.Control.Api.Faults;
using Basalt.Control.Identity.Passwords;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class PasswordQueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_more_than_the_cores_are_in_at_once()
    {
        var queue = new PasswordQueue(2);

        Assert.True(Enter(queue, "a", "x").IsCompletedSuccessfully);
        Assert.True(Enter(queue, "a", "x").IsCompletedSuccessfully);
        Assert.False(Enter(queue, "a", "x").IsCompleted);
    }

    [Fact]
    public async Task An_address_that_sends_many_does_not_hold_up_another()
    {
        var queue = new PasswordQueue(1);
        await Enter(queue, "noisy", "x");
        var many = Enumerable.Range(0, 40).Select(_ => Enter(queue, "noisy", "x")).ToArray();
        var other = Enter(queue, "quiet", "y");

        queue.Leave();
        queue.Leave();

        await other.WaitAsync(Cancellation);
        await many[0].WaitAsync(Cancellation);
        Assert.All(many[1..], static one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public async Task An_account_that_is_tried_often_does_not_hold_up_others_at_its_address()
    {
        var queue = new PasswordQueue(1);
        await Enter(queue, "here", "guessed");
        var many = Enumerable.Range(0, 40).Select(_ => Enter(queue, "here", "guessed")).ToArray();
        var other = Enter(queue, "here", "mine");

        queue.Leave();
        queue.Leave();

        await other.WaitAsync(Cancellation);
        Assert.All(many[1..], static one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public async Task One_that_went_away_takes_no_turn()
    {
        var queue = new PasswordQueue(1);
        using var gone = new CancellationTokenSource();
        await Enter(queue, "a", "x");
        var first = queue.EnterAsync(new PasswordSource("a", "x"), gone.Token);
        var second = Enter(queue, "a", "x");
        await gone.CancelAsync();

        queue.Leave();

        await second.WaitAsync(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Past_an_addresss_limit_it_is_503_for_that_address_alone()
    {
        var queue = new PasswordQueue(1);
        await Enter(queue, "a", "x");
        for (var i = 0; i < PasswordQueue.WaitingPerAddressMax; i++) _ = Enter(queue, "a", "x");

        var fault = await Assert.ThrowsAsync<FaultException>(() => Enter(queue, "a", "x"));

        Assert.Equal(503, fault.Status);
        Assert.False(Enter(queue, "b", "x").IsFaulted);
    }

    [Fact]
    public async Task Past_the_whole_limit_it_is_503_for_all()
    {
        var queue = new PasswordQueue(1);
        await Enter(queue, "a", "x");
        for (var i = 0; i < PasswordQueue.WaitingMax; i++) _ = Enter(queue, $"address {i}", "x");

        await Assert.ThrowsAsync<FaultException>(() => Enter(queue, "one more", "x"));
    }

    private static Task Enter(PasswordQueue queue, string address, string account) =>
        queue.EnterAsync(new PasswordSource(address, account), Cancellation);
}
