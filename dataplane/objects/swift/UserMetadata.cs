using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>The <c>X-{Account,Container,Object}-Meta-*</c> fields.</summary>
internal static class UserMetadata
{
    /// <summary>Reads them all and holds them against the limits; throws 400.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="kind">Account, Container or Object.</param>
    public static List<MetadataPair> Read(RequestHeaders headers, string kind)
    {
        var prefix = $"X-{kind}-Meta-";
        var pairs = new List<MetadataPair>();
        foreach (var (field, value) in headers.Lines)
        {
            if (!field.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var name = field[prefix.Length..].ToLowerInvariant();
            var earlier = pairs.FindIndex(pair => pair.Name == name);
            if (earlier >= 0)
                pairs[earlier] = new MetadataPair(name, $"{pairs[earlier].Value},{value}");
            else
                pairs.Add(new MetadataPair(name, value));
        }

        Check(pairs);
        return pairs;
    }

    /// <summary>Accounts and containers keep what a request does not name; an empty value, or <c>X-Remove-</c>,
    /// removes.</summary>
    public static List<MetadataPair> Merge(IReadOnlyList<MetadataPair> current, RequestHeaders headers, string kind)
    {
        var changes = Read(headers, kind);
        var prefix = $"X-Remove-{kind}-Meta-";
        foreach (var (field, _) in headers.Lines)
        {
            if (field.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                changes.Add(new MetadataPair(field[prefix.Length..].ToLowerInvariant(), ""));
        }

        var merged = current.Where(pair => !changes.Exists(change => change.Name == pair.Name)).ToList();
        merged.AddRange(changes.Where(change => change.Value.Length > 0));
        CheckTotal(merged);
        return merged;
    }

    public static void Write(ResponseHeaders answer, IReadOnlyList<MetadataPair> pairs, string kind)
    {
        foreach (var pair in pairs)
            answer[$"X-{kind}-Meta-{TitleCase(pair.Name)}"] = pair.Value;
    }

    private static void Check(List<MetadataPair> pairs)
    {
        foreach (var (name, value) in pairs)
        {
            if (name.Length == 0)
                throw new SwiftFault(400, "Metadata name cannot be empty");
            if (name.Length > SwiftLimits.MetadataNameLengthMax)
                throw new SwiftFault(400, $"Metadata name too long: {name}");
            if (value.Length > SwiftLimits.MetadataValueLengthMax)
                throw new SwiftFault(400, $"Metadata value longer than {SwiftLimits.MetadataValueLengthMax}: {name}");
        }

        CheckTotal(pairs);
    }

    private static void CheckTotal(List<MetadataPair> pairs)
    {
        if (pairs.Count > SwiftLimits.MetadataCountMax)
            throw new SwiftFault(400, $"Too many metadata items; max {SwiftLimits.MetadataCountMax}");
        if (pairs.Sum(pair => pair.Name.Length + pair.Value.Length) > SwiftLimits.MetadataSizeMax)
            throw new SwiftFault(400, $"Total metadata too large; max {SwiftLimits.MetadataSizeMax}");
    }

    /// <summary>As Swift shows names: each word begins with a capital.</summary>
    private static string TitleCase(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
            text.Append(text.Length == 0 || text[^1] == '-' ? char.ToUpperInvariant(letter) : letter);
        return text.ToString();
    }
}
