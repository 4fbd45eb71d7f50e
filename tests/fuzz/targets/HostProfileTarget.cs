using System.Text;
using Basalt.FirmwareConfig.Language;
using Basalt.FirmwareConfig.Model;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A host profile is read, or refused with a place that lies in the text.</summary>
internal sealed class HostProfileTarget : IFuzzTarget
{
    public string Name => "host-profile";

    public IReadOnlyList<string> Seeds =>
    [
        "profile a \"b\" { kernel { require version 5.15 prefer io-uring with read fsync } }",
        "profile a { limits { require locked-memory 64 MiB prefer open-files 65536 } # end\n}",
        "profile a { huge-pages { prefer 8 of 2 MiB } processors { prefer isolated 2-3,5 } }",
        "profile a { pool { require device \"/dev/sdb\" size 10 GiB sector 4096 } }",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        try
        {
            ProfileReader.Read(text, "fuzz");
        }
        catch (ProfileException refusal)
        {
            Promise.Holds(refusal.Position is { Line: >= 1, Column: >= 1 }, "an error has a place");
            Promise.Holds(refusal.Position.Line <= text.Count(static c => c == '\n') + 1, "the place lies in the text");
        }
    }
}
