using Basalt.Contract.Identity.V1;
using Basalt.Node.Session;
using Basalt.Objects.Front;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Identity;

/// <summary>
/// Answers who a caller is, from memory where that is still true, from control otherwise.
/// </summary>
/// <remarks>
/// What holds:
/// 1. A remembered authorisation serves only if it is of the newest identity revision this node has heard of; control
///    sends every rise within 200 ms and a heartbeat each 250 ms.
/// 2. After a second without a heartbeat (control is away) remembered entries go on to serve for the grace, then no
/// more.
/// 3. A signing key and the authorisation of its access key are remembered apart: a rise of the revision drops the
///    second; only identity's "not found" drops the first.
/// 4. "Not valid" is never remembered, so memory is spent on callers who exist.
/// </remarks>
internal sealed class GrpcIdentityClient : IIdentityClient
{
    private const int TokenLengthMax = 4096;
    private const int ScopePartLengthMax = 128;

    private readonly Contract.Identity.V1.Identity.IdentityClient _control;
    private readonly ControlPresence _presence;
    private readonly Func<TimeSpan> _grace;
    private readonly IdentityMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<GrpcIdentityClient> _log;
    private readonly BoundedCache<KnownCaller> _tokens = new(NodeLimits.AuthorizationCountMax);
    private readonly BoundedCache<KnownCaller> _accessKeys = new(NodeLimits.AuthorizationCountMax);
    private readonly BoundedCache<byte[]> _signingKeys = new(NodeLimits.SigningKeyCountMax);
    private readonly Questions<IdentityAnswer> _tokenQuestions = new(NodeLimits.QuestionCountMax);
    private readonly Questions<SigningKeyAnswer> _keyQuestions = new(NodeLimits.QuestionCountMax);

    /// <param name="control">Over a channel of its own or the session's.</param>
    /// <param name="presence">What the session heard of control.</param>
    /// <param name="grace">How long remembered entries serve while control is silent; may change.</param>
    /// <param name="metrics">Counts hits, misses and failures.</param>
    /// <param name="time">For expiry and deadlines.</param>
    /// <param name="log">Says when control does not answer.</param>
    public GrpcIdentityClient(
        Contract.Identity.V1.Identity.IdentityClient control,
        ControlPresence presence,
        Func<TimeSpan> grace,
        IdentityMetrics metrics,
        TimeProvider time,
        ILogger<GrpcIdentityClient> log)
    {
        (_control, _presence, _grace) = (control, presence, grace);
        (_metrics, _time, _log) = (metrics, time, log);
    }

    public ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation)
    {
        if (token.Length is 0 or > TokenLengthMax) return new(new IdentityAnswer(IdentityOutcome.Unknown, null));
        var key = CacheKey.Of(token);
        if (_tokens.Find(key) is not { } known || !IsUsable(known)) return AskTokenAsync(key, token, cancellation);
        _metrics.Hit();
        return new(Answer(known));
    }

    public ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
        string accessKey, string date, string region, string service, CancellationToken cancellation)
    {
        if (accessKey.Length > ScopePartLengthMax || date.Length > ScopePartLengthMax
            || region.Length > ScopePartLengthMax || service.Length > ScopePartLengthMax)
            return new(new SigningKeyAnswer(IdentityOutcome.Unknown, default, null));
        var scope = CacheKey.Of(accessKey, date, region, service);
        if (_signingKeys.Find(scope) is not { } key
            || _accessKeys.Find(CacheKey.Of(accessKey)) is not { } known
            || !IsUsable(known))
            return AskSigningKeyAsync(scope, accessKey, date, region, service, cancellation);
        _metrics.Hit();
        return new(new SigningKeyAnswer(IdentityOutcome.Known, key, known.Caller));
    }

    private bool IsUsable(KnownCaller known)
        => known.Revision >= _presence.Revision && _presence.Silence <= NodeLimits.StaleAfter + _grace();

    private IdentityAnswer Answer(KnownCaller known)
        => known.ExpiresAtUnixS > _time.GetUtcNow().ToUnixTimeSeconds()
            ? new IdentityAnswer(IdentityOutcome.Known, known.Caller)
            : new IdentityAnswer(IdentityOutcome.Unknown, null);

    private async ValueTask<IdentityAnswer> AskTokenAsync(CacheKey key, string token, CancellationToken cancellation)
    {
        _metrics.Miss();
        return await _tokenQuestions.AskAsync(key, AskAsync, cancellation)
            ?? new IdentityAnswer(IdentityOutcome.Unavailable, null);

        async Task<IdentityAnswer?> AskAsync()
        {
            var request = new ValidateTokenRequest { Token = token };
            var response = await TryAskAsync(
                () => _control.ValidateTokenAsync(request, deadline: Deadline()), answer => answer.Authorization);
            if (response is null) return null;
            if (!response.Valid)
            {
                _tokens.Remove(key);
                return new IdentityAnswer(IdentityOutcome.Unknown, null);
            }

            var known = ToKnown(response.Authorization, response.ExpiresAtUnixS);
            _tokens.Set(key, known);
            return Answer(known);
        }
    }

    private async ValueTask<SigningKeyAnswer> AskSigningKeyAsync(
        CacheKey scope, string accessKey, string date, string region, string service, CancellationToken cancellation)
    {
        _metrics.Miss();
        return await _keyQuestions.AskAsync(scope, AskAsync, cancellation)
            ?? new SigningKeyAnswer(IdentityOutcome.Unavailable, default, null);

        async Task<SigningKeyAnswer?> AskAsync()
        {
            var request = new DeriveSigningKeyRequest
            {
                AccessKey = accessKey, Date = date, Region = region, Service = service,
            };
            var response = await TryAskAsync(
                () => _control.DeriveSigningKeyAsync(request, deadline: Deadline()), answer => answer.Authorization);
            if (response is null) return null;
            if (!response.Found)
            {
                _signingKeys.Remove(scope);
                _accessKeys.Remove(CacheKey.Of(accessKey));
                return new SigningKeyAnswer(IdentityOutcome.Unknown, default, null);
            }

            var key = response.SigningKey.ToByteArray();
            var known = ToKnown(response.Authorization, KnownCaller.Never);
            _signingKeys.Set(scope, key);
            _accessKeys.Set(CacheKey.Of(accessKey), known);
            return new SigningKeyAnswer(IdentityOutcome.Known, key, known.Caller);
        }
    }

    /// <summary>Asks once more if identity changed while the question was under way; null if control does not
    /// answer.</summary>
    private async Task<TResponse?> TryAskAsync<TResponse>(
        Func<AsyncUnaryCall<TResponse>> ask, Func<TResponse, Authorization?> authorization)
        where TResponse : class
    {
        try
        {
            using var call = ask();
            var response = await call.ResponseAsync;
            if (authorization(response) is not { } given || given.IdentityRevision >= _presence.Revision)
                return response;
            using var second = ask();
            return await second.ResponseAsync;
        }
        catch (RpcException error)
        {
            _metrics.Failure();
            Log.IdentityUnavailable(_log, error.StatusCode);
            return null;
        }
    }

    private DateTime Deadline() => _time.GetUtcNow().UtcDateTime + NodeLimits.QuestionWaitMax;

    private static KnownCaller ToKnown(Authorization authorization, long expiresAtUnixS) => new(
        new Caller(
            authorization.UserId,
            authorization.UserName,
            authorization.ProjectId,
            authorization.ProjectName,
            [.. authorization.Roles],
            authorization.UserDomainId,
            authorization.ProjectDomainId),
        authorization.IdentityRevision,
        expiresAtUnixS);
}
