using System.Runtime.InteropServices;

using Basalt.Engine.Format;

namespace Basalt.Engine.Layers;

/// <summary>One layer that has no seal yet. The shard alone changes it.</summary>
internal sealed class Layer(LayerId id)
{
    /// <summary>Extents kept here; more go into the tree ahead of the seal.</summary>
    public const int ExtentCountMax = 64;

    private readonly List<byte[]> _extents = [];

    public LayerId Id { get; } = id;

    /// <summary>Bytes; known once finished.</summary>
    public long Size { get; private set; } = -1;

    /// <summary>Every byte is durable; only the seal is missing.</summary>
    public bool IsFinished => Size >= 0;

    /// <summary>A group under way holds its seal: its writer's end changes nothing.</summary>
    public bool IsSealing { get; set; }

    /// <summary>Its writer has ended; without a seal to come the space goes back.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Some of its extents are in the tree.</summary>
    public bool IsSpilled { get; private set; }

    /// <summary>A group under way takes some of them there.</summary>
    public bool IsSpilling { get; set; }

    /// <summary>Extents that are only here, as records have them.</summary>
    public IReadOnlyList<byte[]> Extents => _extents;

    /// <summary>Bytes of records with all of them, at most.</summary>
    public long ExtentsSize { get; private set; }

    public void Add(in ExtentFormat extent, ReadOnlySpan<uint> checksums)
    {
        var bytes = new byte[extent.FullSize];
        MemoryMarshal.Write(bytes, in extent);
        MemoryMarshal.AsBytes(checksums).CopyTo(bytes.AsSpan(ExtentFormat.HeadSize));
        _extents.Add(bytes);
        ExtentsSize += bytes.Length + RecordFormat.SizeOf(sizeof(ulong), 0);
    }

    /// <summary>The first so many are in the tree now.</summary>
    public void TakeSpilled(int count)
    {
        IsSpilled = true;
        for (var i = 0; i < count; i++) ExtentsSize -= _extents[i].Length + RecordFormat.SizeOf(sizeof(ulong), 0);
        _extents.RemoveRange(0, count);
    }

    public void Finish(long size) => Size = size;
}
