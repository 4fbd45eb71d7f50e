using Basalt.Node;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(NodeOptions.Usage);
    return NodeProcess.ExitOk;
}

if (!NodeOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine($"basalt-node: {problem}\n\n{NodeOptions.Usage}");
    return NodeProcess.ExitUsage;
}

return await NodeProcess.RunAsync(options!);
