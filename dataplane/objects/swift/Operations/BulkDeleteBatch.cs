using System.Text;
using System.Text.Unicode;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>Collects objects of one container until another comes, and deletes them together.</summary>
internal sealed class BulkDeleteBatch(ObjectStore store, SwiftAccess access, SwiftRequest request)
{
    private readonly List<(ObjectKey Key, string Name)> _pending = [];
    private ContainerInfo? _container;
    private string? _containerName;

    public BulkReport Report { get; } = new();

    public long DeletedCount { get; private set; }

    public long NotFoundCount { get; private set; }

    public int FailureCount => Report.Errors.Count;

    /// <param name="name">Percent-encoded, with a slash before or without.</param>
    public async ValueTask AddAsync(string name)
    {
        var decoded = PercentEncoding.Decode(name.TrimStart('/'));
        if (!Utf8.IsValid(decoded) || decoded.AsSpan().Contains((byte)0))
        {
            Report.Errors.Add((name, "412 Precondition Failed"));
            return;
        }

        var slash = decoded.AsSpan().IndexOf((byte)'/');
        var containerName = Encoding.UTF8.GetString(slash < 0 ? decoded : decoded.AsSpan(0, slash));
        var rest = slash < 0 ? default : decoded.AsMemory(slash + 1);
        if (containerName != _containerName)
            await EnterAsync(containerName);
        if (_container is null && access.IsOwner(request.Caller, request.Path.Project))
            NotFoundCount++;
        else if (_container is null)
            Report.Errors.Add((name, "403 Forbidden"));
        else if (rest.IsEmpty)
            await DeleteContainerAsync(_container, name);
        else if (!access.MayWrite(request, _container))
            Report.Errors.Add((name, "403 Forbidden"));
        else if (!ObjectKey.TryCreate(rest, out var key))
            Report.Errors.Add((name, "400 Bad Request"));
        else
            _pending.Add((key, name));
        if (_pending.Count >= ObjectLimits.DeleteBatchLength)
            await FlushAsync();
    }

    public async ValueTask FlushAsync()
    {
        if (_container is null || _pending.Count == 0)
            return;
        var outcomes = await store.DeleteObjectsAsync(
            _container, [.. _pending.Select(item => item.Key)], request.Cancellation);
        for (var index = 0; index < outcomes.Count; index++)
            Count(outcomes[index], _pending[index].Name);
        _pending.Clear();
    }

    private async ValueTask EnterAsync(string containerName)
    {
        await FlushAsync();
        _containerName = containerName;
        _container = await store.FindContainerAsync(request.Path.Project, containerName, request.Cancellation);
    }

    private async ValueTask DeleteContainerAsync(ContainerInfo container, string name)
    {
        await FlushAsync();
        if (access.IsOwner(request.Caller, container.Account))
            Count(await store.DeleteContainerAsync(container, request.Cancellation), name);
        else
            Report.Errors.Add((name, "403 Forbidden"));
        _containerName = null;
    }

    private void Count(ObjectOutcome outcome, string name)
    {
        if (outcome == ObjectOutcome.Done)
            DeletedCount++;
        else if (outcome is ObjectOutcome.NoSuchObject or ObjectOutcome.NoSuchContainer)
            NotFoundCount++;
        else
            Report.Errors.Add((name, SwiftErrorMap.ToStatusLine(outcome)));
    }
}
