namespace Basalt.Transport;

/// <summary>Whether a connection may be, and if not, why. Refusals are counted.</summary>
public enum Admission
{
    Admitted,

    /// <summary><see cref="TransportLimits.ConnectionsMax"/> is reached.</summary>
    TooManyInAll,

    /// <summary><see cref="TransportLimits.ConnectionsPerAddressMax"/> is reached.</summary>
    TooManyFromAddress,
}
