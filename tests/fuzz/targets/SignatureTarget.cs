using System.Text;
using Basalt.Objects.S3;
using Basalt.Objects.S3.Signing;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>Whatever an Authorization field says, it is refused or understood whole.</summary>
internal sealed class SignatureTarget : IFuzzTarget
{
    private const string Signature = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543";

    public string Name => "s3-authorization";

    public IReadOnlyList<string> Seeds =>
    [
        "AWS4-HMAC-SHA256 Credential=AKID/20130524/us-east-1/s3/aws4_request, "
            + $"SignedHeaders=host;range;x-amz-date, Signature={Signature}",
        $"AWS4-HMAC-SHA256 Credential=a/b/20130524/r/s3/aws4_request,SignedHeaders=host,Signature={Signature}",
        "AWS AKID:c2lnbmF0dXJl",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        try
        {
            var parts = AuthorizationHeader.Parse(Encoding.Latin1.GetString(input));
            Promise.Holds(parts.Signature.Length == SignatureV4.HexSize, "a signature has its size");
            Promise.Holds(parts.SignedHeaders.Length > 0, "something is signed");
            Promise.Holds(parts.Scope.AccessKey.Length > 0 && parts.Scope.Date.Length == 8, "a scope is whole");
        }
        catch (S3Exception e)
        {
            Promise.Holds(S3ErrorMap.Describe(e.Code).Status is >= 400 and < 600, "a refusal has a status");
        }
    }
}
