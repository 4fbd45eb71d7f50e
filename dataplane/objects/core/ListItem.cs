namespace Basalt.Objects.Core;

/// <summary>One line of a listing.</summary>
/// <param name="Name">The name, or the common prefix with its delimiter; UTF-8.</param>
/// <param name="Entry">What stands under the name; null for a common prefix.</param>
public readonly record struct ListItem<T>(ReadOnlyMemory<byte> Name, T? Entry)
    where T : class
{
    public bool IsPrefix => Entry is null;
}
