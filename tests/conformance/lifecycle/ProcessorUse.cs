using System.Globalization;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>Processor time of the whole machine and of single processes, as Linux counts it.</summary>
/// <remarks>proc(5): <c>/proc/stat</c> and <c>/proc/PID/stat</c> count in ticks of 10 ms.</remarks>
internal static class ProcessorUse
{
    private const int TickMs = 10;

    /// <summary>What all processes together have used since the machine's start.</summary>
    public static TimeSpan OfMachine()
    {
        // cpu user nice system idle iowait irq softirq steal
        var numbers = Split(File.ReadLines("/proc/stat").First())[1..].Select(Parse).ToArray();
        return Ticks(numbers[0] + numbers[1] + numbers[2] + numbers[5] + numbers[6] + numbers[7]);
    }

    /// <summary>What one process has used since its start.</summary>
    public static TimeSpan Of(int processId)
    {
        // The second field is the name in parentheses and may hold spaces; utime and stime are the 14th and 15th.
        var text = File.ReadAllText($"/proc/{processId}/stat");
        var afterName = Split(text[(text.LastIndexOf(')') + 1)..]);
        return Ticks(Parse(afterName[11]) + Parse(afterName[12]));
    }

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Ticks(long count) => TimeSpan.FromMilliseconds(count * TickMs);
}
