using System.Diagnostics.Metrics;

namespace Basalt.Node.Identity;

/// <summary>How often identity was answered from memory, asked of control, and not to be had.</summary>
internal sealed class IdentityMetrics
{
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _failures;

    public IdentityMetrics(Meter meter)
    {
        _hits = meter.CreateCounter<long>("basalt.node.identity.cache.hits", description: "Callers known from memory");
        _misses = meter.CreateCounter<long>("basalt.node.identity.cache.misses", description: "Callers asked of control");
        _failures = meter.CreateCounter<long>("basalt.node.identity.failures", description: "Questions control did not answer");
    }

    public void Hit() => _hits.Add(1);

    public void Miss() => _misses.Add(1);

    public void Failure() => _failures.Add(1);
}
