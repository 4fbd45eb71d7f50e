namespace Basalt.FirmwareConfig.Model;

/// <summary>Names as profiles write them.</summary>
internal static class DashedName
{
    /// <summary>ReadFixed is read-fixed.</summary>
    public static string Of(string name) => string.Concat(
        name.Select(static (c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)));
}
