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
        _hits = Count("basalt.node.identity.cache.hits", "Callers known from memory");
        _misses = Count("basalt.node.identity.cache.misses", "Callers asked of control");
        _failures = Count("basalt.node.identity.failures", "Questions control did not answer");

        Counter<long> Count(string name, string meaning) => meter.CreateCounter<long>(name, description: meaning);
    }

    public void Hit() => _hits.Add(1);

    public void Miss() => _misses.Add(1);

    public void Failure() => _failures.Add(1);
}
