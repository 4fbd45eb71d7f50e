using System.Globalization;

namespace Basalt.FirmwareConfig.Model;

/// <summary>Bytes as people write them.</summary>
public static class ByteSize
{
    private static readonly (string Name, long Size)[] s_units =
        [("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    public static IEnumerable<string> Units => s_units.Select(static u => u.Name);

    /// <summary>Bytes of a unit; null if there is none of that name.</summary>
    public static long? SizeOf(string unit) =>
        s_units.Where(u => u.Name == unit).Select(static u => (long?)u.Size).FirstOrDefault();

    /// <summary>64 MiB, 1.5 GiB; rounded down to a tenth, so that it never says more than is there.</summary>
    public static string Format(long size)
    {
        var (name, unit) = s_units.First(u => size >= u.Size || u.Size == 1);
        var tenths = Math.Floor(size / (double)unit * 10) / 10;
        return string.Create(CultureInfo.InvariantCulture, $"{tenths:0.#} {name}");
    }
}
