namespace Basalt.Control.Identity.Model;

/// <summary>Who a role is given to. The numbers are stored.</summary>
internal enum ActorKind
{
    User = 1,
    Group = 2,
}
