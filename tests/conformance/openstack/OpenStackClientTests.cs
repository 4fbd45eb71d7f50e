using System.Text.Json;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Openstack;

/// <summary>python-openstackclient, from openrc and from clouds.yaml.</summary>
public sealed class OpenStackClientTests(CloudFixture cloud) : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_token_is_issued_for_the_project_of_openrc()
    {
        var token = await JsonAsync(cloud.Openstack(), "token", "issue");
        Assert.StartsWith("gAAAA", token.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(token.GetProperty("project_id").GetString()));
    }

    [Fact]
    public async Task The_catalog_lists_identity_and_object_store()
    {
        var catalog = await JsonAsync(cloud.Openstack(), "catalog", "list");
        var types = catalog.EnumerateArray().Select(static s => s.GetProperty("Type").GetString());
        Assert.Superset(new HashSet<string?> { "identity", "object-store" }, types.ToHashSet());
    }

    [Fact]
    public async Task Clouds_yaml_alone_is_enough_to_log_in()
    {
        var environment = new Dictionary<string, string>
        {
            ["OS_CLIENT_CONFIG_FILE"] = cloud.Access.CloudsYaml,
            ["OS_CLOUD"] = "basalt",
        };
        var projects = await JsonAsync(new Tool("openstack", environment), "project", "list");
        Assert.Contains(
            projects.EnumerateArray(), p => p.GetProperty("Name").GetString() == cloud.Access.ProjectName);
    }

    [Fact]
    public async Task Users_and_projects_are_made_shown_and_deleted()
    {
        var openstack = cloud.Openstack();
        await JsonAsync(openstack, "project", "create", "conformance", "--description", "made by a test");
        var user = await JsonAsync(
            openstack, "user", "create", "tester", "--project", "conformance", "--password", "a pass phrase");
        Assert.Equal("tester", user.GetProperty("name").GetString());
        await openstack.RunAsync(
            _scratch.Path, "role", "add", "--user", "tester", "--project", "conformance", "member");
        var shown = await JsonAsync(openstack, "project", "show", "conformance");
        Assert.Equal("made by a test", shown.GetProperty("description").GetString());
        await openstack.RunAsync(_scratch.Path, "user", "delete", "tester");
        await openstack.RunAsync(_scratch.Path, "project", "delete", "conformance");
    }

    [Fact]
    public async Task An_object_is_created_listed_shown_saved_and_deleted()
    {
        var openstack = cloud.Openstack();
        var container = CloudAccess.NewName("openstack");
        var hash = GeneratedFile.Write(_scratch["thing.bin"], 300_000, seed: 1);

        await openstack.RunAsync(_scratch.Path, "container", "create", container);
        await openstack.RunAsync(_scratch.Path, "object", "create", container, "thing.bin");
        var objects = await JsonAsync(openstack, "object", "list", container);
        Assert.Equal("thing.bin", Assert.Single(objects.EnumerateArray()).GetProperty("Name").GetString());
        var shown = await JsonAsync(openstack, "object", "show", container, "thing.bin");
        Assert.Equal("300000", $"{shown.GetProperty("content-length")}");

        await openstack.RunAsync(_scratch.Path, "object", "save", "--file", "back.bin", container, "thing.bin");
        Assert.Equal(hash, GeneratedFile.HashOf(_scratch["back.bin"]));
        await openstack.RunAsync(_scratch.Path, "object", "delete", container, "thing.bin");
        await openstack.RunAsync(_scratch.Path, "container", "delete", container);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_the_client_s_words()
    {
        var environment = new Dictionary<string, string>(cloud.Access.Openrc) { ["OS_PASSWORD"] = "not this one" };
        var result = await new Tool("openstack", environment).TryAsync(_scratch.Path, "token", "issue");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("HTTP 401", result.Error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> JsonAsync(Tool openstack, params string[] command)
    {
        var output = await openstack.RunAsync(_scratch.Path, [.. command, "-f", "json"]);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
