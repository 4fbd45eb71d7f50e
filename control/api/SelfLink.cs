namespace Basalt.Control.Api;

/// <summary>The <c>links</c> of one resource.</summary>
public sealed record SelfLink(string Self);
