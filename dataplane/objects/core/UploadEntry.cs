namespace Basalt.Objects.Core;

/// <summary>A multipart upload as listings show it.</summary>
public sealed record UploadEntry(ObjectKey Key, string UploadId, DateTimeOffset Initiated);
