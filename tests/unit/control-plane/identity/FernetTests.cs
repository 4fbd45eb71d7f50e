using System.Buffers.Text;
using Basalt.Control.Identity.Tokens;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class FernetTests
{
    /// <summary>The specification's own vector: github.com/fernet/spec, generate.json.</summary>
    private const string SpecKey = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string SpecToken =
        "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static readonly byte[] Iv = [.. Enumerable.Range(0, 16).Select(static value => (byte)value)];

    [Fact]
    public void The_specifications_vector_is_made_to_the_byte()
    {
        var key = Base64Url.DecodeFromChars(SpecKey);
        var now = new DateTimeOffset(1985, 10, 26, 1, 20, 0, TimeSpan.FromHours(-7));

        var message = Fernet.Encrypt(key, now, Iv, "hello"u8);

        Assert.Equal(Base64Url.DecodeFromChars(SpecToken), message);
        Assert.Equal(now, Fernet.ReadTimestamp(message));
    }

    [Fact]
    public void The_specifications_vector_is_read()
    {
        var plaintext = Fernet.TryDecrypt(Base64Url.DecodeFromChars(SpecKey), Base64Url.DecodeFromChars(SpecToken));

        Assert.Equal("hello"u8.ToArray(), plaintext);
    }

    [Fact]
    public void Any_flipped_byte_is_refused()
    {
        var key = Base64Url.DecodeFromChars(SpecKey);
        var message = Base64Url.DecodeFromChars(SpecToken);
        for (var index = 0; index < message.Length; index++)
        {
            var wrong = (byte[])message.Clone();
            wrong[index] ^= 1;
            Assert.Null(Fernet.TryDecrypt(key, wrong));
        }
    }

    [Fact]
    public void Any_shortened_message_is_refused()
    {
        var key = Base64Url.DecodeFromChars(SpecKey);
        var message = Base64Url.DecodeFromChars(SpecToken);
        for (var size = 0; size < message.Length; size++)
            Assert.Null(Fernet.TryDecrypt(key, message.AsSpan(0, size)));
    }
}
