using Basalt.Control.Host.Data;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class CredentialFilesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_files_are_the_owners_alone_even_where_wider_ones_stood()
    {
        var data = new DataDirectory(_directory.FullName);
        File.WriteAllText(data.OpenrcPath, "");
        File.SetUnixFileMode(data.OpenrcPath, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        CredentialFiles.Write(data, Example());

        Assert.All(
            [data.CloudsYamlPath, data.OpenrcPath, data.AwsCredentialsPath],
            path => Assert.Equal(OwnerFile.FileMode, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void Aws_clients_find_the_way_in_their_own_file()
    {
        var data = new DataDirectory(_directory.FullName);

        CredentialFiles.Write(data, Example());

        Assert.EndsWith(
            """
            [default]
            aws_access_key_id = access
            aws_secret_access_key = secret
            region = RegionOne
            endpoint_url = http://127.0.0.1:8080

            """,
            File.ReadAllText(data.AwsCredentialsPath),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_in_values_stay_values()
    {
        var data = new DataDirectory(_directory.FullName);

        CredentialFiles.Write(data, Example() with { Password = "it's" });

        Assert.Contains("password: 'it''s'\n", File.ReadAllText(data.CloudsYamlPath), StringComparison.Ordinal);
        Assert.Contains("export OS_PASSWORD='it'\\''s'\n", File.ReadAllText(data.OpenrcPath), StringComparison.Ordinal);
    }

    [Fact]
    public void The_authority_is_named_to_every_client()
    {
        var data = new DataDirectory(_directory.FullName);

        CredentialFiles.Write(data, Example() with { AuthorityPath = "/data/ca.pem" });

        var clouds = File.ReadAllText(data.CloudsYamlPath);
        Assert.Contains("\n    cacert: '/data/ca.pem'\n", clouds, StringComparison.Ordinal);
        var openrc = File.ReadAllText(data.OpenrcPath);
        Assert.Contains("export OS_CACERT='/data/ca.pem'\n", openrc, StringComparison.Ordinal);
        Assert.Contains("export AWS_CA_BUNDLE='/data/ca.pem'\n", openrc, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_has_192_random_bits_and_fits_a_url()
    {
        var password = AdminPassword.Make();

        Assert.Equal(32, password.Length);
        Assert.All(password, character => Assert.True(char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
        Assert.NotEqual(password, AdminPassword.Make());
    }

    private static Credentials Example() => new()
    {
        IdentityUrl = "http://127.0.0.1:5000/v3",
        ObjectUrl = "http://127.0.0.1:8080",
        Region = "RegionOne",
        UserName = "admin",
        Password = "secret",
        ProjectName = "admin",
        DomainName = "Default",
        AccessKey = "access",
        SecretKey = "secret",
    };
}
