namespace Basalt.Control.Store;

/// <summary>The services that keep tables. The number is part of every migration's version: it never changes.</summary>
public enum StoreRoom
{
    Identity = 1,
    Catalog = 2,
}
