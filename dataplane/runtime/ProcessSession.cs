using Tmds.Linux;

namespace Basalt.Runtime;

/// <summary>The process's place among the terminal's processes.</summary>
public static class ProcessSession
{
    /// <summary>
    /// Leaves the terminal's session and leads one of its own (setsid(2)), so that signals of the terminal's keys no
    /// longer
    /// arrive. False if the process leads a group already, as one started by hand from a shell does.
    /// </summary>
    public static bool TryLead() => LibC.setsid() >= 0;
}
