using Basalt.Control.Identity.Model;

namespace Basalt.Control.Identity.Store;

/// <summary>What an assignment comes to for one user, and the assignment that it comes from.</summary>
internal sealed record EffectiveAssignment(Assignment Assignment, Assignment Given);
