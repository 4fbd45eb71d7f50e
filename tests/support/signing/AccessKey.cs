namespace Basalt.Tests.Support.Signing;

/// <summary>An S3 key pair of a client.</summary>
public sealed record AccessKey(string Id, string Secret, string Region);
