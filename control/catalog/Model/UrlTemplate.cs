using System.Text.RegularExpressions;

namespace Basalt.Control.Catalog.Model;

/// <summary>Fills in an endpoint's URL for a token, in Keystone's two spellings: <c>%(project_id)s</c> and
/// <c>$(project_id)s</c>.</summary>
internal static partial class UrlTemplate
{
    /// <summary>Whether the URL holds only names that can be filled in, and no other use of its two marks.</summary>
    public static bool IsValid(string url)
    {
        var rest = Placeholder().Replace(url, static match => IsKnown(match.Groups["name"].Value) ? "" : match.Value);
        return !rest.Contains("%(", StringComparison.Ordinal) && !rest.Contains("$(", StringComparison.Ordinal);
    }

    /// <summary>Null if the URL needs a project and there is none: such an endpoint is left out of the
    /// catalog.</summary>
    public static string? Fill(string url, string userId, string? projectId)
    {
        var isComplete = true;
        var filled = Placeholder().Replace(url, match =>
        {
            var value = match.Groups["name"].Value switch
            {
                "user_id" => userId,
                "project_id" or "tenant_id" => projectId,
                _ => null,
            };
            isComplete &= value is not null;
            return value ?? "";
        });
        return isComplete ? filled : null;
    }

    private static bool IsKnown(string name) => name is "user_id" or "project_id" or "tenant_id";

    [GeneratedRegex(@"[%$]\((?<name>[^()]*)\)s")]
    private static partial Regex Placeholder();
}
