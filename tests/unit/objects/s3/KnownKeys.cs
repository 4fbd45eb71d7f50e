using System.Security.Cryptography;
using System.Text;
using Basalt.Objects.Front;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>Identity at its border: it holds secrets and gives derived keys, as control does.</summary>
internal sealed class KnownKeys : IIdentityClient
{
    private readonly Dictionary<string, (string Secret, Caller Caller)> _keys = [];

    public bool IsAway { get; set; }

    /// <summary>How many times a key was asked for: what is refused before costs identity nothing.</summary>
    public int QuestionCount { get; private set; }

    public void Add(string accessKey, string secret, string project, params string[] roles)
    {
        var caller = new Caller($"user-of-{accessKey}", accessKey, project, $"name-{project}", roles);
        _keys[accessKey] = (secret, caller);
    }

    public string SecretOf(string accessKey) => _keys.TryGetValue(accessKey, out var key) ? key.Secret : "unknown";

    public ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation)
        => ValueTask.FromResult(new IdentityAnswer(IdentityOutcome.Unknown, null));

    public ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
        string accessKey, string date, string region, string service, CancellationToken cancellation)
    {
        QuestionCount++;
        if (IsAway)
            return ValueTask.FromResult(new SigningKeyAnswer(IdentityOutcome.Unavailable, default, null));
        return ValueTask.FromResult(_keys.TryGetValue(accessKey, out var key)
            ? new SigningKeyAnswer(IdentityOutcome.Known, Derive(key.Secret, date, region, service), key.Caller)
            : new SigningKeyAnswer(IdentityOutcome.Unknown, default, null));
    }

    public static byte[] Derive(string secret, string date, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])[date, region, service, "aws4_request"])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }
}
