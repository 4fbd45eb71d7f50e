using Basalt.Contract.Identity.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Basalt.Tests.Unit.Node;

/// <summary>The contract's client with control's answers in the test's hands.</summary>
internal sealed class AskedIdentity : Identity.IdentityClient
{
    public int AskedCount { get; private set; }

    /// <summary>The identity revision that answers carry.</summary>
    public ulong Revision { get; set; } = 1;

    /// <summary>Control does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Control knows neither the token nor the access key.</summary>
    public bool IsUnknown { get; set; }

    public string Role { get; set; } = "member";

    public long ExpiresAtUnixS { get; set; } = long.MaxValue;

    /// <summary>Answers wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public override AsyncUnaryCall<ValidateTokenResponse> ValidateTokenAsync(
        ValidateTokenRequest request,
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default)
        => Answer(() => IsUnknown
            ? new ValidateTokenResponse()
            : new ValidateTokenResponse
            {
                Valid = true,
                Authorization = Authorize(),
                ExpiresAtUnixS = ExpiresAtUnixS,
            });

    public override AsyncUnaryCall<DeriveSigningKeyResponse> DeriveSigningKeyAsync(
        DeriveSigningKeyRequest request,
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default)
        => Answer(() => IsUnknown
            ? new DeriveSigningKeyResponse()
            : new DeriveSigningKeyResponse
            {
                Found = true,
                SigningKey = ByteString.CopyFromUtf8(request.AccessKey + request.Date),
                Authorization = Authorize(),
            });

    private Authorization Authorize() => new()
    {
        UserId = "user",
        UserName = "User",
        ProjectId = "project",
        ProjectName = "Project",
        Roles = { Role },
        IdentityRevision = Revision,
    };

    private AsyncUnaryCall<TResponse> Answer<TResponse>(Func<TResponse> answer)
    {
        AskedCount++;
        return new AsyncUnaryCall<TResponse>(
            RespondAsync(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

        async Task<TResponse> RespondAsync()
        {
            await Gate;
            return IsAway ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : answer();
        }
    }
}
