namespace Basalt.Control.Nodes;

/// <summary>Where a node listens for clients: the name says for what ("object").</summary>
public sealed record NodeListener(string Name, string Address, int Port);
