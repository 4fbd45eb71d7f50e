using System.CommandLine;
using Basalt.Perf.Load.Files;

namespace Basalt.Perf.Load.Commands;

/// <summary><c>files</c>: the data plane's device beside fio, on one file.</summary>
internal static class FilesCommand
{
    private static readonly string[] s_programs = ["device-aot", "device-jit", "fio"];

    private static readonly string[] s_operations = ["randread", "randwrite", "read", "write"];

    public static Command Make(string[] arguments)
    {
        var path = new Option<string>("--file")
        {
            Description = "A file to make, write, measure and remove",
            DefaultValueFactory = static _ => Path.Combine(Path.GetTempPath(), "basalt-bench-file"),
        };
        var size = new Option<long>("--file-size")
        {
            Description = "Its bytes",
            DefaultValueFactory = static _ => 4L << 30,
        };
        var rate = new Option<int>("--rate") { Description = "Operations a second to offer (open loop), without fio" };
        var (seconds, rounds, output) =
            (CommonOptions.Seconds(5), CommonOptions.Rounds(5), CommonOptions.Output());
        var names = CommonOptions.Of("--program", "Programs", s_programs, s_programs);
        var operations = CommonOptions.Of("--operation", "What is done", s_operations, s_operations);
        var command = new Command("files", "4 KiB at random at depth 1 and 32, 1 MiB in sequence: the device and fio")
        {
            path, size, seconds, rounds, rate, names, operations, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            var file = Path.GetFullPath(parsed.GetValue(path)!);
            await Processors.BindGeneratorAsync();
            var report = new Report("A file through the ring beside fio", arguments);
            report.Note("fio: io_uring, fixed buffers, registered file, O_DIRECT; each program alone on one processor");
            await FioProgram.WriteAsync(file, parsed.GetValue(size));
            try
            {
                var programs = parsed.GetValue(names)!.Select(MakeProgram).ToArray();
                var comparison = new FileComparison(programs, parsed.GetValue(rounds), report);
                var workloads = parsed.GetValue(operations)!
                    .SelectMany(o => Workloads(o, parsed.GetValue(seconds), parsed.GetValue(rate)));
                foreach (var workload in workloads) await comparison.RunAsync(file, workload);
            }
            finally
            {
                File.Delete(file);
            }

            await report.EndAsync(parsed.GetValue(output));
            return 0;
        });
        return command;
    }

    private static IEnumerable<FileWorkload> Workloads(string operation, int seconds, int rate) =>
        operation.StartsWith("rand", StringComparison.Ordinal)
            ? [new(operation, 4096, 1, seconds, rate), new(operation, 4096, 32, seconds, rate)]
            : [new(operation, 1024 * 1024, 8, seconds, rate)];

    private static IFileProgram MakeProgram(string name) => name switch
    {
        "fio" => new FioProgram(),
        _ => new ReactorDevice(name == "device-aot"),
    };
}
