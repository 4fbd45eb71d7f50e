using Basalt.Contract.Node.V1;

namespace Basalt.Control.Nodes;

/// <summary>What a node should be, in control's words.</summary>
public sealed record DesiredNode
{
    /// <summary>The pool's file or device.</summary>
    public required string PoolPath { get; init; }

    /// <summary>Bytes; 0 stands for 80 % of what is free on the file system at creation.</summary>
    public required long PoolSize { get; init; }

    /// <summary>"auto" or "uring".</summary>
    public required string PoolDevice { get; init; }

    /// <summary>"auto", "reactor", "socket" or "kestrel".</summary>
    public string ObjectFront { get; init; } = "auto";

    public required string ObjectAddress { get; init; }

    /// <summary>0: any free one; the node reports which.</summary>
    public required int ObjectPort { get; init; }

    public required string Region { get; init; }

    /// <summary>Both or none.</summary>
    public string? TlsCertificatePath { get; init; }

    public string? TlsKeyPath { get; init; }

    public IReadOnlyList<string> BucketHostSuffixes { get; init; } = [];

    public required TimeSpan IdentityGrace { get; init; }

    internal DesiredState ToMessage(ulong generation) => new()
    {
        Generation = generation,
        Pool = new Pool { Path = PoolPath, Size = (ulong)PoolSize, Device = PoolDevice },
        ObjectEndpoint = new ObjectEndpoint
        {
            Address = ObjectAddress,
            Port = (uint)ObjectPort,
            Region = Region,
            TlsCertificatePath = TlsCertificatePath ?? "",
            TlsKeyPath = TlsKeyPath ?? "",
            BucketHostSuffixes = { BucketHostSuffixes },
            IdentityGraceMs = (uint)IdentityGrace.TotalMilliseconds,
            Front = ObjectFront,
        },
    };
}
