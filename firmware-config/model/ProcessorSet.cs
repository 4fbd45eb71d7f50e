using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Basalt.FirmwareConfig.Model;

/// <summary>Processors by number, in the kernel's list format: 0,2-3.</summary>
public sealed class ProcessorSet
{
    private readonly SortedSet<int> _numbers;

    public ProcessorSet(IEnumerable<int> numbers) => _numbers = [.. numbers];

    public int Count => _numbers.Count;

    public bool Contains(int number) => _numbers.Contains(number);

    public bool Contains(ProcessorSet other) => other._numbers.IsSubsetOf(_numbers);

    /// <summary>Reads 0,2-3; the empty text is the empty set.</summary>
    /// <returns>False if a number is past the limit or a range runs backwards.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProcessorSet? set)
    {
        var numbers = new List<int>();
        set = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length == 0 && text.Trim().Length == 0)
            {
                break;
            }

            var ends = part.Split('-');
            if (ends.Length > 2
                || !TryNumber(ends[0], out var first)
                || !TryNumber(ends[^1], out var last)
                || last < first)
            {
                return false;
            }

            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }

        set = new ProcessorSet(numbers);
        return true;
    }

    /// <summary>The shortest text that reads back as this set; "none" if it is empty.</summary>
    public override string ToString()
    {
        if (_numbers.Count == 0)
        {
            return "none";
        }

        var parts = new List<string>();
        foreach (var first in _numbers.Where(n => !_numbers.Contains(n - 1)))
        {
            var last = first;
            while (_numbers.Contains(last + 1))
            {
                last++;
            }

            parts.Add(last == first ? $"{first}" : $"{first}-{last}");
        }

        return string.Join(',', parts);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number <= ProfileLimits.ProcessorMax;
}
