namespace Basalt.Engine.Commit;

/// <summary>What staging a transaction came to.</summary>
/// <param name="Outcome">Done: staged. Else nothing of it was.</param>
/// <param name="DependsOnGroup">The refusal rests on a transaction of the same group, which is not durable yet.</param>
internal readonly record struct StageOutcome(PoolOutcome Outcome, bool DependsOnGroup);
