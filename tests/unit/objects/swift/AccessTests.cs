using System.Text;
using Basalt.Objects.Swift;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Swift;

public sealed class AccessTests
{
    private const string Token = "X-Auth-Token";

    [Theory]
    [InlineData("-", 401)]
    [InlineData("garbled", 401)]
    [InlineData("p2:u2:admin", 403)]
    [InlineData("p1:u9:nothing", 403)]
    public async Task What_is_not_public_is_its_owners(string token, int status)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "secret");

        foreach (var (method, path) in new[]
        {
            ("GET", ""), ("GET", "/c"), ("GET", "/c/o"), ("HEAD", "/c/o"), ("PUT", "/c/o"), ("POST", "/c"),
            ("DELETE", "/c/o"), ("GET", "/none"), ("PUT", "/none/o"), ("COPY", "/c/o"),
        })
        {
            var answer = await swift.SendAsync(method, path, (Token, token), ("Destination", "c/x"));
            Assert.True(answer.Status == status, $"{method} {path}: {answer.Status}");
            Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal("secret", (await swift.SendAsync("GET", "/c/o")).Text);
    }

    [Fact]
    public async Task An_unknown_caller_is_told_the_realm()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        var answer = await swift.SendAsync("GET", "", (Token, "-"));

        Assert.Equal("Swift realm=\"AUTH_p1\"", answer["Www-Authenticate"]);
        Assert.StartsWith("<html><h1>Unauthorized</h1>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_reads_and_no_more()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "x");

        Assert.Equal(200, (await swift.SendAsync("GET", "/c/o", (Token, "p1:u2:reader"))).Status);
        Assert.Equal(200, (await swift.SendAsync("GET", "/c", (Token, "p1:u2:reader"))).Status);
        Assert.Equal(403, (await swift.SendAsync("DELETE", "/c/o", (Token, "p1:u2:reader"))).Status);
        Assert.Equal(403, (await swift.SendAsync("POST", "/c", (Token, "p1:u2:reader"))).Status);
    }

    [Theory]
    [InlineData("name-p2:name-u2", "p2:u2:member", 200)]
    [InlineData("name-p2:name-u2", "p2:u2:member:other", 403)]
    [InlineData("*:name-u2", "p2:u2:member:other", 403)]
    [InlineData("name-p2:*", "p2:u2:member:other", 403)]
    [InlineData("p2:u2", "p2:u2:member:other", 200)]
    public async Task Names_in_an_access_list_hold_for_the_default_domain_alone(string acl, string token, int status)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "x");
        await swift.SendAsync("POST", "/c", ("X-Container-Read", acl));

        Assert.Equal(status, (await swift.SendAsync("GET", "/c/o", (Token, token))).Status);
    }

    [Theory]
    [InlineData("Content-Type", "a\u0001b")]
    [InlineData("Content-Disposition", "a\u007fb")]
    [InlineData("X-Object-Meta-A", "a\u000bb")]
    [InlineData("X-Object-Meta-a(b", "x")]
    [InlineData("X-Object-Meta-a/b", "x")]
    public async Task What_could_not_go_out_again_is_not_taken(string name, string value)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "before");

        Assert.Equal(400, (await swift.PutAsync("/c/o", "after", (name, value))).Status);
        Assert.Equal("before", (await swift.SendAsync("GET", "/c/o")).Text);
    }

    [Fact]
    public async Task A_reseller_enters_every_account()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(201, (await swift.PutAsync("/c/o", "x", (Token, "p9:u9:ResellerAdmin"))).Status);
    }

    [Theory]
    [InlineData("p2:u2:member")]
    [InlineData("-")]
    public async Task A_bulk_deletion_tells_strangers_nothing(string token)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "x");

        foreach (var name in new[] { "/c/o", "/c", "/none", "/none/o" })
        {
            var answer = await swift.SendAsync(
                "POST", "?bulk-delete", Encoding.UTF8.GetBytes(name), (Token, token), ("Accept", "text/plain"));
            var expected = token == "-" ? "Unauthorized" : $"{name}, 403 Forbidden";
            Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await swift.SendAsync("GET", "/c/o")).Status);
    }

    [Fact]
    public async Task A_public_container_is_read_by_all_and_listed_if_it_says_so()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "x");
        await swift.SendAsync("POST", "/c", ("X-Container-Read", ".r:*"));

        Assert.Equal("x", (await swift.SendAsync("GET", "/c/o", (Token, "-"))).Text);
        Assert.Equal("x", (await swift.SendAsync("GET", "/c/o", (Token, "p2:u2:member"))).Text);
        Assert.Equal(401, (await swift.SendAsync("GET", "/c", (Token, "-"))).Status);
        Assert.Equal(401, (await swift.SendAsync("PUT", "/c/o", (Token, "-"))).Status);

        await swift.SendAsync("POST", "/c", ("X-Container-Read", " .r:* , .rlistings"));
        var listing = await swift.SendAsync("GET", "/c", (Token, "-"));
        Assert.Equal((200, "o\n", null), (listing.Status, listing.Text, listing["X-Container-Read"]));
        Assert.Equal(".r:*,.rlistings", (await swift.SendAsync("HEAD", "/c"))["X-Container-Read"]);
    }

    [Theory]
    [InlineData("p2:u2", 200)]
    [InlineData("p2:*", 200)]
    [InlineData("*:u2", 200)]
    [InlineData("name-p2:name-u2", 200)]
    [InlineData("p2:u3", 403)]
    [InlineData("p3:u2", 403)]
    public async Task A_grant_names_project_and_user(string acl, int status)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "x");
        await swift.SendAsync("POST", "/c", ("X-Container-Read", acl));

        Assert.Equal(status, (await swift.SendAsync("GET", "/c/o", (Token, "p2:u2:member"))).Status);
        Assert.Equal(403, (await swift.SendAsync("DELETE", "/c/o", (Token, "p2:u2:member"))).Status);
    }

    [Fact]
    public async Task A_write_grant_writes_objects_and_nothing_else()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.SendAsync("POST", "/c", ("X-Container-Write", "p2:u2"));

        Assert.Equal(201, (await swift.PutAsync("/c/o", "x", (Token, "p2:u2:member"))).Status);
        Assert.Equal(204, (await swift.SendAsync("DELETE", "/c/o", (Token, "p2:u2:member"))).Status);
        Assert.Equal(403, (await swift.SendAsync("GET", "/c/o", (Token, "p2:u2:member"))).Status);
        Assert.Equal(403, (await swift.SendAsync("POST", "/c", (Token, "p2:u2:member"))).Status);
    }

    [Theory]
    [InlineData("X-Container-Write", ".r:*")]
    [InlineData("X-Container-Read", ".x:y")]
    [InlineData("X-Container-Read", ".r:")]
    public async Task A_list_that_can_mean_nothing_is_refused(string name, string value)
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(400, (await swift.SendAsync("POST", "/c", (name, value))).Status);
    }

    [Theory]
    [InlineData(".r:example.com", "http://example.com/page", true)]
    [InlineData(".r:.example.com", "http://www.example.com/page", true)]
    [InlineData(".r:*,.r:-bad.example.com", "http://bad.example.com/", false)]
    [InlineData(".r:example.com", null, false)]
    public void The_last_referrer_that_matches_decides(string acl, string? referrer, bool isAllowed)
    {
        var cleaned = ContainerAcl.Clean("X-Container-Read", acl);

        Assert.Equal(isAllowed, ContainerAcl.Parse(cleaned).AllowsReferrer(referrer));
    }

    [Fact]
    public async Task Without_identity_a_token_is_answered_later()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        swift.Identity.IsAway = true;

        var answer = await swift.SendAsync("GET", "");

        Assert.Equal((503, "1"), (answer.Status, answer["Retry-After"]));
    }
}
