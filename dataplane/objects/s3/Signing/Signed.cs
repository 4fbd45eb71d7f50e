using Basalt.Objects.Front;

namespace Basalt.Objects.S3.Signing;

/// <summary>A request whose signature holds: who sent it, and what the chunks of its body continue.</summary>
/// <param name="Caller">Whose key it is.</param>
/// <param name="Claim">What the request said of its signature.</param>
/// <param name="Payload">What it said of its body.</param>
/// <param name="SigningKey">The derived key, for the signatures of chunks; it lives as long as the request.</param>
internal sealed record Signed(
    Caller Caller,
    SignatureClaim Claim,
    PayloadDeclaration Payload,
    ReadOnlyMemory<byte> SigningKey);
