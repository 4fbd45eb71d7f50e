namespace Basalt.Control.Api;

/// <summary>The <c>links</c> of a list. Keystone never fills <c>previous</c>.</summary>
public sealed record ListLinks(string Self, string? Previous, string? Next);
