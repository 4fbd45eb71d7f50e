namespace Basalt.Control.Contracts;

/// <summary>A number that rises in the same SQL transaction as every change of identity.</summary>
public interface IIdentityRevision
{
    ValueTask<ulong> ReadAsync(CancellationToken cancellation);
}
