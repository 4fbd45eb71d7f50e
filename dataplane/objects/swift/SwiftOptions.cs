namespace Basalt.Objects.Swift;

/// <summary>What an operator may set about the Swift face.</summary>
public sealed record SwiftOptions
{
    /// <summary>Roles that may do everything in their own project's account.</summary>
    public IReadOnlyList<string> OperatorRoles { get; init; } = ["admin", "manager", "member", "swiftoperator"];

    /// <summary>Roles that may read in their own project's account.</summary>
    public IReadOnlyList<string> ReaderRoles { get; init; } = ["reader"];

    /// <summary>Roles that may do everything in every account.</summary>
    public IReadOnlyList<string> ResellerRoles { get; init; } = ["ResellerAdmin"];
}
