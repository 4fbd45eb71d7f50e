using System.Net;

using Basalt.Runtime;
using Basalt.Transport;

namespace Basalt.Tests.Unit.Transport;

/// <summary>Where a test of the suite takes place: a transport, a shard, a clock and peers, all on that
/// shard.</summary>
internal abstract class Arena : IAsyncDisposable
{
    private readonly List<IListener> _listeners = [];
    private DirectoryInfo? _folder;

    public abstract Shard Shard { get; }

    public abstract ITransport Transport { get; }

    /// <summary>Those made by <see cref="Listen"/>.</summary>
    public IReadOnlyList<IListener> Listeners => _listeners;

    /// <summary>An address to listen on.</summary>
    public abstract EndPoint Address { get; }

    /// <summary>A folder of its own, deleted at the end.</summary>
    public string Folder => (_folder ??= Directory.CreateTempSubdirectory("basalt-transport-")).FullName;

    /// <summary>What the operator was told.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Runs a test on the shard.</summary>
    public abstract Task RunAsync(Func<Task> test);

    public abstract Task<TestPeer> ConnectAsync(IListener listener, IPAddress source);

    public Task<TestPeer> ConnectAsync(IListener listener) => ConnectAsync(listener, IPAddress.Loopback);

    /// <summary>Lets this time pass on the shard's clock.</summary>
    public abstract Task PassAsync(TimeSpan time);

    /// <summary>Lets time pass until a state comes; throws if it does not come.</summary>
    public abstract Task PassUntilAsync(Func<bool> condition);

    /// <summary>Waits for a state while the clock stands; throws if it does not come.</summary>
    public abstract Task EventuallyAsync(Func<bool> condition);

    public IListener Listen(ConnectionHandler handler, TransportLimits? limits = null, ListenerOptions? options = null)
    {
        options ??= new ListenerOptions();
        var listener = Transport.Listen(
            Shard, Address,
            options with { Limits = limits ?? options.Limits, Warn = AddWarning }, handler);
        _listeners.Add(listener);
        return listener;
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners) await listener.DisposeAsync();
        _listeners.Clear();
        _folder?.Delete(recursive: true);
        _folder = null;
    }

    private void AddWarning(string text)
    {
        lock (Warnings) Warnings.Add(text);
    }
}
