using Basalt.Control.Host.Commands;

return await CommandLine.RunAsync(args);
