namespace Basalt.Objects.Core.Records;

/// <summary>Metadata pairs: <c>text name | text value</c>, and lists of them behind their count.</summary>
internal static class PairList
{
    public static void WritePair(RecordWriter writer, MetadataPair pair)
    {
        writer.WriteText(pair.Name);
        writer.WriteText(pair.Value);
    }

    public static MetadataPair ReadPair(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        return ReadPair(ref reader);
    }

    public static void Write(RecordWriter writer, IReadOnlyList<MetadataPair> pairs)
    {
        writer.WriteNumber((ulong)pairs.Count);
        foreach (var pair in pairs)
            WritePair(writer, pair);
    }

    public static IReadOnlyList<MetadataPair> Read(ref RecordReader reader)
    {
        var count = reader.ReadNumber();
        var pairs = new List<MetadataPair>();
        while (count-- > 0)
            pairs.Add(ReadPair(ref reader));
        return pairs;
    }

    /// <summary>Bytes of all names and values.</summary>
    public static int SizeOf(IReadOnlyList<MetadataPair> pairs)
        => pairs.Sum(pair => pair.Name.Length + pair.Value.Length);

    private static MetadataPair ReadPair(ref RecordReader reader)
    {
        var name = reader.ReadText();
        return new MetadataPair(name, reader.ReadText());
    }
}
