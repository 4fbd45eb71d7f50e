using Basalt.FirmwareConfig.Check;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Up;

/// <summary>Says at start what about this machine makes the cloud slower, or will stop it.</summary>
internal static class HostWarnings
{
    public static void Tell(ILogger log)
    {
        foreach (var result in HostCheck.Run(HostCheck.DefaultProfile()))
        {
            if (result.State == CheckState.Missing)
                Log.HostLacks(log, result.Subject, result.Actual, result.Wanted, result.Remedy ?? "");
            else if (result.State == CheckState.Advised)
                Log.HostCouldBeBetter(log, result.Subject, result.Actual, result.Wanted, result.Remedy ?? "");
        }
    }
}
