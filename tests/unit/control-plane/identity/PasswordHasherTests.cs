using Basalt.Control.Identity.Passwords;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class PasswordHasherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hash_is_bcrypt_as_keystone_stores_it()
    {
        var hasher = new PasswordHasher(4);

        var hash = await hasher.HashAsync("secret", PasswordSource.Own, Cancellation);

        Assert.StartsWith("$2b$04$", hash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("Secret", false)]
    [InlineData("", false)]
    public async Task Only_the_right_password_is_right(string password, bool isRight)
    {
        var hasher = new PasswordHasher(4);
        var hash = await hasher.HashAsync("secret", PasswordSource.Own, Cancellation);

        Assert.Equal(isRight, await hasher.VerifyAsync(password, hash, PasswordSource.Own, Cancellation));
    }

    [Fact]
    public async Task Nobody_has_a_password()
    {
        var hasher = new PasswordHasher(4);

        Assert.False(await hasher.VerifyAsync("secret", null, PasswordSource.Own, Cancellation));
        Assert.False(await hasher.VerifyAsync("", null, PasswordSource.Own, Cancellation));
    }

    [Fact]
    public async Task A_password_is_its_first_72_bytes()
    {
        var hasher = new PasswordHasher(4);
        var start = new string('x', 72);
        var hash = await hasher.HashAsync(start + "one tail", PasswordSource.Own, Cancellation);

        Assert.True(await hasher.VerifyAsync(start + "another", hash, PasswordSource.Own, Cancellation));
        Assert.False(await hasher.VerifyAsync(start[..71] + "y", hash, PasswordSource.Own, Cancellation));
    }

    [Fact]
    public async Task Hashes_that_libxcrypt_made_are_verified()
    {
        var hasher = new PasswordHasher(4);
        const string Short = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";
        const string Long = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";

        Assert.True(await hasher.VerifyAsync("secret", Short, PasswordSource.Own, Cancellation));
        Assert.True(await hasher.VerifyAsync(new string('x', 80), Long, PasswordSource.Own, Cancellation));
    }
}
