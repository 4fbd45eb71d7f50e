using Basalt.Control.Api.Policy;

namespace Basalt.Control.Api.Resources;

/// <summary>Who may do the five usual operations on one kind of resource.</summary>
public sealed record ResourceRules(
    PolicyRule List, PolicyRule Create, PolicyRule Get, PolicyRule Update, PolicyRule Delete);
