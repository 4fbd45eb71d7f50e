namespace Basalt.Control.Contracts;

/// <summary>The keys that tokens are made with.</summary>
public interface ITokenKeys
{
    /// <summary>Makes the staged key primary and stages a new one. Tokens stay valid while the key they were made
    /// with is kept: rotate no more often than a token's lifetime divided by the number of keys kept.</summary>
    void Rotate();
}
