namespace Basalt.Objects.S3.Signing;

/// <summary>What a request says of its own signature, before anything of it is believed.</summary>
/// <param name="Scope">Whose key, for which day and place.</param>
/// <param name="SignedHeaders">Lower case, ascending.</param>
/// <param name="Signature">64 lower-case hex digits.</param>
/// <param name="Timestamp">The request's time as YYYYMMDD'T'HHMMSS'Z': what is signed.</param>
/// <param name="Time">The same as a time.</param>
/// <param name="Lifetime">How long a presigned URL holds; null if the signature came in the Authorization
/// header.</param>
internal sealed record SignatureClaim(
    CredentialScope Scope,
    string[] SignedHeaders,
    string Signature,
    string Timestamp,
    DateTimeOffset Time,
    TimeSpan? Lifetime)
{
    public bool IsPresigned => Lifetime is not null;
}
