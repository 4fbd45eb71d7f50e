namespace Basalt.Control.Api;

/// <summary>The bounds of what a client may send to a control API.</summary>
public static class ApiLimits
{
    /// <summary>Bytes of a request's body; oslo.middleware's sizelimit has the same default.</summary>
    public const int BodySizeMax = 114_688;

    /// <summary>Levels of nesting in a JSON body: Keystone's own bodies have six.</summary>
    public const int JsonDepthMax = 32;

    /// <summary>Characters of a token; ours have about 200, Keystone asks for no more than 255.</summary>
    public const int TokenLengthMax = 1_024;

    /// <summary>Rows of one page of a list; the rest is behind its <c>next</c> link.</summary>
    public const int PageCountMax = 1_000;
}
