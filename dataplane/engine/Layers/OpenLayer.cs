namespace Basalt.Engine.Layers;

/// <summary>A sealed layer that a reader holds open.</summary>
/// <param name="Id">Which.</param>
/// <param name="Size">Its bytes.</param>
internal readonly record struct OpenLayer(LayerId Id, long Size);
