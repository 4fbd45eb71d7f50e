using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Identity.Credentials;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/s3tokens</c> and <c>/v3/ec2tokens</c>: a service that was sent a signature asks whose it
/// is.</summary>
/// <remarks>For authenticated service users only: open to all, a presigned URL could be turned into its user's token
/// (CVE-2025-65073).</remarks>
internal static class SignatureTokens
{
    private const int TextLengthMax = 65_536;

    /// <summary>How old an EC2 signature may be; Keystone has 15 minutes.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(15);

    public static void Map(ApiRoutes routes)
    {
        routes.Post("/v3/s3tokens", Policy.ValidateSignature, S3Async);
        routes.Post("/v3/ec2tokens", Policy.ValidateSignature, Ec2Async);
    }

    /// <summary>The token field is the string to sign, in base64.</summary>
    private static async Task S3Async(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("credentials");
        var text = Decode(fields.RequiredString("token", TextLengthMax));
        await AnswerAsync(request, fields, text);
    }

    private static async Task Ec2Async(ApiRequest request)
    {
        var body = await request.ReadBodyAsync();
        var fields = body.OptionalObject("credentials") ?? body.RequiredObject("ec2Credentials");
        var signed = new Ec2Request(
            fields.RequiredString("verb"),
            fields.RequiredString("path", TextLengthMax),
            ReadTexts(fields, "params"),
            ReadTexts(fields, "headers"),
            fields.OptionalString("body_hash"));
        var text = signed.ToStringToSign() ?? throw FaultException.Unauthorized();
        var age = request.Service<TimeProvider>().GetUtcNow() - SignatureV4.ReadInstant(text);
        if (age is not { } known || known.Duration() > AgeMax)
            throw FaultException.Unauthorized();
        await AnswerAsync(request, fields, text);
    }

    private static async Task AnswerAsync(ApiRequest request, JsonFields fields, string stringToSign)
    {
        var access = fields.RequiredString("access");
        var signature = fields.RequiredString("signature");
        var now = request.Service<TimeProvider>().GetUtcNow();
        if (await request.Service<Ec2Credentials>().FindAsync(access, request.Cancellation) is not var (
            credential, blob)
            || !SignatureV4.Verify(blob.Secret, stringToSign, signature)
            || credential.ProjectId is null
            || await request.Service<ScopeResolver>().ResolveAsync(
                credential.UserId, TokenScope.Project(credential.ProjectId), request.Cancellation) is not { } subject)
            throw FaultException.Unauthorized();
        var (text, payload) = request.Service<TokenIssuer>().Issue(subject, AuthMethods.Password, now, parent: null);
        request.SetHeader(AuthTokens.SubjectHeader, text);
        await AuthTokens.AnswerAsync(request, 200, new ValidToken(payload, subject));
    }

    private static string Decode(string base64)
    {
        try
        {
            return Encoding.UTF8.GetString(
                base64.AsSpan().ContainsAny('-', '_')
                    ? Base64Url.DecodeFromChars(base64)
                    : Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            throw FaultException.InvalidField("credentials.token", "is not base64");
        }
    }

    private static Dictionary<string, string> ReadTexts(JsonFields fields, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in fields.OptionalObject(name)?.Others([]) ?? new Dictionary<string, JsonElement>())
        {
            texts[key] = value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw FaultException.InvalidField($"credentials.{name}.{key}", "is not of type 'string'");
        }

        return texts;
    }
}
