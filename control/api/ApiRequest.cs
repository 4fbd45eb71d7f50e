using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Api;

/// <summary>One request to a control API: who calls, what was sent, and how to answer.</summary>
public sealed class ApiRequest
{
    public const string TokenHeader = "X-Auth-Token";

    private readonly HttpContext _context;
    private readonly PolicyRule _rule;
    private readonly Uri? _publicEndpoint;
    private TokenAuthorization? _caller;
    private bool _isAuthorized;

    internal ApiRequest(HttpContext context, PolicyRule rule, Uri? publicEndpoint)
    {
        _context = context;
        _rule = rule;
        _publicEndpoint = publicEndpoint;
    }

    /// <summary>Who calls. Only a public route may be reached without a token, and must not ask.</summary>
    public Authorization Caller => CallerToken.Authorization;

    public TokenAuthorization CallerToken =>
        _caller ?? throw new InvalidOperationException($"{_rule.Name} is public and has no caller.");

    /// <summary>The client's, without its port; empty if it has none.</summary>
    public string RemoteAddress => _context.Connection.RemoteIpAddress?.ToString() ?? "";

    public CancellationToken Cancellation => _context.RequestAborted;

    /// <summary>Scheme, host and port as the client sees them, without a slash at the end.</summary>
    public string BaseUrl => _publicEndpoint is { } endpoint
        ? endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')
        : $"{_context.Request.Scheme}://{_context.Request.Host}";

    /// <summary>The request's own URL: the <c>self</c> of a list.</summary>
    public string SelfUrl => $"{BaseUrl}{_context.Request.Path}{_context.Request.QueryString}";

    public T Service<T>()
        where T : notnull => _context.RequestServices.GetRequiredService<T>();

    public string Route(string name) => (string)_context.GetRouteValue(name)!;

    /// <summary>The first value of a query key; null when it is absent.</summary>
    public string? Query(string name) => _context.Request.Query[name].FirstOrDefault();

    /// <summary>A key that is present means true, unless its value says otherwise; Keystone reads them so.</summary>
    public bool? QueryFlag(string name) => Query(name) switch
    {
        null => null,
        "0" => false,
        var text => !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase),
    };

    public IEnumerable<KeyValuePair<string, string?>> QueryPairs =>
        _context.Request.Query.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.FirstOrDefault()));

    public string? Header(string name) => _context.Request.Headers[name].FirstOrDefault();

    public string Link(string path) => BaseUrl + path;

    /// <summary>Whether the rule lets the caller do this to the target.</summary>
    public bool MayReach(PolicyTarget target)
    {
        _isAuthorized = true;
        return _rule.Allows(Caller, target);
    }

    /// <summary>Refuses with 403 unless the rule lets the caller do this to the target.</summary>
    public void Authorize(PolicyTarget target)
    {
        if (!MayReach(target))
            throw FaultException.Forbidden(_rule.Name);
    }

    /// <summary>The body's only member, which must be an object: <c>{"user": {…}}</c>.</summary>
    public async Task<JsonFields> ReadObjectAsync(string name)
    {
        var body = await RequestBody.ReadAsync(_context).ConfigureAwait(false);
        return body.RequiredObject(name);
    }

    public Task<JsonFields> ReadBodyAsync() => RequestBody.ReadAsync(_context);

    public void SetHeader(string name, string value) => _context.Response.Headers[name] = value;

    public Task WriteAsync<T>(int status, T value, JsonTypeInfo<T> type) =>
        WriteAsync(status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Answers with a body that is JSON already.</summary>
    internal async Task WriteAsync(int status, ReadOnlyMemory<byte> body)
    {
        CheckAuthorized();
        _context.Response.StatusCode = status;
        _context.Response.ContentType = "application/json";
        _context.Response.ContentLength = body.Length;
        _context.Response.Headers.Vary = TokenHeader;
        await _context.Response.Body.WriteAsync(body, Cancellation).ConfigureAwait(false);
    }

    /// <summary>An answer without a body.</summary>
    public Task WriteStatusAsync(int status)
    {
        CheckAuthorized();
        _context.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
            _context.Response.ContentLength = 0;
        _context.Response.Headers.Vary = TokenHeader;
        return Task.CompletedTask;
    }

    internal async Task AuthenticateAsync()
    {
        if (_rule.IsPublic)
        {
            _isAuthorized = true;
            return;
        }

        var token = Header(TokenHeader);
        if (string.IsNullOrEmpty(token) || token.Length > ApiLimits.TokenLengthMax)
            throw FaultException.Unauthorized();
        _caller = await Service<ITokenValidator>().ValidateAsync(token, Cancellation).ConfigureAwait(false)
            ?? throw FaultException.Unauthorized();
        if (!_rule.NeedsTarget)
            Authorize(default);
    }

    /// <summary>A handler whose rule needs a target asks before it answers; one that did not is a defect, and must not
    /// show what it found.</summary>
    private void CheckAuthorized()
    {
        if (!_isAuthorized)
            throw new InvalidOperationException($"{_rule.Name} was not checked against its target.");
    }
}
