using System.Net.Sockets;
using Grpc.Net.Client;

namespace Basalt.Node.Session;

/// <summary>The gRPC channel to control over its Unix socket.</summary>
internal static class ControlChannel
{
    public static GrpcChannel Open(string socketPath)
    {
        var endpoint = new UnixDomainSocketEndPoint(socketPath);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            EnableMultipleHttp2Connections = false,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(endpoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        // The name goes into the :authority of each request and means nothing on a Unix socket.
        return GrpcChannel.ForAddress("http://control", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = NodeLimits.MessageSizeMax,
            // The session connects again by itself; gRPC's own waits between attempts must not outlast ours.
            InitialReconnectBackoff = NodeLimits.ReconnectWaitMin,
            MaxReconnectBackoff = NodeLimits.ReconnectWaitMax,
        });
    }
}
