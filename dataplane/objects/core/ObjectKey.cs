using System.Text;

namespace Basalt.Objects.Core;

/// <summary>An object's key: 1 to <see cref="ObjectLimits.KeySizeMax"/> bytes of UTF-8, opaque, never normalised.
/// Compared byte by byte.</summary>
public readonly struct ObjectKey : IEquatable<ObjectKey>
{
    private ObjectKey(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Refuses what is empty, too long, or not well-formed UTF-8 (an overlong form is not). The memory is
    /// kept, not copied.</summary>
    public static bool TryCreate(ReadOnlyMemory<byte> utf8, out ObjectKey key)
    {
        key = new ObjectKey(utf8);
        return utf8.Length is > 0 and <= ObjectLimits.KeySizeMax && System.Text.Unicode.Utf8.IsValid(utf8.Span);
    }

    /// <inheritdoc cref="TryCreate(ReadOnlyMemory{byte}, out ObjectKey)"/>
    public static bool TryCreate(string text, out ObjectKey key)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryCreate(Encoding.UTF8.GetBytes(text), out key);
    }

    /// <summary>A key that came out of the index: checked when it went in.</summary>
    internal static ObjectKey Stored(ReadOnlyMemory<byte> utf8) => new(utf8);

    public bool Equals(ObjectKey other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override bool Equals(object? obj) => obj is ObjectKey other && Equals(other);

    /// <summary>FNV-1a: the same from run to run.</summary>
    public override int GetHashCode()
    {
        var hash = 2166136261u;
        foreach (var value in Utf8.Span)
            hash = (hash ^ value) * 16777619u;
        return (int)hash;
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    public static bool operator ==(ObjectKey left, ObjectKey right) => left.Equals(right);

    public static bool operator !=(ObjectKey left, ObjectKey right) => !left.Equals(right);
}
