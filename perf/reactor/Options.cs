using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Basalt.Perf.Reactor.Device;

namespace Basalt.Perf.Reactor;

/// <summary>The command line. Read by hand, so that the program is small when compiled ahead.</summary>
internal sealed record Options
{
    public const string Help = """
        Usage: Basalt.Perf.Reactor http|echo|device [OPTION VALUE]...
          http, echo (until standard input ends; prints "ready PORT", with a certificate "ready PORT TLSPORT"; each line
          of input is answered with counters, the line "rest" after collecting garbage):
            --on uring|auto|sockets|kestrel   whose sockets (uring)
            --port N                   0: any free port (0)
            --body N                   bytes of an answer's body (4096)
            --patient yes|no           no limit of pace or time for slow peers (no)
            --hasty yes|no             limits of time of a few seconds (no)
            --certificate, --key PATH  PEM; serves TLS on a second port
            --file PATH                each connection registers this file with the ring and reads from it
          device (prints one line of figures):
            --file PATH                written and of full size before
            --operation randread|randwrite|read|write   (randread)
            --block N                  bytes of an operation (4096)
            --depth N                  operations under way (32)
            --seconds N                measured, after 2 to warm up (5)
            --rate N                   operations a second to offer (open loop); 0: as fast as they end (0)
        """;

    public Service Service { get; private init; }

    public Carrier Carrier { get; private set; } = Carrier.Uring;

    public int Port { get; private set; }

    public int BodySize { get; private set; } = 4096;

    public bool IsPatient { get; private set; }

    public bool IsHasty { get; private set; }

    public string Certificate { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string File { get; private set; } = "";

    public DeviceOperation Operation { get; private set; }

    public int BlockSize { get; private set; } = 4096;

    public int Depth { get; private set; } = 32;

    public int Seconds { get; private set; } = 5;

    public int Rate { get; private set; }

    public static bool TryRead(
        string[] arguments, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? problem)
    {
        options = null;
        problem = null;
        if (arguments.Length == 0 || !TryName<Service>(arguments[0], out var service))
        {
            problem = "say http, echo or device";
            return false;
        }

        options = new Options { Service = service };
        for (var i = 1; i < arguments.Length && problem is null; i += 2)
        {
            if (i + 1 == arguments.Length) problem = $"{arguments[i]} lacks its value";
            else if (!options.TrySet(arguments[i], arguments[i + 1]))
                problem = $"{arguments[i]} {arguments[i + 1]} says nothing here";
        }

        if (problem is null && service == Service.Device && options.File.Length == 0) problem = "--file is missing";
        return problem is null;
    }

    private bool TrySet(string name, string value)
    {
        if (TrySetWord(name, value)) return true;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        switch (name)
        {
            case "--port": Port = number; break;
            case "--body": BodySize = number; break;
            case "--block": BlockSize = number; break;
            case "--depth": Depth = number; break;
            case "--seconds": Seconds = number; break;
            case "--rate": Rate = number; break;
            default: return false;
        }

        return true;
    }

    private bool TrySetWord(string name, string value)
    {
        switch (name)
        {
            case "--on" when TryName<Carrier>(value, out var carrier): Carrier = carrier; return true;
            case "--operation" when TryName<DeviceOperation>(value, out var operation):
                Operation = operation;
                return true;
            case "--patient" when value is "yes" or "no": IsPatient = value == "yes"; return true;
            case "--hasty" when value is "yes" or "no": IsHasty = value == "yes"; return true;
            case "--certificate": Certificate = value; return true;
            case "--key": Key = value; return true;
            case "--file": File = value; return true;
            default: return false;
        }
    }

    private static bool TryName<T>(string value, out T result)
        where T : struct, Enum
        => Enum.TryParse(value, ignoreCase: true, out result) && !char.IsAsciiDigit(value[0]);
}
