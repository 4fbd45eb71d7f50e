using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Basalt.Control.Identity.Credentials;

/// <summary>The blob of an EC2 credential, as Keystone stores it: <c>{"access": …, "secret": …, "trust_id":
/// null}</c>.</summary>
internal sealed record Ec2Blob(string Access, string Secret, string? TrustId)
{
    public static Ec2Blob Create() => new(NewKey(), NewKey(), null);

    /// <summary>The credential's id.</summary>
    public static string IdOf(string access) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(access)));

    public static Ec2Blob? TryParse(string json)
    {
        try
        {
            var blob = JsonSerializer.Deserialize(json, Ec2Json.Default.Ec2Blob);
            return blob is { Access: not null, Secret: not null } ? blob : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Ec2Json.Default.Ec2Blob);

    /// <summary>The secret stays out of whatever prints a record.</summary>
    public override string ToString() => $"{nameof(Ec2Blob)} {Access}";

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Ec2Blob))]
internal sealed partial class Ec2Json : JsonSerializerContext;
