namespace Basalt.Objects.Core;

/// <summary>What a client may say about an object besides its bytes. Strings carry bytes as
/// <see cref="MetadataPair"/> says.</summary>
public sealed record ObjectMetadata
{
    public static ObjectMetadata Empty { get; } = new();

    /// <summary>Null: none was given; the face decides what to answer.</summary>
    public string? ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentLanguage { get; init; }

    public string? CacheControl { get; init; }

    public string? Expires { get; init; }

    /// <summary>The user's own pairs, seen by both faces.</summary>
    public IReadOnlyList<MetadataPair> User { get; init; } = [];

    /// <summary>What one face alone needs to remember; named <c>face.name</c>, such as <c>s3.tagging</c>.</summary>
    public IReadOnlyList<MetadataPair> System { get; init; } = [];

    /// <summary>From this moment on the object is no longer there. Whole seconds.</summary>
    public DateTimeOffset? DeleteAt { get; init; }

    /// <summary>Makes the object a dynamic manifest: <c>container/prefix</c> of its segments, as UTF-8 text.</summary>
    public string? DynamicManifest { get; init; }

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
