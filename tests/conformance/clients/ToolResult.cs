namespace Basalt.Tests.Conformance.Clients;

/// <summary>How a client ended and what it said.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error);
