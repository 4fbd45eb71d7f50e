using System.Buffers;
using System.Runtime.InteropServices;

using Basalt.Interop.Linux.Sockets;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Transport.Uring;

/// <summary>One send: what a connection has flushed, in up to so many parts. Pooled by its shard.</summary>
internal sealed unsafe class SendOperation : RingOperation, IDisposable
{
    private const uint NoSignal = 0x4000; // MSG_NOSIGNAL: an error comes back, no SIGPIPE.

    private readonly ReadOnlyMemory<byte>[] _parts =
        new ReadOnlyMemory<byte>[UringTransportLimits.SendPartCountMax];

    private readonly MemoryHandle[] _pins = new MemoryHandle[UringTransportLimits.SendPartCountMax];
    private MessageHeader* _header;
    private UringConnection? _connection;
    private int _partCount;

    public SendOperation()
    {
        // SAFETY: native, so that the kernel may read header and vectors until the completion; freed by Dispose or the
        // finalizer, which run only when no connection uses this.
        _header = (MessageHeader*)NativeMemory.AllocZeroed(
            (nuint)(sizeof(MessageHeader) + (UringTransportLimits.SendPartCountMax * sizeof(IoVector))));
        _header->Vectors = (ulong)Vectors;
    }

    ~SendOperation() => Free();

    /// <summary>Where the parts go before <see cref="Set"/>.</summary>
    public Span<ReadOnlyMemory<byte>> Parts => _parts;

    protected override bool IsQuiet => !_connection!.IsSendAwaited;

    private IoVector* Vectors => (IoVector*)(_header + 1);

    /// <summary>Takes what was put into <see cref="Parts"/>.</summary>
    public void Set(UringConnection connection, int partCount)
    {
        _connection = connection;
        _partCount = partCount;
        for (var i = 0; i < partCount; i++)
        {
            // SAFETY: pinned, or native, until Clear, which comes after the last completion.
            _pins[i] = _parts[i].Pin();
            Vectors[i].Address = (ulong)_pins[i].Pointer;
            Vectors[i].Length = (ulong)_parts[i].Length;
        }

        _header->VectorCount = (ulong)partCount;
    }

    /// <summary>Lets go of all memory.</summary>
    public void Clear()
    {
        for (var i = 0; i < _partCount; i++)
        {
            _pins[i].Dispose();
            _pins[i] = default;
            _parts[i] = default;
        }

        _partCount = 0;
        _connection = null;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    protected override void Prepare(ref IoUringSubmission entry)
    {
        entry.Descriptor = _connection!.Descriptor;
        entry.OperationFlags = NoSignal;
        if (_partCount == 1)
        {
            entry.Opcode = IoUringOpcode.Send;
            entry.Address = Vectors[0].Address;
            entry.Length = (uint)Vectors[0].Length;
            return;
        }

        entry.Opcode = IoUringOpcode.SendMsg;
        entry.Address = (ulong)_header;
        entry.Length = 1;
    }

    protected override void Complete(in RingCompletion completion) => _connection!.OnSent(completion);

    private void Free()
    {
        NativeMemory.Free(_header);
        _header = null;
    }
}
