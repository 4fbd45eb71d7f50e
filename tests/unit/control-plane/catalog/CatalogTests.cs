using System.Net;
using System.Text.Json.Nodes;
using Basalt.Tests.Unit.ControlPlane.Identity;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Catalog;

public sealed class CatalogTests
{
    [Fact]
    public async Task A_new_service_is_in_the_next_tokens_catalog_until_it_is_disabled()
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();
        var service = await host.MakeAsync(
            token, "/v3/services", "service", new JsonObject { ["type"] = "compute", ["name"] = "nova" });
        var endpoint = await host.MakeAsync(token, "/v3/endpoints", "endpoint", new JsonObject
        {
            ["service_id"] = (string?)service["id"],
            ["interface"] = "public",
            ["region"] = "RegionTwo",
            ["url"] = "http://h:8774/v2.1",
        });

        Assert.Equal("RegionTwo", (string?)endpoint["region_id"]);
        Assert.Contains("compute", await TypesAsync());
        await host.SendAsync(
            "PATCH",
            $"/v3/services/{(string)service["id"]!}",
            token,
            new JsonObject { ["service"] = new JsonObject { ["enabled"] = false } });
        Assert.DoesNotContain("compute", await TypesAsync());

        async Task<IEnumerable<string?>> TypesAsync()
        {
            var (_, body) = await host.SendAsync("GET", "/v3/auth/catalog", token);
            return body!["catalog"]!.AsArray().Select(item => (string?)item!["type"]);
        }
    }

    [Fact]
    public async Task An_endpoint_must_name_what_is_there()
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();
        var service = await host.MakeAsync(token, "/v3/services", "service", new JsonObject { ["type"] = "compute" });
        var id = (string?)service["id"];
        JsonObject[] wrong =
        [
            new() { ["service_id"] = "none", ["interface"] = "public", ["url"] = "http://h" },
            new() { ["service_id"] = id, ["interface"] = "outside", ["url"] = "http://h" },
            new() { ["service_id"] = id, ["interface"] = "public", ["url"] = "http://h/%(secret)s" },
            new() { ["service_id"] = id, ["interface"] = "public", ["url"] = "http://h", ["region_id"] = "none" },
        ];
        foreach (var fields in wrong)
        {
            var (status, _) = await host.SendAsync(
                "POST", "/v3/endpoints", token, new JsonObject { ["endpoint"] = fields });
            Assert.Equal(HttpStatusCode.BadRequest, status);
        }
    }

    [Fact]
    public async Task A_region_in_use_stays()
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();
        await host.MakeAsync(token, "/v3/regions", "region", new JsonObject { ["id"] = "empty" });

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await host.SendAsync("DELETE", $"/v3/regions/{IdentityHost.Region}", token)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("DELETE", "/v3/regions/empty", token)).Status);
    }
}
