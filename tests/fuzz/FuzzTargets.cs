using Basalt.Tests.Fuzz.Targets;

namespace Basalt.Tests.Fuzz;

internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new HostProfileTarget(),
        new HttpHeadTarget(),
        new HttpChunksTarget(),
        new HttpRangeTarget(),
        new HttpDateTarget(),
        new EntityTagTarget(),
        new PercentEncodingTarget(),
        new SignatureTarget(),
        new PresignedQueryTarget(),
        new AwsChunkedTarget(),
        new S3XmlTarget(),
        new ProxyHeaderTarget(),
    ];
}
