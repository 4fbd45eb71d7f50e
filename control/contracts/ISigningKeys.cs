namespace Basalt.Control.Contracts;

/// <summary>Derives signing keys from EC2 credentials; the secret itself never leaves identity.</summary>
public interface ISigningKeys
{
    /// <summary>The Signature Version 4 key of (access key, YYYYMMDD, region, service); null if the access key is not
    /// known, or its user or project is gone or disabled.</summary>
    ValueTask<SigningKey?> DeriveAsync(
        string accessKey, string date, string region, string service, CancellationToken cancellation);
}
