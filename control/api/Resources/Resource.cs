using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;

namespace Basalt.Control.Api.Resources;

/// <summary>One kind of resource: how it is shown, and the five operations that nearly all kinds have. A service
/// derives a class for each kind and says in it what is that kind's own.</summary>
/// <typeparam name="TRow">What the store keeps.</typeparam>
/// <typeparam name="TView">What clients see of it.</typeparam>
/// <param name="name">The member that holds one of them: <c>user</c>.</param>
/// <param name="plural">The member that holds a list: <c>users</c>.</param>
/// <param name="type">How a view becomes JSON.</param>
public abstract class Resource<TRow, TView>(string name, string plural, JsonTypeInfo<TView> type)
    where TRow : class
{
    /// <summary>The name of its id in a route: <c>user_id</c>.</summary>
    private readonly string _routeKey = name + "_id";

    /// <summary>The resource that the route names, if the rule lets the caller near it; 404 if there is none.</summary>
    public async Task<TRow> FindAsync(ApiRequest request, string? routeKey = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = request.Route(routeKey ?? _routeKey);
        var row = await LoadAsync(request, id).ConfigureAwait(false);
        if (TargetOf(row) is { } target)
            request.Authorize(target);
        return row ?? throw FaultException.NotFound(name, id);
    }

    /// <summary>Answers with one resource: <c>{"user": {…}}</c>.</summary>
    public Task AnswerAsync(ApiRequest request, int status, TRow row)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, View(request, row), type);
            writer.WriteEndObject();
        }

        return request.WriteAsync(status, body.WrittenMemory);
    }

    /// <summary>Answers with a page of them, cut from rows of which one more may have been read.</summary>
    public Task AnswerAsync(ApiRequest request, List<TRow> rows, PageRequest page) =>
        AnswerAsync(request, rows, request.CutPage(rows, page, KeyOf));

    /// <summary>Answers with all there are, on one page.</summary>
    public Task AnswerAllAsync(ApiRequest request, IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync(request, rows, new ListLinks(request.SelfUrl, null, null));
    }

    /// <summary>What a client sees of it.</summary>
    protected abstract TView View(ApiRequest request, TRow row);

    /// <summary>Its id, which is a page's marker too.</summary>
    protected abstract string KeyOf(TRow row);

    /// <summary>Fields that are its own, or the server's; what else a client sends is kept beside them.</summary>
    protected abstract IReadOnlyList<string> Fields { get; }

    /// <summary>Whose it is, for rules that ask; null for kinds that are nobody's.</summary>
    /// <param name="row">Null if there is none of that id.</param>
    protected virtual PolicyTarget? TargetOf(TRow? row) => null;

    /// <summary>The resource of an id; null if there is none.</summary>
    protected abstract Task<TRow?> LoadAsync(ApiRequest request, string id);

    /// <summary>Those that the query asks for: up to one more than the page holds.</summary>
    protected abstract Task<List<TRow>> ListAsync(ApiRequest request, PageRequest page);

    protected abstract Task<TRow> CreateAsync(ApiRequest request, JsonFields fields);

    /// <summary>What it has become; null if it has gone meanwhile.</summary>
    protected abstract Task<TRow?> UpdateAsync(ApiRequest request, TRow row, JsonFields fields);

    protected abstract Task DeleteAsync(ApiRequest request, TRow row);

    /// <summary>What was kept of a client's own fields, with those of this request laid over it.</summary>
    protected string? Extra(string? stored, JsonFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return ExtraFields.Merge(stored, fields.Others(Fields));
    }

    /// <summary>List and create at <paramref name="path"/>; show, update and delete below it.</summary>
    protected void Map(ApiRoutes routes, string path, ResourceRules rules)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(rules);
        var one = $"{path}/{{{_routeKey}}}";
        routes.Get(path, rules.List, ListAsync);
        routes.Post(path, rules.Create, CreateAsync);
        routes.Get(one, rules.Get, ShowAsync);
        routes.Patch(one, rules.Update, UpdateAsync);
        routes.Delete(one, rules.Delete, DeleteAsync);
    }

    private async Task ListAsync(ApiRequest request)
    {
        var page = request.ReadPage();
        var rows = await ListAsync(request, page).ConfigureAwait(false);
        await AnswerAsync(request, rows, page).ConfigureAwait(false);
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync(name).ConfigureAwait(false);
        var row = await CreateAsync(request, fields).ConfigureAwait(false);
        await AnswerAsync(request, 201, row).ConfigureAwait(false);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var row = await FindAsync(request).ConfigureAwait(false);
        await AnswerAsync(request, 200, row).ConfigureAwait(false);
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var row = await FindAsync(request).ConfigureAwait(false);
        var fields = await request.ReadObjectAsync(name).ConfigureAwait(false);
        var changed = await UpdateAsync(request, row, fields).ConfigureAwait(false)
            ?? throw FaultException.NotFound(name, KeyOf(row));
        await AnswerAsync(request, 200, changed).ConfigureAwait(false);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var row = await FindAsync(request).ConfigureAwait(false);
        await DeleteAsync(request, row).ConfigureAwait(false);
        await request.WriteStatusAsync(204).ConfigureAwait(false);
    }

    private Task AnswerAsync(ApiRequest request, IEnumerable<TRow> rows, ListLinks links)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray(plural);
            foreach (var row in rows)
                JsonSerializer.Serialize(writer, View(request, row), type);
            writer.WriteEndArray();
            writer.WritePropertyName("links");
            JsonSerializer.Serialize(writer, links, ApiJson.Default.ListLinks);
            writer.WriteEndObject();
        }

        return request.WriteAsync(200, body.WrittenMemory);
    }
}
