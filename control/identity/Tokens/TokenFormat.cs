using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using MessagePack;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Tokens as Keystone writes them, so that either can read what the other issued with the same keys.</summary>
/// <remarks>
/// A Fernet message without base64 padding around a MessagePack array (Keystone's <c>token_formatters</c>):
/// <code>
/// unscoped  [0, user, methods, expires, audit ids]
/// domain    [1, user, methods, domain, expires, audit ids]
/// project   [2, user, methods, project, expires, audit ids]
/// system    [8, user, methods, "all", expires, audit ids]
/// </code>
/// User and project are <c>[true, 16 bytes]</c> when the id is 32 hexadecimal digits, else <c>[false, text]</c>; a
/// domain is those bytes or text bare. Methods are bits, expires is a float of seconds, an audit id is 16 bytes. When
/// the token was issued stands in the Fernet header.
/// </remarks>
internal sealed class TokenFormat(FernetKeys keys)
{
    private const string SystemAll = "all";
    private const int AuditIdCountMax = 2;

    public string Format(TokenPayload payload)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(payload.Scope.Kind == ScopeKind.Unscoped ? 5 : 6);
        writer.Write((int)payload.Scope.Kind);
        WriteTaggedId(ref writer, payload.UserId);
        writer.Write((int)payload.Methods);
        WriteScope(ref writer, payload.Scope);
        writer.Write((payload.ExpiresAt - DateTimeOffset.UnixEpoch).TotalSeconds);
        writer.WriteArrayHeader(payload.AuditIds.Count);
        var audit = new byte[AuditId.Size];
        foreach (var id in payload.AuditIds)
        {
            id.Write(audit);
            writer.Write(audit);
        }

        writer.Flush();
        return Base64Url.EncodeToString(keys.Encrypt(buffer.WrittenSpan, payload.IssuedAt));
    }

    /// <summary>Null if the token is not one of ours; whether it has expired is for the caller.</summary>
    public TokenPayload? TryParse(string token)
    {
        byte[] message;
        try
        {
            message = Base64Url.DecodeFromChars(token);
        }
        catch (FormatException)
        {
            return null;
        }

        if (keys.TryDecrypt(message) is not { } plaintext)
            return null;
        try
        {
            return Read(plaintext, Fernet.ReadTimestamp(message));
        }
        catch (Exception exception) when (exception is MessagePackSerializationException or EndOfStreamException)
        {
            // Authentic, and yet of a form that we do not issue: a trust's or a federated user's token from Keystone.
            return null;
        }
    }

    private static TokenPayload? Read(byte[] plaintext, DateTimeOffset issuedAt)
    {
        var reader = new MessagePackReader(plaintext);
        var count = reader.ReadArrayHeader();
        var kind = (ScopeKind)reader.ReadInt32();
        if (kind is not (ScopeKind.Unscoped or ScopeKind.Domain or ScopeKind.Project or ScopeKind.System)
            || count != (kind == ScopeKind.Unscoped ? 5 : 6))
            return null;
        var userId = ReadTaggedId(ref reader);
        var methods = (AuthMethods)reader.ReadInt32();
        var scope = new TokenScope(kind, ReadScopeId(ref reader, kind));
        var expires = DateTimeOffset.UnixEpoch.AddSeconds(reader.ReadDouble());
        var auditIds = new AuditId[reader.ReadArrayHeader()];
        if (auditIds.Length is 0 or > AuditIdCountMax)
            return null;
        for (var index = 0; index < auditIds.Length; index++)
        {
            var bytes = ReadBytes(ref reader);
            if (bytes.Length != AuditId.Size)
                return null;
            auditIds[index] = AuditId.Read(bytes);
        }

        return new TokenPayload(userId, methods, scope, issuedAt, expires, auditIds);
    }

    private static void WriteScope(ref MessagePackWriter writer, TokenScope scope)
    {
        switch (scope.Kind)
        {
            case ScopeKind.Project:
                WriteTaggedId(ref writer, scope.Id!);
                break;
            case ScopeKind.Domain when TryPack(scope.Id!) is { } bytes:
                writer.Write(bytes);
                break;
            case ScopeKind.Domain:
                writer.Write(scope.Id);
                break;
            case ScopeKind.System:
                writer.Write(SystemAll);
                break;
            case ScopeKind.Unscoped:
                break;
        }
    }

    private static string? ReadScopeId(ref MessagePackReader reader, ScopeKind kind)
    {
        switch (kind)
        {
            case ScopeKind.Project:
                return ReadTaggedId(ref reader);
            case ScopeKind.Domain when reader.NextMessagePackType == MessagePackType.Binary:
                return Convert.ToHexStringLower(ReadBytes(ref reader));
            case ScopeKind.Domain:
                return reader.ReadString();
            case ScopeKind.System:
                reader.Skip();
                return null;
            case ScopeKind.Unscoped:
                return null;
        }

        return null;
    }

    private static void WriteTaggedId(ref MessagePackWriter writer, string id)
    {
        writer.WriteArrayHeader(2);
        var bytes = TryPack(id);
        writer.Write(bytes is not null);
        if (bytes is not null)
            writer.Write(bytes);
        else
            writer.Write(id);
    }

    private static string ReadTaggedId(ref MessagePackReader reader)
    {
        if (reader.ReadArrayHeader() != 2)
            throw new MessagePackSerializationException("An id is a pair.");
        return reader.ReadBoolean()
            ? Convert.ToHexStringLower(ReadBytes(ref reader))
            : reader.ReadString() ?? throw new MessagePackSerializationException("An id is not null.");
    }

    private static byte[] ReadBytes(ref MessagePackReader reader) =>
        reader.ReadBytes() is { } bytes ? bytes.ToArray() : [];

    /// <summary>Only what reads back the same is packed: 32 lower-case hexadecimal digits.</summary>
    private static byte[]? TryPack(string id) =>
        id.Length == 32
        && Guid.TryParseExact(id, "N", out _)
        && string.Equals(id, id.ToLower(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? Convert.FromHexString(id)
            : null;
}
