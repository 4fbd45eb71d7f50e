using System.Diagnostics.Metrics;
using System.Text;
using Basalt.Node.Identity;
using Basalt.Node.Session;
using Basalt.Objects.Front;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Basalt.Tests.Unit.Node;

public sealed class GrpcIdentityClientTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private readonly Meter _meter = new("test");
    private readonly ManualTime _time = new();
    private readonly AskedIdentity _control = new();
    private readonly ControlPresence _presence;
    private readonly GrpcIdentityClient _client;
    private TimeSpan _grace = Grace;

    public GrpcIdentityClientTests()
    {
        _presence = new ControlPresence(_time);
        _presence.Heard(1);
        _client = new GrpcIdentityClient(
            _control,
            _presence,
            () => _grace,
            new IdentityMetrics(_meter),
            _time,
            NullLogger<GrpcIdentityClient>.Instance);
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_token_is_asked_for_once()
    {
        var first = await ValidateAsync();
        var second = await ValidateAsync();

        Assert.Equal(IdentityOutcome.Known, first.Outcome);
        Assert.Same(first.Caller, second.Caller);
        Assert.Equal(1, _control.AskedCount);
    }

    [Fact]
    public async Task A_rise_of_the_revision_ends_what_was_known()
    {
        await ValidateAsync();
        (_control.Revision, _control.Role) = (2, "reader");
        _presence.Heard(2);

        var answer = await ValidateAsync();

        Assert.Equal(["reader"], answer.Caller!.Roles);
        Assert.Equal(2, _control.AskedCount);
    }

    [Fact]
    public async Task A_revoked_token_is_unknown_after_the_rise()
    {
        await ValidateAsync();
        _control.IsUnknown = true;
        _presence.Heard(2);

        Assert.Equal(IdentityOutcome.Unknown, (await ValidateAsync()).Outcome);
    }

    [Fact]
    public async Task What_is_not_valid_is_not_remembered()
    {
        _control.IsUnknown = true;
        await ValidateAsync();
        _control.IsUnknown = false;

        Assert.Equal(IdentityOutcome.Known, (await ValidateAsync()).Outcome);
    }

    [Fact]
    public async Task A_known_token_serves_in_silence_until_the_grace_is_over()
    {
        await ValidateAsync();
        _control.IsAway = true;

        _time.Advance(Grace);
        Assert.Equal(IdentityOutcome.Known, (await ValidateAsync()).Outcome);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(IdentityOutcome.Unavailable, (await ValidateAsync()).Outcome);
    }

    [Fact]
    public async Task Without_grace_silence_ends_what_was_known()
    {
        _grace = TimeSpan.Zero;
        await ValidateAsync();
        _control.IsAway = true;

        _time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.Equal(IdentityOutcome.Unavailable, (await ValidateAsync()).Outcome);
    }

    [Fact]
    public async Task What_was_ended_by_a_rise_does_not_serve_in_silence()
    {
        await ValidateAsync();
        _presence.Heard(2);
        _control.IsAway = true;

        Assert.Equal(IdentityOutcome.Unavailable, (await ValidateAsync()).Outcome);
    }

    [Fact]
    public async Task A_token_that_expires_while_it_is_remembered_is_unknown()
    {
        _control.ExpiresAtUnixS = _time.GetUtcNow().ToUnixTimeSeconds() + 10;
        Assert.Equal(IdentityOutcome.Known, (await ValidateAsync()).Outcome);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(IdentityOutcome.Unknown, (await ValidateAsync()).Outcome);
    }

    [Fact]
    public async Task Those_who_ask_the_same_at_the_same_time_share_an_answer()
    {
        var gate = new TaskCompletionSource();
        _control.Gate = gate.Task;

        var questions = Enumerable.Range(0, 20).Select(_ => ValidateAsync().AsTask()).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(questions);

        Assert.All(answers, answer => Assert.Equal(IdentityOutcome.Known, answer.Outcome));
        Assert.Equal(1, _control.AskedCount);
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_question_to_the_others()
    {
        var gate = new TaskCompletionSource();
        _control.Gate = gate.Task;
        using var impatience = new CancellationTokenSource();

        var impatient = _client.ValidateTokenAsync("token", impatience.Token).AsTask();
        var patient = ValidateAsync().AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();

        Assert.Equal(IdentityOutcome.Known, (await patient).Outcome);
    }

    [Fact]
    public async Task An_answer_that_was_overtaken_by_a_change_is_asked_for_again()
    {
        var gate = new TaskCompletionSource();
        _control.Gate = gate.Task;
        var question = ValidateAsync().AsTask();
        _presence.Heard(2);
        gate.SetResult();

        await question;

        Assert.Equal(2, _control.AskedCount);
    }

    [Fact]
    public async Task An_overlong_token_is_not_sent_to_control()
    {
        var answer = await _client.ValidateTokenAsync(new string('a', 5000), CancellationToken.None);

        Assert.Equal(IdentityOutcome.Unknown, answer.Outcome);
        Assert.Equal(0, _control.AskedCount);
    }

    [Fact]
    public async Task Keys_of_other_days_are_other_keys()
    {
        var today = await GetKeyAsync("20260101");
        var yesterday = await GetKeyAsync("20251231");
        var again = await GetKeyAsync("20260101");

        Assert.Equal("AK20260101", Encoding.UTF8.GetString(today.SigningKey.Span));
        Assert.Equal("AK20251231", Encoding.UTF8.GetString(yesterday.SigningKey.Span));
        Assert.True(today.SigningKey.Span.SequenceEqual(again.SigningKey.Span));
        Assert.Equal(2, _control.AskedCount);
    }

    [Fact]
    public async Task A_change_of_roles_reaches_signed_requests()
    {
        await GetKeyAsync("20260101");
        (_control.Revision, _control.Role) = (2, "reader");
        _presence.Heard(2);

        Assert.Equal(["reader"], (await GetKeyAsync("20260101")).Caller!.Roles);
    }

    [Fact]
    public async Task A_deleted_access_key_is_unknown_for_every_day_it_was_used()
    {
        await GetKeyAsync("20260101");
        await GetKeyAsync("20251231");
        _control.IsUnknown = true;
        _presence.Heard(2);

        Assert.Equal(IdentityOutcome.Unknown, (await GetKeyAsync("20260101")).Outcome);
        Assert.Equal(IdentityOutcome.Unknown, (await GetKeyAsync("20251231")).Outcome);
    }

    private ValueTask<IdentityAnswer> ValidateAsync() => _client.ValidateTokenAsync("token", CancellationToken.None);

    private ValueTask<SigningKeyAnswer> GetKeyAsync(string date)
        => _client.GetSigningKeyAsync("AK", date, "RegionOne", "s3", CancellationToken.None);
}
