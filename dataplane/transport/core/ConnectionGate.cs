using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Basalt.Transport;

/// <summary>Counts the connections of a process, in all and by address, over all its listeners. Any thread.</summary>
/// <remarks>The table holds addresses with a connection only, so it is no longer than
/// <see cref="TransportLimits.ConnectionsMax"/>.</remarks>
public sealed class ConnectionGate(TransportLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, int> _byAddress = [];
    private int _count;

    /// <summary>Connections that are in.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Lets a connection in; one without an address counts in all only.</summary>
    public Admission TryEnter(IPAddress? address)
    {
        lock (_lock)
        {
            if (_count >= limits.ConnectionsMax) return Admission.TooManyInAll;
            if (!TryCount(address)) return Admission.TooManyFromAddress;
            _count++;
            return Admission.Admitted;
        }
    }

    /// <summary>A connection that is in already turns out to be another address's.</summary>
    public Admission TryAssign(IPAddress address)
    {
        lock (_lock) return TryCount(address) ? Admission.Admitted : Admission.TooManyFromAddress;
    }

    /// <summary>A connection is gone; <paramref name="address"/> as it was entered or assigned.</summary>
    public void Leave(IPAddress? address)
    {
        lock (_lock)
        {
            _count--;
            if (address is null) return;
            var key = Key(address);
            if (_byAddress[key] == 1) _byAddress.Remove(key);
            else _byAddress[key]--;
        }
    }

    private bool TryCount(IPAddress? address)
    {
        if (address is null) return true;
        var key = Key(address);
        var count = _byAddress.GetValueOrDefault(key);
        if (count >= limits.ConnectionsPerAddressMax) return false;
        _byAddress[key] = count + 1;
        return true;
    }

    /// <summary>IPv4 whole; of IPv6 the network, since a host there has 2^64 addresses to choose from.</summary>
    private static UInt128 Key(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes), 1UL << 63);
    }
}
