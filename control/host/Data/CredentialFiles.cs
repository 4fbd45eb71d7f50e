using System.Text;

namespace Basalt.Control.Host.Data;

/// <summary>Writes what the clients read: clouds.yaml (openstackclient, SDKs), openrc (shells),
/// aws-credentials.</summary>
internal static class CredentialFiles
{
    public static void Write(DataDirectory data, Credentials credentials)
    {
        OwnerFile.Write(data.CloudsYamlPath, Encoding.UTF8.GetBytes(CloudsYaml(credentials)));
        OwnerFile.Write(data.OpenrcPath, Encoding.UTF8.GetBytes(Openrc(data, credentials)));
        OwnerFile.Write(data.AwsCredentialsPath, Encoding.UTF8.GetBytes(AwsCredentials(credentials)));
    }

    /// <remarks>openstacksdk's clouds.yaml: auth, region_name, cacert. Values are YAML single-quoted scalars.</remarks>
    private static string CloudsYaml(Credentials it)
    {
        var text = new StringBuilder($"""
            # Written by basalt at each start.
            clouds:
              basalt:
                auth:
                  auth_url: {Yaml(it.IdentityUrl)}
                  username: {Yaml(it.UserName)}
                  password: {Yaml(it.Password)}
                  project_name: {Yaml(it.ProjectName)}
                  user_domain_name: {Yaml(it.DomainName)}
                  project_domain_name: {Yaml(it.DomainName)}
                region_name: {Yaml(it.Region)}
                identity_api_version: 3

            """);
        if (it.AuthorityPath is { } authority) text.Append($"    cacert: {Yaml(authority)}\n");
        return text.ToString();
    }

    private static string Openrc(DataDirectory data, Credentials it)
    {
        var text = new StringBuilder("# Written by basalt at each start. Use: source openrc\n");
        Export("OS_AUTH_URL", it.IdentityUrl);
        Export("OS_IDENTITY_API_VERSION", "3");
        Export("OS_USERNAME", it.UserName);
        Export("OS_PASSWORD", it.Password);
        Export("OS_PROJECT_NAME", it.ProjectName);
        Export("OS_USER_DOMAIN_NAME", it.DomainName);
        Export("OS_PROJECT_DOMAIN_NAME", it.DomainName);
        Export("OS_REGION_NAME", it.Region);
        Export("AWS_SHARED_CREDENTIALS_FILE", data.AwsCredentialsPath);
        Export("AWS_DEFAULT_REGION", it.Region);
        Export("AWS_ENDPOINT_URL", it.ObjectUrl);
        if (it.AuthorityPath is { } authority)
        {
            Export("OS_CACERT", authority);
            Export("AWS_CA_BUNDLE", authority);
        }
        else
        {
            // Of another cloud, whose file was read into this shell before.
            text.Append("unset OS_CACERT AWS_CA_BUNDLE\n");
        }

        return text.ToString();

        void Export(string name, string value) => text.Append($"export {name}={Shell(value)}\n");
    }

    private static string AwsCredentials(Credentials it) => $"""
        # Written by basalt at each start.
        [default]
        aws_access_key_id = {it.AccessKey}
        aws_secret_access_key = {it.SecretKey}
        region = {it.Region}
        endpoint_url = {it.ObjectUrl}

        """;

    private static string Yaml(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Shell(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
