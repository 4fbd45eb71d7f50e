using System.Globalization;

namespace Basalt.Perf.Load.Churn;

/// <summary>How each kind of client behaves, and whether the server then did as it must.</summary>
/// <param name="port">Of the plain listener.</param>
/// <param name="secretPort">Of the one with TLS.</param>
/// <param name="answerSize">Bytes of one answer, head and body.</param>
/// <param name="clock">For patience.</param>
internal sealed class ChurnActs(int port, int secretPort, int answerSize, TimeProvider clock)
{
    private const string Request = "GET /fixed HTTP/1.1\r\nHost: churn\r\n\r\n";
    private const string HalfRequest = "GET /fixed HTTP/1.1\r\nHost: chu";
    private const int RequestsMax = 8;
    private const int FloodCount = 1000;
    private const int BodySize = 1024 * 1024;

    /// <summary>More than the kernels of both sides hold for a client with so small a buffer.</summary>
    private const int MuchCount = 2048;

    private const int SmallReceiveSize = 4096;

    /// <summary>A ClientHello of 512 bytes is announced; the rest never comes.</summary>
    private static readonly byte[] s_halfHello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03];

    private static readonly string s_much = string.Concat(Enumerable.Repeat(Request, MuchCount));
    private static readonly string s_flood = string.Concat(Enumerable.Repeat(Request, FloodCount));
    private static readonly string s_largeHead = string.Create(
        CultureInfo.InvariantCulture, $"POST /fixed HTTP/1.1\r\nHost: churn\r\nContent-Length: {BodySize}\r\n\r\n");

    /// <returns>Whether it went as it must.</returns>
    public Task<bool> RunAsync(ChurnKind kind, int number) => kind switch
    {
        ChurnKind.Orderly => OrderlyAsync(1 + (number % RequestsMax)),
        ChurnKind.HalfClosed => HalfClosedAsync(),
        ChurnKind.Fleeting => DoAsync(static _ => Task.CompletedTask),
        ChurnKind.FleetingReset => ResetAsync("", 0),
        ChurnKind.ResetWhileIdle => ResetAsync(Request, answerSize),
        ChurnKind.ResetInHead => ResetAsync(HalfRequest, 0),
        ChurnKind.ResetInAnswer => ResetAsync(s_much, answerSize / 2),
        ChurnKind.Unread => DoAsync(static client => client.SendAsync(s_much), SmallReceiveSize),
        ChurnKind.TruncatedHead => TruncatedAsync(port, System.Text.Encoding.ASCII.GetBytes(HalfRequest)),
        ChurnKind.Garbage => EndsAsync(port, "\0\0nonsense\r\n\r\n"u8.ToArray(), isReset: false),
        ChurnKind.Flood => FloodAsync(),
        ChurnKind.LargeBody => LargeBodyAsync(),
        ChurnKind.Silent => EndsAsync(port, [], isReset: true),
        ChurnKind.StalledHead => EndsAsync(port, System.Text.Encoding.ASCII.GetBytes(HalfRequest), isReset: true),
        ChurnKind.StalledBody => EndsAsync(port, System.Text.Encoding.ASCII.GetBytes(s_largeHead), isReset: true),
        ChurnKind.StalledReader => StalledReaderAsync(),
        ChurnKind.IdleOut => IdleOutAsync(),
        ChurnKind.Secret => SecretAsync(1 + (number % RequestsMax)),
        ChurnKind.SecretReset => SecretResetAsync(),
        ChurnKind.SecretGarbage => EndsAsync(
            secretPort, System.Text.Encoding.ASCII.GetBytes(Request), isReset: false),
        ChurnKind.SecretStalled => EndsAsync(secretPort, s_halfHello, isReset: true),
        ChurnKind.SecretTruncated => TruncatedAsync(secretPort, s_halfHello),
    };

    private async Task<bool> DoAsync(Func<ChurnClient, Task> act, int receiveSize = 0)
    {
        using var client = await ChurnClient.ConnectAsync(port, clock, receiveSize);
        await act(client);
        return true;
    }

    private async Task<bool> OrderlyAsync(int count)
    {
        using var client = await ChurnClient.ConnectAsync(port, clock);
        for (var i = 0; i < count; i++)
        {
            await client.SendAsync(Request);
            if (!await client.ReceiveAsync(answerSize)) return false;
        }

        return true;
    }

    private async Task<bool> HalfClosedAsync()
    {
        using var client = await ChurnClient.ConnectAsync(port, clock);
        await client.SendAsync(Request);
        client.HalfClose();
        return await client.ReceiveToEndAsync() == (answerSize, false);
    }

    private async Task<bool> ResetAsync(string text, int receive)
    {
        using var client = await ChurnClient.ConnectAsync(port, clock);
        if (text.Length > 0) await client.SendAsync(text);
        var isGood = await client.ReceiveAsync(receive);
        client.Reset();
        return isGood;
    }

    private async Task<bool> TruncatedAsync(int target, byte[] bytes)
    {
        using var client = await ChurnClient.ConnectAsync(target, clock);
        await client.SendAsync(bytes);
        client.HalfClose();
        return !(await client.ReceiveToEndAsync()).IsReset;
    }

    private async Task<bool> EndsAsync(int target, byte[] bytes, bool isReset)
    {
        using var client = await ChurnClient.ConnectAsync(target, clock);
        if (bytes.Length > 0) await client.SendAsync(bytes);
        return (await client.ReceiveToEndAsync()).IsReset == isReset;
    }

    private async Task<bool> FloodAsync()
    {
        using var client = await ChurnClient.ConnectAsync(port, clock);
        var sending = client.SendAsync(s_flood);
        var isGood = await client.ReceiveAsync((long)FloodCount * answerSize);
        await sending;
        return isGood;
    }

    private async Task<bool> LargeBodyAsync()
    {
        using var client = await ChurnClient.ConnectAsync(port, clock);
        await client.SendAsync(s_largeHead);
        await client.SendAsync(new byte[BodySize]);
        return await client.ReceiveAsync(answerSize);
    }

    private async Task<bool> StalledReaderAsync()
    {
        using var client = await ChurnClient.ConnectAsync(port, clock, SmallReceiveSize);
        await client.SendAsync(s_much);

        // Longer than the server's grace; then what the kernel has kept is followed by the reset.
        await Task.Delay(TimeSpan.FromSeconds(7), clock);
        return (await client.ReceiveToEndAsync()).IsReset;
    }

    private async Task<bool> IdleOutAsync()
    {
        using var client = await ChurnClient.ConnectAsync(port, clock);
        await client.SendAsync(Request);
        return await client.ReceiveToEndAsync() == (answerSize, false);
    }

    private async Task<bool> SecretAsync(int count)
    {
        using var client = await ChurnClient.ConnectAsync(secretPort, clock);
        await client.ShakeHandsAsync();
        for (var i = 0; i < count; i++)
        {
            await client.SendAsync(Request);
            if (!await client.ReceiveAsync(answerSize)) return false;
        }

        await client.SayGoodbyeAsync();
        return true;
    }

    private async Task<bool> SecretResetAsync()
    {
        using var client = await ChurnClient.ConnectAsync(secretPort, clock);
        await client.ShakeHandsAsync();
        await client.SendAsync(s_much);
        var isGood = await client.ReceiveAsync(answerSize / 2);
        client.Reset();
        return isGood;
    }
}
