using System.Text;
using System.Text.Unicode;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary><c>/v1/AUTH_project[/container[/object]]</c>. The object is the rest, slashes, dots and all: a name and
/// not a path.</summary>
internal readonly record struct SwiftPath(string Project, string? Container, ObjectKey? Key)
{
    public const string Version = "/v1/";
    public const string AccountPrefix = "AUTH_";

    public string Account => AccountPrefix + Project;

    /// <summary>Decodes and checks; throws <see cref="SwiftFault"/> for what no name can be.</summary>
    public static SwiftPath Parse(string rawPath)
    {
        var decoded = PercentEncoding.Decode(rawPath.AsSpan(Version.Length));
        if (!Utf8.IsValid(decoded) || decoded.AsSpan().Contains((byte)0))
            throw new SwiftFault(412, "Invalid UTF8 or contains NULL");
        ReadOnlyMemory<byte> rest = decoded;
        var account = Encoding.UTF8.GetString(Take(ref rest).Span);
        if (!account.StartsWith(AccountPrefix, StringComparison.Ordinal)
            || !ContainerNames.IsAccount(account[AccountPrefix.Length..]))
            throw new SwiftFault(404);
        var project = account[AccountPrefix.Length..];
        if (rest.IsEmpty)
            return new SwiftPath(project, null, null);

        var container = Take(ref rest);
        if (container.IsEmpty)
            throw new SwiftFault(404);
        if (container.Length > ObjectLimits.ContainerNameSizeMax)
        {
            throw new SwiftFault(
                400, $"Container name length of {container.Length} longer than {ObjectLimits.ContainerNameSizeMax}");
        }

        if (rest.IsEmpty)
            return new SwiftPath(project, Encoding.UTF8.GetString(container.Span), null);
        return ObjectKey.TryCreate(rest, out var key)
            ? new SwiftPath(project, Encoding.UTF8.GetString(container.Span), key)
            : throw new SwiftFault(400, $"Object name length of {rest.Length} longer than {ObjectLimits.KeySizeMax}");
    }

    /// <summary>Splits <c>container/object</c> as header fields name them, percent-encoded, with or without a slash
    /// before.</summary>
    public static (string Container, ObjectKey Key) ParseObjectName(string field, string fieldName)
    {
        var decoded = PercentEncoding.Decode(field);
        ReadOnlyMemory<byte> rest = decoded.AsMemory(decoded is [(byte)'/', ..] ? 1 : 0);
        if (!Utf8.IsValid(rest.Span))
            throw new SwiftFault(412, $"{fieldName} header must be valid UTF-8");
        var container = Encoding.UTF8.GetString(Take(ref rest).Span);
        return ContainerNames.IsContainer(container) && ObjectKey.TryCreate(rest, out var key)
            ? (container, key)
            : throw new SwiftFault(412, $"{fieldName} header must be of the form <container name>/<object name>");
    }

    /// <summary>Up to the next slash; the slash is passed over.</summary>
    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        var slash = rest.Span.IndexOf((byte)'/');
        var taken = slash < 0 ? rest : rest[..slash];
        rest = slash < 0 ? default : rest[(slash + 1)..];
        return taken;
    }
}
