namespace Basalt.Perf.Load.Files;

/// <summary>A program that reads and writes files as fast as it can.</summary>
internal interface IFileProgram
{
    /// <summary>As reports name it.</summary>
    string Name { get; }

    /// <summary>Whether ratios are to it.</summary>
    bool IsPeer { get; }

    Task<FileResult> RunAsync(string file, FileWorkload workload);
}
