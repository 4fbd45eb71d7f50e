using System.Text;
using Basalt.Objects.S3;
using Basalt.Objects.S3.Signing;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>Whatever a query says, it is refused or its signature is understood whole.</summary>
internal sealed class PresignedQueryTarget : IFuzzTarget
{
    public string Name => "s3-presigned-query";

    public IReadOnlyList<string> Seeds =>
    [
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
            + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        "list-type=2&prefix=a%2Fb+c&delimiter=%2F",
        "AWSAccessKeyId=a&Signature=b&Expires=1",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        try
        {
            var query = S3Query.Parse(Encoding.Latin1.GetString(input));
            Promise.Holds(query.Parameters.Count <= S3Limits.QueryParametersMax, "parameters are bounded");
            var claim = PresignedQuery.Parse(query);
            Promise.Holds(claim.IsPresigned, "a presigned claim has a lifetime");
            Promise.Holds(
                claim.Lifetime >= TimeSpan.Zero && claim.Lifetime <= S3Limits.PresignedLifetimeMax,
                "a lifetime is up to a week");
        }
        catch (S3Exception e)
        {
            Promise.Holds(S3ErrorMap.Describe(e.Code).Status is >= 400 and < 600, "a refusal has a status");
        }
    }
}
