namespace Basalt.Control.Api;

/// <summary>Which page of a list the client asks for: at most <see cref="Limit"/> rows after the marker's.</summary>
public readonly record struct PageRequest(int Limit, string? Marker);
