namespace Basalt.Control.Contracts;

/// <summary>Makes what a cloud needs before anyone can log in: the default domain, the admin, the roles, the
/// catalog.</summary>
public interface IBootstrap
{
    /// <summary>Safe to call at every start: what is there stays as it is (passwords above all), what is missing is
    /// made, and the catalog's URLs are set to those of the request.</summary>
    Task<BootstrapResult> BootstrapAsync(BootstrapRequest request, CancellationToken cancellation);
}
