using System.Text;

namespace Basalt.Tests.Fuzz;

/// <summary>Makes inputs out of seeds; the same seed number makes the same inputs.</summary>
internal sealed class Mutator(IReadOnlyList<string> seeds, int seed)
{
    public const int SizeMax = 4096;

    /// <summary>Bytes at which parsers turn.</summary>
    private static readonly byte[] s_telling = [0, 1, 0x7F, 0x80, 0xFF, .. "\n\"%{-,"u8];

    private readonly Random _random = new(seed);
    private readonly byte[][] _seeds = [.. seeds.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next()
    {
        var input = new List<byte>(_seeds[_random.Next(_seeds.Length)]);
        for (var changes = _random.Next(1, 8); changes > 0; changes--)
        {
            Change(input);
        }

        return [.. input.Take(SizeMax)];
    }

    private void Change(List<byte> input)
    {
        var place = _random.Next(input.Count + 1);
        switch (_random.Next(6))
        {
            case 0:
                input.Insert(place, (byte)_random.Next(256));
                break;
            case 1 when place < input.Count:
                input[place] = s_telling[_random.Next(s_telling.Length)];
                break;
            case 2 when place < input.Count:
                input.RemoveRange(place, _random.Next(1, input.Count - place + 1));
                break;
            case 3 when place < input.Count:
                input[place] ^= (byte)(1 << _random.Next(8));
                break;
            case 4 when place < input.Count:
                input.InsertRange(place, input.GetRange(place, _random.Next(1, input.Count - place + 1)));
                break;
            default:
                var other = _seeds[_random.Next(_seeds.Length)];
                input.InsertRange(place, other.Skip(_random.Next(other.Length + 1)));
                break;
        }
    }
}
