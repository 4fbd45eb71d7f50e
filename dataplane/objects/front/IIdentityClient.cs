namespace Basalt.Objects.Front;

/// <summary>Asks who a caller is. The node implements it over the contract, with its cache and grace.</summary>
public interface IIdentityClient
{
    /// <summary>Validates a Keystone token (X-Auth-Token).</summary>
    ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation);

    /// <summary>The Signature Version 4 signing key of (access key, date as YYYYMMDD, region, service).</summary>
    ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
        string accessKey, string date, string region, string service, CancellationToken cancellation);
}
