using System.Globalization;
using Basalt.Http;
using Basalt.Objects.Front;

namespace Basalt.Objects.S3.Signing;

/// <summary>
/// Decides whether a request is signed by the key it names. Everything cheap is checked before identity is asked.
/// </summary>
/// <remarks>S3 API reference, "Authenticating Requests (AWS Signature Version 4)".</remarks>
internal sealed class SignatureVerifier(IIdentityClient identity, TimeProvider time, S3Options options)
{
    public async ValueTask<Signed> VerifyAsync(HttpExchange exchange, S3Query query)
    {
        var claim = ReadClaim(exchange, query);
        var payload = ReadPayload(exchange, query, claim);
        CheckScope(claim);
        CheckTime(claim);
        CheckSignedHeaders(exchange, claim);
        RefuseSessionToken(exchange, query);

        var scope = claim.Scope;
        var answer = await identity
            .GetSigningKeyAsync(scope.AccessKey, scope.Date, scope.Region, scope.Service, exchange.Aborted);
        if (answer.Outcome == IdentityOutcome.Unavailable)
            throw new S3Exception(S3ErrorCode.ServiceUnavailable);
        if (answer.Outcome != IdentityOutcome.Known || answer.Caller is not { } caller)
        {
            throw new S3Exception(S3ErrorCode.InvalidAccessKeyId).With("AWSAccessKeyId", scope.AccessKey);
        }

        var canonical = CanonicalRequest.Write(exchange, query, claim.SignedHeaders, payload.Text);
        var stringToSign = SignatureV4.StringToSign(claim.Timestamp, scope, canonical.WrittenSpan);
        var expected = SignatureV4.Sign(answer.SigningKey.Span, stringToSign);
        if (!SignatureV4.AreEqual(expected, claim.Signature))
        {
            // The string to sign holds a hash of what the client itself sent: it helps, and tells nothing.
            throw new S3Exception(S3ErrorCode.SignatureDoesNotMatch)
                .With("AWSAccessKeyId", scope.AccessKey)
                .With("StringToSign", stringToSign)
                .With("SignatureProvided", claim.Signature);
        }

        return new Signed(caller, claim, payload, answer.SigningKey);
    }

    private static SignatureClaim ReadClaim(HttpExchange exchange, S3Query query)
    {
        var header = exchange.RequestHeaders["Authorization"];
        var isPresigned = PresignedQuery.IsPresent(query);
        if (header is not null && isPresigned)
        {
            throw new S3Exception(S3ErrorCode.InvalidArgument,
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                + "parameter or the Authorization header should be specified");
        }

        if (isPresigned)
            return PresignedQuery.Parse(query);
        if (PresignedQuery.IsVersion2(query))
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. "
                + "(A Signature Version 2 query was sent.)");
        }

        if (header is null)
            throw new S3Exception(S3ErrorCode.AccessDenied);

        var parts = AuthorizationHeader.Parse(header);
        var time = ReadTime(exchange.RequestHeaders);
        return new SignatureClaim(
            parts.Scope, parts.SignedHeaders, parts.Signature, SignatureTime.Format(time), time, Lifetime: null);
    }

    private static DateTimeOffset ReadTime(RequestHeaders headers)
    {
        if (headers["x-amz-date"] is { } amzDate)
        {
            if (SignatureTime.TryParseBasic(amzDate, out var time) || SignatureTime.TryParseHttpDate(amzDate, out time))
                return time;
        }
        else if (headers["Date"] is { } date
            && (SignatureTime.TryParseHttpDate(date, out var time) || SignatureTime.TryParseBasic(date, out time)))
        {
            return time;
        }

        throw new S3Exception(
            S3ErrorCode.AccessDenied, "AWS authentication requires a valid Date or x-amz-date header");
    }

    private static PayloadDeclaration ReadPayload(HttpExchange exchange, S3Query query, SignatureClaim claim)
    {
        var text = exchange.RequestHeaders[PayloadDeclaration.HeaderName];
        if (text is null && claim.IsPresigned)
            text = query[PresignedQuery.ContentSha256Name] ?? "UNSIGNED-PAYLOAD";
        if (text is null)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "Missing required header for this request: x-amz-content-sha256");
        }

        return PayloadDeclaration.Parse(text);
    }

    private void CheckScope(SignatureClaim claim)
    {
        var scope = claim.Scope;
        if (!claim.Timestamp.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw WrongScope(claim,
                $"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: "
                + $"\"{claim.Timestamp[..8]}\".");
        }

        if (scope.Terminator != CredentialScope.Aws4Request)
            throw WrongScope(claim, $"incorrect terminal \"{scope.Terminator}\". This endpoint uses \"aws4_request\".");
        if (scope.Service != CredentialScope.S3Service)
            throw WrongScope(claim, $"incorrect service \"{scope.Service}\". This endpoint belongs to \"s3\".");
        // Some clients write the region they were given in lower case, and derive their key from that.
        if (!scope.Region.Equals(options.Region, StringComparison.OrdinalIgnoreCase))
        {
            // Clients read Region and come again with it.
            throw WrongScope(claim, $"the region '{scope.Region}' is wrong; expecting '{options.Region}'")
                .With("Region", options.Region);
        }
    }

    private static S3Exception WrongScope(SignatureClaim claim, string why) => claim.IsPresigned
        ? new(S3ErrorCode.AuthorizationQueryParametersError, $"Error parsing the X-Amz-Credential parameter; {why}")
        : new(S3ErrorCode.AuthorizationHeaderMalformed, $"The authorization header is malformed; {why}");

    private void CheckTime(SignatureClaim claim)
    {
        var now = time.GetUtcNow();
        if (claim.Lifetime is not { } lifetime)
        {
            if ((now - claim.Time).Duration() <= S3Limits.ClockSkewMax)
                return;
            throw new S3Exception(S3ErrorCode.RequestTimeTooSkewed)
                .With("RequestTime", claim.Timestamp)
                .With("ServerTime", Iso(now))
                .With("MaxAllowedSkewMilliseconds",
                    S3Limits.ClockSkewMax.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }

        if (claim.Time - now > S3Limits.ClockSkewMax)
        {
            throw new S3Exception(S3ErrorCode.AccessDenied, "Request is not yet valid")
                .With("ServerTime", Iso(now));
        }

        if (now > claim.Time + lifetime)
        {
            throw new S3Exception(S3ErrorCode.AccessDenied, "Request has expired")
                .With("X-Amz-Expires", lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture))
                .With("Expires", Iso(claim.Time + lifetime))
                .With("ServerTime", Iso(now));
        }
    }

    private static string Iso(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// What is not signed could have been added on the way: host and every x-amz-* header must be signed.
    /// </summary>
    private static void CheckSignedHeaders(HttpExchange exchange, SignatureClaim claim)
    {
        if (Array.BinarySearch(claim.SignedHeaders, "host", StringComparer.Ordinal) < 0)
            throw NotSigned("host");
        foreach (var line in exchange.RequestHeaders.Lines)
        {
            if (!line.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
                continue;
            var name = line.Key.ToLowerInvariant();
            // The payload header is the last line of the canonical request, so its value is signed either way.
            if (name != PayloadDeclaration.HeaderName
                && Array.BinarySearch(claim.SignedHeaders, name, StringComparer.Ordinal) < 0)
            {
                throw NotSigned(name);
            }
        }
    }

    private static S3Exception NotSigned(string name)
        => new S3Exception(S3ErrorCode.AccessDenied, "There were headers present in the request which were not signed")
            .With("HeadersNotSigned", name);

    private static void RefuseSessionToken(HttpExchange exchange, S3Query query)
    {
        // Temporary credentials are not issued, so that no session token can be right.
        if (exchange.RequestHeaders["x-amz-security-token"] is not null || query.Has(PresignedQuery.SecurityTokenName))
            throw new S3Exception(S3ErrorCode.InvalidToken);
    }
}
