using Xunit;

namespace Basalt.Tests.Conformance.Durability;

/// <summary>Tests that measure time or memory run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
