namespace Basalt.Objects.Core;

/// <summary>What a client may say about a container. Strings carry bytes as <see cref="MetadataPair"/> says.</summary>
public sealed record ContainerSettings
{
    public static ContainerSettings Empty { get; } = new();

    public IReadOnlyList<MetadataPair> User { get; init; } = [];

    /// <summary>What one face alone needs to remember; named <c>face.name</c>, such as <c>s3.cors</c>.</summary>
    public IReadOnlyList<MetadataPair> System { get; init; } = [];

    /// <summary>Who besides the account may read, in Swift's words (X-Container-Read); null: nobody.</summary>
    public string? ReadAcl { get; init; }

    /// <summary>Who besides the account may write (X-Container-Write); null: nobody.</summary>
    public string? WriteAcl { get; init; }

    /// <summary>The value of a system pair; null if there is none.</summary>
    public string? FindSystem(string name)
    {
        foreach (var pair in System)
        {
            if (pair.Name == name)
                return pair.Value;
        }

        return null;
    }
}
