using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Basalt.Tests.Support.Processes;

using Xunit;

namespace Basalt.Tests.Unit.Transport.Processes;

/// <summary>perf/reactor's server as a process of its own, so that what it runs out of nobody else does.</summary>
internal sealed class ReactorProcess : IAsyncDisposable
{
    public static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray();

    /// <summary>For anything that a server does, however busy the machine is.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _warnings = [];

    private ReactorProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginErrorReadLine();
    }

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    public int Id => _process.Id;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What it told the operator so far.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_warnings) return [.. _warnings];
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="limits">What the shell does before, such as <c>ulimit -n 180</c>.</param>
    /// <param name="arguments">Of the program.</param>
    public static Task<ReactorProcess> StartAsync(string limits, params string[] arguments)
        => StartAsync(start => Process.Start(start)!, limits, arguments);

    /// <summary>The same, started by somebody who knows how.</summary>
    public static async Task<ReactorProcess> StartAsync(
        Func<ProcessStartInfo, Process> launch, string limits, params string[] arguments)
    {
        var server = new ReactorProcess(Launch(launch, limits, arguments));
        try
        {
            var ready = (await server.ReadLineAsync()).Split(' ');
            server.Address = new IPEndPoint(IPAddress.Loopback, int.Parse(ready[1], CultureInfo.InvariantCulture));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public static Process Launch(Func<ProcessStartInfo, Process> launch, string limits, params string[] arguments)
    {
        var program = Path.Combine(
            BuiltProgram.RepositoryRoot, "perf/reactor/bin",
            AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
            "net10.0/Basalt.Perf.Reactor");
        Assert.SkipUnless(File.Exists(program), "perf/reactor is not built");
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", $"{limits}; exec \"$0\" \"$@\"", program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return launch(start);
    }

    /// <summary>What it holds and has counted, by name.</summary>
    public async Task<Dictionary<string, long>> ReadCountersAsync()
    {
        await _process.StandardInput.WriteLineAsync("rest");
        await _process.StandardInput.FlushAsync();
        return (await ReadLineAsync()).Split(' ').Chunk(2)
            .ToDictionary(static pair => pair[0], static pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits for a state of its counters.</summary>
    public async Task<Dictionary<string, long>> EventuallyAsync(Func<Dictionary<string, long>, bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var counters = await ReadCountersAsync();
            if (condition(counters)) return counters;
            if (TimeProvider.System.GetElapsedTime(started) > s_patience)
                throw new TimeoutException($"the state did not come: {string.Join(", ", counters)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address);
        return socket;
    }

    /// <summary>Reads one of the fixed answers, which come in one piece.</summary>
    public static async Task ExpectAnswerAsync(Socket client)
    {
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        var buffer = new byte[1024];
        var size = await client.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        var answer = System.Text.Encoding.ASCII.GetString(buffer, 0, size);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    /// <summary>Reads an answer of any size.</summary>
    public static async Task ReceiveAsync(Socket client, int bodySize)
    {
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        var buffer = new byte[bodySize + 1024];
        var size = 0;
        int end;
        do
        {
            var part = await client.ReceiveAsync(buffer.AsMemory(size), SocketFlags.None, patience.Token);
            if (part == 0) throw new EndOfStreamException($"the answer ended after {size} bytes");
            size += part;
            end = buffer.AsSpan(0, size).IndexOf("\r\n\r\n"u8);
        }
        while (end < 0 || size < end + 4 + bodySize);
    }

    /// <summary>Asks and reads the answer.</summary>
    public static async Task AskAsync(Socket client)
    {
        await client.SendAsync(Request, SocketFlags.None);
        await ExpectAnswerAsync(client);
    }

    /// <summary>Ends it in good order; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task<string> ReadLineAsync()
        => await _process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(s_patience)
            ?? throw new IOException($"the server has ended: {string.Join('\n', Warnings)}");

    private void Add(string? line)
    {
        if (string.IsNullOrEmpty(line)) return;
        lock (_warnings) _warnings.Add(line);
    }
}
