using Basalt.FirmwareConfig.Model;

namespace Basalt.FirmwareConfig.Check;

/// <summary>Makes results, so that all checks word them alike.</summary>
internal static class Judgement
{
    public const string Untold = "not told by this host";

    public static CheckResult Of(Requirement requirement, bool isMet, string actual, string wanted, string remedy)
    {
        var state = isMet ? CheckState.Met
            : requirement.Necessity == Necessity.Required ? CheckState.Missing
            : CheckState.Advised;
        return new(requirement.Subject, state, actual, wanted, isMet ? null : remedy);
    }
}
