using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Tokens;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Basalt.Control.Identity.Store;

/// <summary>Tokens that were revoked one by one.</summary>
internal sealed class RevokedTokenStore(IdentityDatabase database, IdentityOptions options, TimeProvider time)
{
    private static readonly Func<IDataContext, string, Task<bool>> QueryIsRevoked = CompiledQuery.Compile(
        static (IDataContext connection, string auditId) => connection.GetTable<RevokedToken>()
            .AnyAsync(row => row.AuditId == auditId, CancellationToken.None));

    public static Task<bool> IsRevokedAsync(DataConnection connection, AuditId auditId) =>
        QueryIsRevoked(connection, auditId.ToString());

    /// <summary>Revokes this token and no other, and forgets those that could not be shown any more.</summary>
    public Task RevokeAsync(TokenPayload token, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, cancel) =>
        {
            var forgotten = UnixMicroseconds.From(time.GetUtcNow() - options.AllowExpiredWindow);
            await connection.GetTable<RevokedToken>().DeleteAsync(row => row.ExpiresAtUs < forgotten, cancel);
            if (await IsRevokedAsync(connection, token.AuditId))
                return;
            var row = new RevokedToken
            {
                AuditId = token.AuditId.ToString(),
                ExpiresAtUs = UnixMicroseconds.From(token.ExpiresAt),
            };
            await connection.InsertAsync(row, token: cancel);
        },
        cancellation);
}
