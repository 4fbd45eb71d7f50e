using Basalt.Control.Catalog.Model;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Catalog;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("http://h/v1/AUTH_%(project_id)s", "http://h/v1/AUTH_p")]
    [InlineData("http://h/$(tenant_id)s/$(user_id)s", "http://h/p/u")]
    [InlineData("http://h/100%", "http://h/100%")]
    public void A_url_is_filled_in(string url, string filled) => Assert.Equal(filled, UrlTemplate.Fill(url, "u", "p"));

    [Fact]
    public void A_url_that_needs_a_project_is_left_out_without_one() =>
        Assert.Null(UrlTemplate.Fill("http://h/v1/AUTH_%(project_id)s", "u", null));

    [Theory]
    [InlineData("http://h/%(project_id)s", true)]
    [InlineData("http://h/", true)]
    [InlineData("http://h/%(secret)s", false)]
    [InlineData("http://h/%(project_id)", false)]
    [InlineData("http://h/$(project_id", false)]
    public void Only_known_names_are_valid(string url, bool isValid) => Assert.Equal(isValid, UrlTemplate.IsValid(url));
}
