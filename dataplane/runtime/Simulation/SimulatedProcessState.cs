namespace Basalt.Runtime.Simulation;

/// <summary>What a simulated process does.</summary>
public enum SimulatedProcessState
{
    Running,

    /// <summary>As after SIGSTOP: keeps everything and runs nothing; messages and timers gather.</summary>
    Stopped,

    /// <summary>As after SIGKILL or a power cut: its memory is gone, none of its code runs any more.</summary>
    Crashed,
}
