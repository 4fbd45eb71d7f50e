using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.S3;

/// <summary>@aws-sdk/client-s3 as it comes; s3/js/client.mjs says what it does.</summary>
public sealed class JavaScriptSdkTests(CloudFixture cloud)
{
    [Fact]
    public async Task The_client_with_default_settings_does_all_its_steps()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "../../../s3/js");
        if (!Directory.Exists(Path.Combine(script, "node_modules")))
        {
            Tool.Lack("@aws-sdk/client-s3 is not installed: `dotnet run build.cs -- test` runs npm ci");
        }

        var key = cloud.Access.Key;
        var node = new Tool("node", new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = key.Id,
            ["AWS_SECRET_ACCESS_KEY"] = key.Secret,
            ["AWS_REGION"] = key.Region,
            ["ENDPOINT"] = cloud.Access.ObjectUrl.GetLeftPart(UriPartial.Authority),
            ["BUCKET"] = CloudAccess.NewName("js"),
        });
        Assert.EndsWith("all steps done\n", await node.RunAsync(script, "client.mjs"), StringComparison.Ordinal);
    }
}
