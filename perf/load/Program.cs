using System.CommandLine;
using Basalt.Perf.Load.Commands;

var root = new RootCommand(
    "Measures side by side, in turn (A B A B) and in one run: rate, the server's CPU for each request, latency.\n"
    + "Brings its peers itself (perf/peers). With --output the report is kept.")
{
    HttpCommand.MakeHttp(args),
    HttpCommand.MakeEcho(args),
    FilesCommand.Make(args),
    ConnectionsCommand.Make(args),
    ChurnCommand.Make(args),
    ObjectsCommand.Make(args),
};
return await root.Parse(args).InvokeAsync();
