namespace Basalt.Perf.Load;

internal enum Operation
{
    /// <summary>A new object each time; measured from the first byte out to the acknowledgement.</summary>
    Put,

    /// <summary>One of a thousand objects that were put before.</summary>
    Get,
}
