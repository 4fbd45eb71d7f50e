namespace Basalt.Tests.Fuzz;

/// <summary>What a parser promises about its answers.</summary>
internal static class Promise
{
    public static void Holds(bool condition, string promise)
    {
        if (!condition)
        {
            throw new InvalidOperationException("broken: " + promise);
        }
    }
}
