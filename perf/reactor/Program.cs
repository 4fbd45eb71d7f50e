using Basalt.Perf.Reactor;
using Basalt.Perf.Reactor.Device;

if (!Options.TryRead(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Options.Help);
    return 2;
}

try
{
    return options.Service == Service.Device ? await DeviceRun.RunAsync(options) : await Server.RunAsync(options);
}
catch (IOException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}
