namespace Basalt.Objects.Swift;

/// <summary>Ends a request with a status, and a text of its own in place of the status's usual page.</summary>
internal sealed class SwiftFault(int status, string? text = null) : Exception(text ?? SwiftStatus.Title(status))
{
    public int Status { get; } = status;

    public string? Text { get; } = text;
}
