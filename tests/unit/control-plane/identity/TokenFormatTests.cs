using System.Buffers.Text;
using Basalt.Control.Identity.Tokens;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class TokenFormatTests : IDisposable
{
    private const string UserId = "0123456789abcdef0123456789abcdef";
    private const string OtherId = "fedcba9876543210fedcba9876543210";

    private readonly string _directory = Directory.CreateTempSubdirectory("basalt-format-").FullName;
    private readonly FernetKeys _keys;
    private readonly TokenFormat _format;

    public TokenFormatTests()
    {
        _keys = new FernetKeys(_directory, TimeProvider.System);
        _keys.Initialize();
        _format = new TokenFormat(_keys);
    }

    public static TheoryData<int, string?> Scopes => new()
    {
        { (int)ScopeKind.Unscoped, null },
        { (int)ScopeKind.Project, OtherId },
        { (int)ScopeKind.Project, "not-a-uuid" },
        { (int)ScopeKind.Project, OtherId.ToUpperInvariant() },
        { (int)ScopeKind.Domain, OtherId },
        { (int)ScopeKind.Domain, "default" },
        { (int)ScopeKind.System, null },
    };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Scopes))]
    public void What_was_formatted_is_read_back(int kind, string? id)
    {
        var payload = Payload(UserId, new TokenScope((ScopeKind)kind, id));

        var read = _format.TryParse(_format.Format(payload));

        Assert.NotNull(read);
        Assert.Equal(payload.Scope, read.Scope);
        Assert.Equal(payload.UserId, read.UserId);
        Assert.Equal(payload.Methods, read.Methods);
        Assert.Equal(payload.IssuedAt, read.IssuedAt);
        Assert.Equal(payload.ExpiresAt, read.ExpiresAt);
        Assert.Equal(payload.AuditIds, read.AuditIds);
    }

    [Fact]
    public void The_payload_of_a_project_scoped_token_is_keystones_to_the_byte()
    {
        var text = _format.Format(Payload(UserId, TokenScope.Project(OtherId)));

        // Written by hand from Keystone's ProjectScopedPayload and the MessagePack specification:
        // [2, [true, bin16], 2, [true, bin16], float64 1700003600.0, [bin16]].
        var expected = Convert.FromHexString(
            "96" + "02"
            + "92C3C410" + UserId
            + "02"
            + "92C3C410" + OtherId
            + "CB41D954FFC4000000"
            + "91C410" + "00060A24181E4000" + "0000000000000007");
        Assert.Equal(
            Convert.ToHexString(expected), Convert.ToHexString(_keys.TryDecrypt(Base64Url.DecodeFromChars(text))!));
    }

    [Fact]
    public void The_default_domain_is_text_where_other_domains_are_bytes()
    {
        var text = _format.Format(Payload(UserId, TokenScope.Domain("default")));

        var plaintext = _keys.TryDecrypt(Base64Url.DecodeFromChars(text))!;

        Assert.Contains(
            "A7" + Convert.ToHexString("default"u8), Convert.ToHexString(plaintext), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gAAAAA")]
    [InlineData("not a token at all")]
    [InlineData("%%%")]
    public void Garbage_is_no_token(string text) => Assert.Null(_format.TryParse(text));

    [Fact]
    public void A_token_has_no_padding_and_fits_in_255_characters()
    {
        var text = _format.Format(Payload(UserId, TokenScope.Project(OtherId)) with
        {
            AuditIds = [new AuditId(1, 2), new AuditId(3, 4)],
        });

        Assert.DoesNotContain('=', text);
        Assert.InRange(text.Length, 1, 255);
    }

    private static TokenPayload Payload(string userId, TokenScope scope)
    {
        var issued = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        return new TokenPayload(
            userId,
            AuthMethods.Password,
            scope,
            issued,
            issued.AddHours(1),
            [new AuditId(UnixMicroseconds.From(issued), 7)]);
    }
}
