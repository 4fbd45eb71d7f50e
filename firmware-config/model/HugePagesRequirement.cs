namespace Basalt.FirmwareConfig.Model;

/// <summary>Pages of one size set aside at boot or since.</summary>
/// <param name="Necessity">Whether the host may lack them.</param>
/// <param name="Position">Where the profile says so.</param>
/// <param name="PageSize">Bytes of one page.</param>
/// <param name="Count">How many.</param>
public sealed record HugePagesRequirement(Necessity Necessity, SourcePosition Position, long PageSize, long Count)
    : Requirement(Necessity, Position)
{
    public override string Subject => $"huge pages of {ByteSize.Format(PageSize)}";
}
