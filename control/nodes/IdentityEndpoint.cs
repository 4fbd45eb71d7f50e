using Basalt.Contract.Identity.V1;
using Basalt.Control.Contracts;
using Google.Protobuf;
using Grpc.Core;
using Authorization = Basalt.Contract.Identity.V1.Authorization;

namespace Basalt.Control.Nodes;

/// <summary>Serves <c>basalt.identity.v1.Identity</c> to the nodes: derived keys and validations, never a
/// secret.</summary>
internal sealed class IdentityEndpoint(ITokenValidator tokens, ISigningKeys keys) : Identity.IdentityBase
{
    public override async Task<ValidateTokenResponse> ValidateToken(
        ValidateTokenRequest request, ServerCallContext context)
    {
        if (request.Token.Length is 0 or > NodeLimits.TokenLengthMax) return new ValidateTokenResponse();
        var found = await tokens.ValidateAsync(request.Token, context.CancellationToken);
        return found is null
            ? new ValidateTokenResponse()
            : new ValidateTokenResponse
            {
                Valid = true,
                Authorization = ToMessage(found.Authorization),
                IssuedAtUnixS = found.IssuedAt.ToUnixTimeSeconds(),
                ExpiresAtUnixS = found.ExpiresAt.ToUnixTimeSeconds(),
            };
    }

    public override async Task<DeriveSigningKeyResponse> DeriveSigningKey(
        DeriveSigningKeyRequest request, ServerCallContext context)
    {
        string[] parts = [request.AccessKey, request.Date, request.Region, request.Service];
        if (parts.Any(part => part.Length is 0 or > NodeLimits.ScopePartLengthMax))
            return new DeriveSigningKeyResponse();
        var found = await keys.DeriveAsync(
            request.AccessKey, request.Date, request.Region, request.Service, context.CancellationToken);
        return found is null
            ? new DeriveSigningKeyResponse()
            : new DeriveSigningKeyResponse
            {
                Found = true,
                SigningKey = ByteString.CopyFrom(found.Key.Span),
                Authorization = ToMessage(found.Authorization),
            };
    }

    private static Authorization ToMessage(Contracts.Authorization authorization) => new()
    {
        UserId = authorization.UserId,
        UserName = authorization.UserName,
        UserDomainId = authorization.UserDomainId,
        ProjectId = authorization.ProjectId ?? "",
        ProjectName = authorization.ProjectName ?? "",
        ProjectDomainId = authorization.ProjectDomainId ?? "",
        Roles = { authorization.Roles },
        IdentityRevision = authorization.IdentityRevision,
    };
}
