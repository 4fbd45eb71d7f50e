namespace Basalt.Http.Kestrel;

/// <summary>The request target (RFC 9112 section 3.2) as it came.</summary>
internal static class RequestTarget
{
    /// <summary>Path and query; of an absolute form, what follows its authority.</summary>
    public static (string Path, string Query) Split(string target)
    {
        var path = target.AsSpan();
        if (!path.StartsWith("/"))
        {
            var authority = path.IndexOf("://");
            if (authority >= 0)
            {
                path = path[(authority + 3)..];
                var slash = path.IndexOfAny('/', '?');
                path = slash < 0 ? "/" : path[slash..];
            }
        }

        var question = path.IndexOf('?');
        return question < 0
            ? (path.Length == target.Length ? target : path.ToString(), "")
            : (path[..question].ToString(), path[(question + 1)..].ToString());
    }
}
