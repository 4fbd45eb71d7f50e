using System.Security.Authentication;

using Basalt.Transport;
using Basalt.Transport.Tls;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <content>TLS: by a client that is not ours.</content>
public abstract partial class KernelTransportSuite
{
    /// <summary>A handshake record of 512 bytes is announced, its beginning is sent.</summary>
    private static readonly byte[] s_halfHello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03];

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public Task A_handshake_agrees_on_version_application_and_name(SslProtocols protocol) => WithTlsAsync(
        async (arena, options) =>
        {
            TlsState? seen = null;
            var listener = arena.Listen(
                connection =>
                {
                    seen = connection.Tls;
                    return EchoAsync(connection);
                },
                options: options);
            using var peer = await SecretPeer.ConnectAsync(listener, protocol, "other", "http/1.1");
            await peer.Stream.WriteAsync(Pattern(10));
            Assert.Equal(Pattern(10), await peer.ReceiveExactlyAsync(10));
            Assert.Equal(new TlsState(protocol, "http/1.1", "basalt.test", null), seen);
            Assert.Equal("http/1.1", peer.Stream.NegotiatedApplicationProtocol.ToString());
            await peer.SayGoodbyeAsync();
            Assert.Equal(0, await peer.Stream.ReadAsync(new byte[1]));
            await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Closed) == 1);
            Assert.Equal(0, listener.Counters.Blocks);
        });

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public Task Much_goes_both_ways_in_secret_and_never_leaves_the_shard(SslProtocols protocol) => WithTlsAsync(
        async (arena, options) =>
        {
            var strayCount = 0;
            var listener = arena.Listen(
                async connection =>
                {
                    while (true)
                    {
                        var result = await connection.Input.ReadAsync();
                        if (!connection.Shard.IsCurrent) strayCount++;
                        foreach (var part in result.Buffer) await connection.Output.WriteAsync(part);
                        if (!connection.Shard.IsCurrent) strayCount++;
                        connection.Input.AdvanceTo(result.Buffer.End);
                        if (result.IsCompleted) return;
                    }
                },
                options: options);
            using var peer = await SecretPeer.ConnectAsync(listener, protocol);
            var bytes = Pattern(4 * 1024 * 1024);
            var sending = SendAsync();
            var received = await peer.ReceiveExactlyAsync(bytes.Length);
            Assert.True(bytes.AsSpan().SequenceEqual(received));
            await sending;
            Assert.Equal(0, strayCount);
            await peer.SayGoodbyeAsync();
            await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Closed) == 1);
            Assert.Equal(0, listener.Counters.Blocks);
            Assert.Empty(arena.Warnings);

            async Task SendAsync() => await peer.Stream.WriteAsync(bytes);
        });

    [Fact]
    public Task A_changed_certificate_is_shown_to_the_next_client() => WithTlsAsync(async (arena, options) =>
    {
        var listener = arena.Listen(EchoAsync, options: options);
        using var before = await SecretPeer.ConnectAsync(listener, SslProtocols.Tls13);
        Assert.Equal("CN=first", before.Stream.RemoteCertificate!.Subject);
        SecretPeer.MakeCertificate(CertificatePath(arena), KeyPath(arena), "second");
        options.Tls!.Certificate.ReloadIfChanged();
        using var after = await SecretPeer.ConnectAsync(listener, SslProtocols.Tls13);
        Assert.Equal("CN=second", after.Stream.RemoteCertificate!.Subject);

        // Who was there goes on with what it began with.
        await before.Stream.WriteAsync(Pattern(100));
        Assert.Equal(Pattern(100), await before.ReceiveExactlyAsync(100));
    });

    [Fact]
    public Task A_certificate_that_cannot_be_used_leaves_the_old_one_and_is_told_of_once() => WithTlsAsync(
        async (arena, options) =>
        {
            var listener = arena.Listen(EchoAsync, options: options);
            await File.WriteAllTextAsync(CertificatePath(arena), "nonsense");
            options.Tls!.Certificate.ReloadIfChanged();
            options.Tls!.Certificate.ReloadIfChanged();
            using var peer = await SecretPeer.ConnectAsync(listener, SslProtocols.Tls13);
            Assert.Equal("CN=first", peer.Stream.RemoteCertificate!.Subject);
            Assert.Contains("the old one stays", Assert.Single(arena.Warnings), StringComparison.Ordinal);
        });

    [Fact]
    public Task Who_speaks_no_tls_is_ended_and_counted() => WithTlsAsync(async (arena, options) =>
    {
        var listener = arena.Listen(EchoAsync, options: options);
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
        await peer.EndsByResetAsync();
        await peer.DisposeAsync();
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.HandshakeFailed) == 1);
        Assert.Empty(arena.Warnings);
        Assert.Equal(0, listener.Counters.Blocks);
    });

    [Fact]
    public Task A_handshake_that_stands_still_is_cut_off() => WithTlsAsync(async (arena, options) =>
    {
        var listener = arena.Listen(EchoAsync, options: options);
        await using var half = await arena.ConnectAsync(listener);
        await half.SendAsync(s_halfHello);
        await using var silent = await arena.ConnectAsync(listener);
        await arena.EventuallyAsync(() => listener.Counters.Open == 2 && listener.Counters.ReceivedSize > 0);
        await arena.PassUntilAsync(() => listener.Counters.Ended(ConnectionEnd.HandshakeTimeout) == 2);
        Assert.True(await half.EndsByResetAsync());
        Assert.True(await silent.EndsByResetAsync());
        Assert.Empty(arena.Warnings);
    });

    [Fact]
    public Task A_reset_in_secret_gives_all_memory_back() => WithTlsAsync(async (arena, options) =>
    {
        var listener = arena.Listen(static connection => WriteForeverAsync(connection), options: options);
        using var peer = await SecretPeer.ConnectAsync(listener, SslProtocols.Tls13);
        await peer.ReceiveExactlyAsync(1000);
        peer.Reset();
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Reset) == 1);
        Assert.Equal(0, listener.Counters.Blocks);
        Assert.Empty(arena.Warnings);
    });

    [Fact]
    public Task Garbage_within_a_session_ends_it_without_a_word_to_the_operator() => WithTlsAsync(
        async (arena, options) =>
        {
            var listener = arena.Listen(EchoAsync, options: options);
            using var peer = await SecretPeer.ConnectAsync(listener, SslProtocols.Tls13);
            await peer.Stream.WriteAsync(Pattern(5));
            await peer.ReceiveExactlyAsync(5);
            await peer.SendPlainAsync("this is no record of TLS, and long enough to be read as one"u8.ToArray());
            await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.HandshakeFailed) == 1);
            Assert.Empty(arena.Warnings);
            Assert.Equal(0, listener.Counters.Blocks);
        });

    private static string CertificatePath(Arena arena) => Path.Combine(arena.Folder, "certificate.pem");

    private static string KeyPath(Arena arena) => Path.Combine(arena.Folder, "key.pem");

    private Task WithTlsAsync(Func<Arena, ListenerOptions, Task> test) => InArenaAsync(async arena =>
    {
        SecretPeer.MakeCertificate(CertificatePath(arena), KeyPath(arena), "first");
        using var certificate = new TlsCertificate(
            CertificatePath(arena), KeyPath(arena), TimeProvider.System, arena.Warnings.Add);
        var tls = new TlsOptions(certificate) { Applications = ["http/1.1"] };
        await test(arena, new ListenerOptions { Tls = tls });
    });
}
