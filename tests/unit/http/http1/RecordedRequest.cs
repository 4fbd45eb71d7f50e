namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>What a handler saw of one request.</summary>
internal sealed record RecordedRequest(
    string Method, string Path, string Query, string Host, long? ContentLength, string Body, string RequestId);
