using System.Runtime.InteropServices;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Rings;
using Microsoft.Win32.SafeHandles;

namespace Basalt.Perf.Reactor;

/// <summary>A file in the ring's table for as long as a connection lives, and one read through it: so that places of
/// the table come and go as connections do.</summary>
internal sealed class RegisteredFile : RingOperation, IDisposable
{
    private const int ReadSize = 4096;

    private readonly RingDriver _ring;
    private readonly SafeFileHandle _handle;
    private readonly RingFile _file;
    private readonly ShardAnswer<int> _answer;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(ReadSize, pinned: true);

    public RegisteredFile(RingDriver ring, Shard shard, string path)
    {
        _ring = ring;
        _answer = new ShardAnswer<int>(shard);
        _handle = File.OpenHandle(path);
        _file = ring.RegisterFile(_handle);
    }

    public async ValueTask ReadAsync()
    {
        _ring.Submit(this);
        if (await _answer.Task is var size and not ReadSize)
            throw new IOException($"a read of {ReadSize} bytes came to {size}");
    }

    public void Dispose()
    {
        _file.Dispose();
        _handle.Dispose();
    }

    protected override void Prepare(ref IoUringSubmission entry)
    {
        _file.Aim(ref entry);
        entry.Opcode = IoUringOpcode.Read;
        entry.Address = (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
        entry.Length = ReadSize;
    }

    protected override void Complete(in RingCompletion completion) => _answer.Complete(completion.Result);
}
