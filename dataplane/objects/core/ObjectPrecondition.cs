namespace Basalt.Objects.Core;

/// <summary>
/// Decides about the object as it is when a change is committed (null: there is none); false answers
/// <see cref="ObjectOutcome.PreconditionFailed"/>. May be asked several times: a change by others asks anew.
/// </summary>
public delegate bool ObjectPrecondition(ObjectInfo? current);
