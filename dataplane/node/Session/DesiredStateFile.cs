using Basalt.Contract.Node.V1;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Session;

/// <summary>The newest desired state on disk: what the node goes on by when it starts without control.</summary>
/// <remarks>The bytes are the message of node.proto itself, replaced whole.</remarks>
internal sealed class DesiredStateFile(string path, ILogger log)
{
    public void Write(DesiredState state) => NodeDirectory.WriteAtomically(path, state.ToByteArray());

    /// <summary>Null if there is none, or none that can be read: control will send it.</summary>
    public DesiredState? TryRead()
    {
        if (!File.Exists(path)) return null;
        try
        {
            return DesiredState.Parser.ParseFrom(File.ReadAllBytes(path));
        }
        catch (InvalidProtocolBufferException error)
        {
            Log.DesiredStateUnreadable(log, path, error);
            return null;
        }
    }
}
