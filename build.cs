#!/usr/bin/env -S dotnet run
// The one door for people and CI: dotnet run build.cs -- VERB. Every verb's logic is here and nowhere else.
// Long file: a program that runs from its source is one file.
#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property NoWarn=$(NoWarn);EnableGenerateDocumentationFile

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Xml.Linq;

Directory.SetCurrentDirectory(Build.Root());
// Ctrl-C reaches the child too, as both stand in the terminal's foreground group: it stops, then so do we.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
return Build.Dispatch(args);

internal static class Build
{
    private const string Solution = "DataPlane.sln";
    /// <summary>What else may serve the object endpoint; the default is what everything runs on.</summary>
    private static readonly string[] s_otherFronts = ["socket", "kestrel"];

    private const string Host = "control/host/bin/Release/net10.0/basalt";

    private const string Help = """
        Usage: dotnet run build.cs -- VERB [OPTIONS]

          build [--aot]             restore and build everything in Release; --aot publishes the node, too,
                                    compiled ahead (NativeAOT), in artifacts/node-aot
          test [--all] [--no-build] build, install what the clients need (apt, npm), run every suite, and some
                                    of the clients again on the node compiled ahead;
                                    --all adds large files, 50 kill -9, the full tree (needs 40 GB, an hour),
                                    the object endpoint on its other fronts, and all the clients on the node
                                    compiled ahead
          format [--check]          put the code in order; --check only says what is not
          sim [--seeds A..B] [--scenario NAME]
                                    run the simulation with every seed from A to B (1..20; one number is
                                    one seed), each twice, and print the hash of its events; a failure
                                    prints its seed, which repeats it exactly
          fuzz [TARGET] [--seconds N]
                                    feed random and mutated bytes to one parser, or to each in turn (30 s each)
          conformance [--all] [--aot] [CLASS]
                                    run the real clients against a real cloud, with --aot one whose node is
                                    compiled ahead; CLASS (may hold *) picks some
          bench http|echo|files|connections|churn|objects [OPTIONS]
                                    measure side by side with a peer, which it installs (apt); --help says more
          run [--aot] [OPTIONS]     build, then `basalt up` with these options until Ctrl-C; with --aot its
                                    node is compiled ahead

        Examples:
          dotnet run build.cs -- test
          dotnet run build.cs -- sim --seeds 123 --scenario pool-power
          dotnet run build.cs -- conformance '*Rclone*'
          dotnet run build.cs -- run --data /srv/basalt --port-offset 10000

        With CI=true a missing tool is a failure; otherwise its tests are skipped, with the reason.
        """;

    /// <summary>The folder of this file, from wherever it is called.</summary>
    public static string Root([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    public static int Dispatch(string[] args)
    {
        var rest = args.Skip(1).ToArray();
        return args.FirstOrDefault() switch
        {
            "build" => Unknown(rest, "--aot") is { } odd ? Say($"build.cs: build does not know '{odd}'.\n\n{Help}", 2)
                : Compile() is var code and not 0 ? code
                : rest is [] ? 0 : Ahead.Publish(),
            "test" => Test(rest),
            "format" => Format(rest),
            "sim" => Simulate(rest),
            "fuzz" => Fuzz(rest),
            "conformance" => Conform(rest),
            "bench" => Bench(rest),
            "run" => Up(rest),
            "--help" or "-h" or "help" => Say(Help, 0),
            null => Say(Help, 2),
            var verb => Say($"build.cs: there is no verb '{verb}'.\n\n{Help}", 2),
        };
    }

    private static int Compile()
    {
        var started = Stopwatch.GetTimestamp();
        var code = Shell.Run("dotnet", "build", Solution, "-c", "Release", "-nologo", "-v", "q", "-clp:NoSummary");
        Console.WriteLine(code == 0 ? $"built in {Seconds(started)}" : "the build failed");
        return code;
    }

    private static int Test(string[] args)
    {
        if (Unknown(args, "--all", "--no-build") is { } option)
        {
            return Say($"build.cs: test does not know '{option}'.\n\n{Help}", 2);
        }

        var all = args.Contains("--all");
        var started = Stopwatch.GetTimestamp();
        if (!args.Contains("--no-build") && Compile() is not 0)
        {
            return Say("0 passed, 1 failed, 0 skipped", 1);
        }

        Tools.Install();
        var environment = new Dictionary<string, string> { ["BASALT_TEST_ALL"] = all ? "1" : "0" };
        var total = new Counts(0, 0, 0);
        foreach (var suite in new[] { "tidy", "unit", "simulation", "conformance" })
        {
            total += Suite.Run(suite, suite, environment, [.. Suite.Scale(all), .. Suite.Store("sqlite")]);
        }

        foreach (var store in Tools.Stores)
        {
            total += Suite.RunOnStore(store, environment, all);
        }

        total += Ahead.Test(all);
        foreach (var front in all ? s_otherFronts : []) total += Suite.RunObjects(front, environment);

        Console.WriteLine($"all suites took {Seconds(started)}");
        Console.WriteLine(total);
        return total.Failed == 0 ? 0 : 1;
    }

    private static int Format(string[] args) => args switch
    {
        [] => Shell.Run("dotnet", "format", Solution),
        ["--check"] => Shell.Run("dotnet", "format", Solution, "--verify-no-changes"),
        _ => Say($"build.cs: format knows only --check.\n\n{Help}", 2),
    };

    /// <summary>The program knows its own options: what it does not know it answers with its usage.</summary>
    private static int Simulate(string[] args) => Project("tests/simulation") is var code and not 0
        ? code
        : Shell.Run("tests/simulation/bin/Release/net10.0/Basalt.Tests.Simulation", ["sim", .. args]);

    private static int Fuzz(string[] args)
    {
        if (Options.Read(args, ["--seconds"]) is not { Free.Count: <= 1 } options)
        {
            return Say($"build.cs: fuzz takes one TARGET and --seconds N.\n\n{Help}", 2);
        }

        return Project("tests/fuzz") is var code and not 0
            ? code
            : Shell.Run(
                "tests/fuzz/bin/Release/net10.0/Basalt.Tests.Fuzz",
                [.. options.Free, "--seconds", options.Value("--seconds") ?? "30"]);
    }

    private static int Conform(string[] args)
    {
        if (Options.Read([.. args.Where(a => a is not ("--all" or "--aot"))], []) is not { Free.Count: <= 1 } options)
        {
            return Say($"build.cs: conformance takes --all, --aot and one CLASS.\n\n{Help}", 2);
        }

        var isAhead = args.Contains("--aot");
        if (Compile() is var code and not 0)
        {
            return code;
        }

        if (isAhead && Ahead.Publish() is var publish and not 0)
        {
            return publish;
        }

        Tools.Install();
        var all = args.Contains("--all");
        var environment = new Dictionary<string, string> { ["BASALT_TEST_ALL"] = all ? "1" : "0" };
        if (isAhead)
        {
            environment[Ahead.Variable] = Ahead.Node;
        }

        string[] filter = options.Free is [var name] ? ["--filter-class", name] : [];
        return Finish(Suite.Run("conformance", "conformance", environment, [.. Suite.Scale(all), .. filter]));
    }

    private static int Bench(string[] args)
    {
        if (Project("perf/load") is var load and not 0)
        {
            return load;
        }

        var isAsking = args.Length < 1 || args.Any(static a => a is "--help" or "-h" or "-?");
        var server = isAsking ? 0 : args[0] == "objects" ? Project("control/host") : Reactor();
        return server != 0 ? server : Shell.Run("perf/load/bin/Release/net10.0/Basalt.Perf.Load", args);
    }

    /// <summary>The reactor's own services, on the JIT and compiled ahead.</summary>
    private static int Reactor() => Project("perf/reactor") is var code and not 0
        ? code
        : Shell.Run(
            "dotnet", "publish", "perf/reactor", "-c", "Release", "-r", Ahead.Runtime, "-o",
            "artifacts/reactor-aot", "-nologo", "-v", "q");

    private static int Up(string[] args)
    {
        if (Project("control/host") is var code and not 0)
        {
            return code;
        }

        string[] options = [.. args.Where(static a => a != "--aot")];
        return options.Length == args.Length ? Shell.Run(Host, ["up", .. options])
            : Ahead.Publish() is var publish and not 0 ? publish
            : Shell.Run(Host, ["up", "--node-executable", Ahead.Node, .. options]);
    }

    private static int Project(string folder) =>
        Shell.Run("dotnet", "build", folder, "-c", "Release", "-nologo", "-v", "q", "-clp:NoSummary");

    private static int Finish(Counts counts)
    {
        Console.WriteLine(counts);
        return counts.Failed == 0 ? 0 : 1;
    }

    private static string? Unknown(string[] args, params string[] known) =>
        args.FirstOrDefault(argument => !known.Contains(argument));

    private static string Seconds(long started) => string.Create(
        CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");

    private static int Say(string text, int code)
    {
        (code == 2 ? Console.Error : Console.Out).WriteLine(text);
        return code;
    }
}

/// <summary>The node compiled ahead (NativeAOT): no JIT at its side, and nothing that needs one.</summary>
internal static class Ahead
{
    /// <summary>How `basalt up` hears which node to start.</summary>
    public const string Variable = "BASALT_NODE_EXECUTABLE";

    private const string Folder = "artifacts/node-aot";

    public static string Runtime { get; } =
        "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    public static string Node { get; } = Path.Combine(Build.Root(), Folder, "basalt-node");

    /// <summary>Warnings of the compiler and the trimmer are errors, as everywhere.</summary>
    public static int Publish()
    {
        Tools.InstallLinker();
        return Shell.Run(
            "dotnet", "publish", "dataplane/node", "-c", "Release", "-r", Runtime, "-o", Folder, "-nologo", "-v", "q");
    }

    /// <summary>The clients on this node: all of them, or those that are done within seconds.</summary>
    public static Counts Test(bool all)
    {
        Console.WriteLine("\n== the node compiled ahead");
        Tools.InstallLinker();
        if (!Tools.HasLinker)
        {
            Console.WriteLine("it was not compiled: there is no linker (gcc), and none could be installed");
            return Environment.GetEnvironmentVariable("CI") == "true" ? new Counts(0, 1, 0) : new Counts(0, 0, 1);
        }

        if (Publish() != 0)
        {
            return new Counts(0, 1, 0);
        }

        var environment = new Dictionary<string, string> { ["BASALT_TEST_ALL"] = "0", [Variable] = Node };
        string[] filter = all ? [] : ["--filter-class", "*DotNetSdkTests", "--filter-class", "*SwiftFaultTests"];
        return Suite.Run("conformance", "conformance-aot", environment, [.. Suite.Scale(false), .. filter]);
    }
}

/// <summary>One test executable: runs it, reads its counts from the report it leaves.</summary>
internal static class Suite
{
    private const string Results = "artifacts/test-results";

    /// <summary>A test that takes longer is named while it runs; in seconds.</summary>
    private const string LongRunning = "60";

    /// <summary>A suite that takes longer stands still: it is ended, and has failed.</summary>
    private static readonly TimeSpan s_timeMax = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_timeOfAllMax = TimeSpan.FromHours(2);

    private static readonly string[] s_stores = ["sqlite", "server", "postgresql", "mariadb"];

    /// <summary>Tests marked Scale=all are long or large; without --all they are not part of the run.</summary>
    public static IEnumerable<string> Scale(bool all) => all ? [] : ["--filter-not-trait", "Scale=all"];

    /// <summary>The object endpoint's own suites, over another front than the default one.</summary>
    public static Counts RunObjects(string front, Dictionary<string, string> environment)
    {
        string[] rooms = ["Faces", "Faults", "S3", "Swift"];
        string[] options = [.. rooms.SelectMany(static room => new[] { "--filter-namespace", Namespace(room) })];
        var other = new Dictionary<string, string>(environment)
        {
            ["BASALT_OBJECT_FRONT"] = front, ["BASALT_TEST_ALL"] = "0",
        };
        return Run("conformance", $"conformance on {front}", other, [.. Scale(false), .. options]);

        static string Namespace(string room) => $"Basalt.Tests.Conformance.{room}";
    }

    /// <summary>Tests marked Store=ENGINE are about that engine, Store=server about those with a server.</summary>
    public static IEnumerable<string> Store(string engine) => s_stores
        .Where(other => other != engine && (other != "server" || engine == "sqlite"))
        .SelectMany(static other => new[] { "--filter-not-trait", "Store=" + other });

    /// <summary>Control's tests once more, on another SQL engine.</summary>
    public static Counts RunOnStore(string engine, Dictionary<string, string> environment, bool all)
    {
        if (!Tools.IsThere(engine))
        {
            Console.WriteLine($"\n== unit on {engine}: it is not installed");
            return Environment.GetEnvironmentVariable("CI") == "true" ? new Counts(0, 1, 0) : new Counts(0, 0, 1);
        }

        var there = new Dictionary<string, string>(environment) { ["BASALT_TEST_STORE"] = engine };
        string[] filter = ["--filter-namespace", "Basalt.Tests.Unit.ControlPlane*"];
        return Run("unit", $"unit on {engine}", there, [.. Scale(all), .. Store(engine), .. filter]);
    }

    public static Counts Run(string name, string title, Dictionary<string, string> environment, string[] options)
    {
        Console.WriteLine($"\n== {title}");
        var capital = string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));
        var program = $"tests/{name}/bin/Release/net10.0/Basalt.Tests.{capital}";
        if (!File.Exists(program))
        {
            Console.WriteLine($"{name} is not built: {program} is not there");
            return new Counts(0, 1, 0);
        }

        // The reporter writes no blanks into a file's name.
        var file = title.Replace(' ', '-') + ".trx";
        var report = Path.Combine(Results, file);
        Directory.CreateDirectory(Results);
        File.Delete(report);
        string[] reporting = ["--report-trx", "--report-trx-filename", file, "--results-directory", Results];
        string[] watching = ["--long-running", LongRunning, "--xunit-diagnostics", "on", "--progress", "off"];
        var limit = environment["BASALT_TEST_ALL"] == "1" ? s_timeOfAllMax : s_timeMax;
        var code = Shell.Run(program, [.. reporting, .. watching, .. options], environment, limit);
        var counts = Read(report);
        // A crash, or a suite without a single test, leaves no failed test behind: it must not pass for that.
        return code != 0 && counts.Failed == 0 ? counts with { Failed = 1 } : counts;
    }

    private static Counts Read(string report)
    {
        if (!File.Exists(report))
        {
            Console.WriteLine("the suite ended without a report");
            return new Counts(0, 1, 0);
        }

        var outcomes = XDocument.Load(report).Descendants()
            .Where(static e => e.Name.LocalName == "UnitTestResult")
            .CountBy(static e => e.Attribute("outcome")?.Value ?? "")
            .ToDictionary();
        var passed = outcomes.GetValueOrDefault("Passed");
        var skipped = outcomes.GetValueOrDefault("NotExecuted");
        return new Counts(passed, outcomes.Values.Sum() - passed - skipped, skipped);
    }
}

/// <summary>What the clients under test need from the distribution and from npm.</summary>
internal static class Tools
{
    private const string JavaScript = "tests/conformance/s3/js";

    /// <summary>A file that tells that the package is there, and the package.</summary>
    private static readonly (string File, string Package)[] s_debian =
    [
        ("/usr/bin/openstack", "python3-openstackclient"),
        ("/usr/bin/swift", "python3-swiftclient"),
        ("/usr/bin/aws", "awscli"),
        ("/usr/bin/rclone", "rclone"),
        ("/usr/bin/s3cmd", "s3cmd"),
        ("/usr/bin/node", "nodejs"),
        ("/usr/bin/npm", "npm"),
        ("/usr/bin/pg_createcluster", "postgresql"),
        ("/usr/sbin/mariadbd", "mariadb-server"),
    ];

    /// <summary>What NativeAOT links with; gcc only recommends the C library's files.</summary>
    private static readonly (string File, string Package)[] s_linker =
    [
        ("/usr/bin/gcc", "gcc"),
        ("/usr/include/stdio.h", "libc6-dev"),
        ("/usr/include/zlib.h", "zlib1g-dev"),
    ];

    public static bool HasLinker => s_linker.All(static t => File.Exists(t.File));

    /// <summary>SQL engines that control runs on besides SQLite.</summary>
    public static IReadOnlyList<string> Stores { get; } = ["postgresql", "mariadb"];

    public static bool IsThere(string store) => s_debian
        .Where(tool => tool.Package == store || tool.Package == store + "-server")
        .All(static tool => File.Exists(tool.File));

    public static void Install()
    {
        InstallPackages(s_debian);
        InstallModules();
    }

    public static void InstallLinker() => InstallPackages(s_linker);

    private static void InstallPackages((string File, string Package)[] tools)
    {
        var missing = tools.Where(static t => !File.Exists(t.File)).Select(static t => t.Package).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        var names = string.Join(' ', missing);
        var isRoot = Environment.UserName == "root";
        if (!File.Exists("/usr/bin/apt-get") || (!isRoot && !File.Exists("/usr/bin/sudo")))
        {
            Console.WriteLine($"cannot install {names}: needs apt-get, as root or by sudo; their tests say so");
            return;
        }

        Console.WriteLine($"installing {names}");
        string[] prefix = isRoot ? [] : ["sudo"];
        var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        string[] update = [.. prefix, "apt-get", "update", "-qq"];
        string[] install = [.. prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", .. missing];
        if (Shell.Run(update[0], update[1..], quiet) != 0 || Shell.Run(install[0], install[1..], quiet) != 0)
        {
            Console.WriteLine($"apt-get could not install {names}: their tests say so");
        }
    }

    private static void InstallModules()
    {
        var wanted = Path.Combine(JavaScript, "package-lock.json");
        var present = Path.Combine(JavaScript, "node_modules", ".package-lock.json");
        if (!File.Exists(wanted) || !File.Exists("/usr/bin/npm")
            || (File.Exists(present) && File.GetLastWriteTimeUtc(present) >= File.GetLastWriteTimeUtc(wanted)))
        {
            return;
        }

        Console.WriteLine($"installing the packages of {wanted}");
        if (Shell.Run("npm", "ci", "--prefix", JavaScript, "--no-audit", "--no-fund", "--loglevel=error") != 0)
        {
            Console.WriteLine("npm could not install them: their tests say so");
        }
    }
}

internal readonly record struct Counts(int Passed, int Failed, int Skipped)
{
    public static Counts operator +(Counts a, Counts b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}

/// <summary>Named values and free words of a verb's command line.</summary>
internal sealed record Options(Dictionary<string, string> Named, List<string> Free)
{
    public string? Value(string name) => Named.GetValueOrDefault(name);

    /// <summary>Null if an option is unknown, lacks its value, or its value is not a whole number.</summary>
    public static Options? Read(string[] args, string[] names)
    {
        var options = new Options([], []);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                options.Free.Add(args[i]);
            }
            else if (names.Contains(args[i]) && i + 1 < args.Length && ulong.TryParse(args[i + 1], out _))
            {
                options.Named[args[i]] = args[++i];
            }
            else
            {
                return null;
            }
        }

        return options;
    }
}

internal static class Shell
{
    public static int Run(string program, params string[] arguments) => Run(program, arguments, []);

    /// <summary>Runs a program to its end with our own input and output; 127 if it cannot be started, 124 if it was
    /// ended after the time given.</summary>
    public static int Run(
        string program, string[] arguments, Dictionary<string, string> environment, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            if (process.WaitForExit(limit ?? Timeout.InfiniteTimeSpan)) return process.ExitCode;
            Console.Error.WriteLine($"build.cs: {program} was not done after {limit}, and was ended");
            process.Kill(entireProcessTree: true);
            return 124;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Console.Error.WriteLine($"build.cs: cannot start {program}: {exception.Message}");
            return 127;
        }
    }
}
