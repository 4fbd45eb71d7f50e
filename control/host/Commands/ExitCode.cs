namespace Basalt.Control.Host.Commands;

/// <summary>What <c>basalt</c> answers the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was understood, and could not be done.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration makes no sense.</summary>
    public const int Usage = 2;
}
