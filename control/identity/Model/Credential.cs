using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>A secret that identity keeps for a user: an EC2 key pair, for one.</summary>
[Table("identity_credential")]
internal sealed record Credential
{
    public const string Ec2Type = "ec2";

    /// <summary>For EC2, the SHA-256 of the access key in lower-case hexadecimal, as Keystone has it.</summary>
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("user_id")]
    public required string UserId { get; init; }

    [Column("project_id")]
    public string? ProjectId { get; init; }

    [Column("type")]
    public required string Type { get; init; }

    /// <summary>The blob, encrypted with the credential keys; never in the clear in SQL.</summary>
    [Column("encrypted_blob")]
    public required string EncryptedBlob { get; init; }

    [Column("extra")]
    public string? Extra { get; init; }
}
