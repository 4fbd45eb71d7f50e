using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

using Xunit;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>The requests of tests/golden/http1, by name.</summary>
internal static class GoldenCases
{
    public static TheoryData<string> Names(string file) => [.. Read(file).Keys];

    /// <summary>The bytes of a case, one for each character.</summary>
    public static string Text(string file, string name) => Read(file)[name];

    private static Dictionary<string, string> Read(string file)
    {
        var cases = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        foreach (var line in File.ReadLines(Path.Combine(Folder(), file)))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal)) cases.Add(name = line[3..], "");
            else cases[name] += Unescape(line);
        }

        return cases;
    }

    private static string Folder([CallerFilePath] string path = "")
        => Path.Combine(Path.GetDirectoryName(path)!, "../../../golden/http1");

    private static string Unescape(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                text.Append(line[i]);
                continue;
            }

            i++;
            text.Append(line[i] switch
            {
                'r' => '\r',
                'n' => '\n',
                't' => '\t',
                '0' => '\0',
                'x' => (char)byte.Parse(line.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var other => throw new FormatException($"\\{other} stands for no byte"),
            });
            if (line[i] == 'x') i += 2;
        }

        return text.ToString();
    }
}
