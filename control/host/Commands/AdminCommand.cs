using System.CommandLine;

namespace Basalt.Control.Host.Commands;

/// <summary><c>basalt admin</c>: the operator's verbs.</summary>
internal static class AdminCommand
{
    public static Command Create() => new("admin", "Operator's verbs");
}
