using System.Text.Json.Serialization;

namespace Basalt.Control.Host.Up;

/// <summary>What <c>basalt up --json</c> prints once the cloud is ready. It names no secret, only where they
/// are.</summary>
internal sealed record CloudSummary
{
    public required string Version { get; init; }

    public required string Data { get; init; }

    public required string Region { get; init; }

    public required int ProcessId { get; init; }

    public required int NodeProcessId { get; init; }

    /// <summary>This start made the cloud.</summary>
    public required bool IsNew { get; init; }

    /// <summary>The node was running already, left by an earlier control.</summary>
    public required bool IsNodeAdopted { get; init; }

    public required long StartMs { get; init; }

    public required CloudEndpoints Endpoints { get; init; }

    public required CloudFiles Files { get; init; }
}

internal sealed record CloudEndpoints(
    string Identity, string Object, string S3, string MonitorControl, string MonitorNode);

/// <summary>The authority is null without TLS, and with a certificate of one's own.</summary>
internal sealed record CloudFiles(string CloudsYaml, string Openrc, string AwsCredentials, string? Authority);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CloudSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
