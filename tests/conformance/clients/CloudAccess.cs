using Basalt.Tests.Support.Processes;
using Basalt.Tests.Support.Signing;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>What a client is told of the cloud: read from the files that `basalt up` writes for it.</summary>
internal sealed class CloudAccess
{
    private readonly Dictionary<string, string> _openrc;

    public CloudAccess(string openrc, string awsCredentials, string cloudsYaml)
    {
        CloudsYaml = cloudsYaml;
        AwsCredentials = awsCredentials;
        _openrc = File.ReadLines(openrc)
            .Where(static l => l.StartsWith("export ", StringComparison.Ordinal))
            .Select(static l => l["export ".Length..].Split('=', 2))
            .ToDictionary(static p => p[0], static p => p[1].Trim('\''));
        var keys = File.ReadLines(awsCredentials)
            .Where(static l => l.Contains('=', StringComparison.Ordinal))
            .Select(static l => l.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(static p => p[0], static p => p[1]);
        Key = new(keys["aws_access_key_id"], keys["aws_secret_access_key"], _openrc["AWS_DEFAULT_REGION"]);
    }

    public static CloudAccess Of(BasaltProcess cloud)
    {
        var files = cloud.Summary.GetProperty("files");
        return new(File("openrc"), File("aws_credentials"), File("clouds_yaml"));

        string File(string name) => files.GetProperty(name).GetString()!;
    }

    public string CloudsYaml { get; }

    public string AwsCredentials { get; }

    public AccessKey Key { get; }

    /// <summary>With its /v3.</summary>
    public string IdentityUrl => _openrc["OS_AUTH_URL"];

    /// <summary>The object endpoint, for S3; no path.</summary>
    public Uri ObjectUrl => new(_openrc["AWS_ENDPOINT_URL"]);

    public string UserName => _openrc["OS_USERNAME"];

    public string Password => _openrc["OS_PASSWORD"];

    public string ProjectName => _openrc["OS_PROJECT_NAME"];

    /// <summary>What `source openrc` leaves in the environment.</summary>
    public IReadOnlyDictionary<string, string> Openrc => _openrc;

    /// <summary>Names of containers must differ between tests and be valid buckets.</summary>
    public static string NewName(string stem) => $"{stem}-{Interlocked.Increment(ref s_names)}";

    private static int s_names;
}
