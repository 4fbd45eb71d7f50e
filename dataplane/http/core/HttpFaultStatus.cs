namespace Basalt.Http;

/// <summary>The status of a refused request, for whoever has no words of its own for it.</summary>
public static class HttpFaultStatus
{
    public static int Of(HttpFault fault) => fault switch
    {
        HttpFault.RequestLine or HttpFault.Target or HttpFault.Field or HttpFault.Host or HttpFault.Framing => 400,
        HttpFault.HeadTimeout => 408,
        HttpFault.RequestLineTooLong => 414,
        HttpFault.Expectation => 417,
        HttpFault.FieldsTooLarge or HttpFault.FieldsTooMany => 431,
        HttpFault.HandlerFailed => 500,
        HttpFault.Version => 505,
    };
}
