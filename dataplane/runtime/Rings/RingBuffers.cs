using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Buffers;

namespace Basalt.Runtime.Rings;

/// <summary>
/// The ring's table of registered buffers, a slab in each place. The kernel pins a slab once, instead of each buffer
/// for each transfer.
/// </summary>
/// <remarks>A slab belongs to the ring that first sees it, and is registered then. Its pages stay with the kernel until
/// its place is taken again or the ring ends: that is safe, since the kernel holds them itself.</remarks>
internal sealed unsafe class RingBuffers : IDisposable
{
    private readonly RingDriver _driver;
    private readonly AlignedSlab?[] _slabs = [];
    private int _usedCount;
    private bool _isOpen;

    public RingBuffers(RingDriver driver)
    {
        _driver = driver;
        var count = driver.Options.SlabCountMax;
        if (count == 0 || !driver.Capabilities.HasFlag(IoUringCapabilities.SparseTables)) return;
        var table = new IoUringResourceRegistration { Count = (uint)count, Flags = IoUringResourceFlags.Sparse };
        var answer = driver.Queue.Register(
            IoUringRegisterOpcode.Buffers2, &table, (uint)sizeof(IoUringResourceRegistration));
        if (answer < 0) return;
        _slabs = new AlignedSlab?[count];
        _isOpen = true;
    }

    public bool TryFind(AlignedSlab slab, out ushort index)
    {
        index = 0;
        var owner = slab.RingOwner;
        if (!ReferenceEquals(owner, this) && (owner is not null || !_isOpen || !TryAdd(slab))) return false;
        index = (ushort)slab.RingPlace;
        return true;
    }

    public void Dispose()
    {
        _isOpen = false;
        foreach (var slab in _slabs) slab?.Disown(this);
    }

    private bool TryAdd(AlignedSlab slab)
    {
        if (!slab.IsPooled || !slab.TryOwn(this)) return false;
        if (!TryFindPlace(out var place))
        {
            slab.Disown(this);
            Refuse("its table is full");
            return false;
        }

        var vector = new IoVector { Address = (ulong)slab.Address, Length = (ulong)slab.Size };
        ulong tag = 0;

        // SAFETY: both are locals of this frame, read by the kernel within the call; the slab's memory is alive, since
        // one of its buffers is in use.
        var update = new IoUringResourceUpdate2
        {
            Offset = (uint)place,
            Data = (ulong)&vector,
            Tags = (ulong)&tag,
            Count = 1,
        };
        var answer = _driver.Queue.Register(
            IoUringRegisterOpcode.BuffersUpdate, &update, (uint)sizeof(IoUringResourceUpdate2));
        if (answer != 1)
        {
            slab.Disown(this);
            Refuse(Explain((Errno)(-answer)));
            return false;
        }

        _slabs[place] = slab;
        slab.RingPlace = place;
        return true;
    }

    /// <summary>A place never used, or one whose slab has been freed: the kernel lets the old pages go when it is
    /// written again.</summary>
    private bool TryFindPlace(out int place)
    {
        if (_usedCount < _slabs.Length)
        {
            place = _usedCount++;
            return true;
        }

        place = Array.FindIndex(_slabs, static slab => slab is null || slab.IsFreed);
        return place >= 0;
    }

    private static string Explain(Errno error) => error == Errno.ENOMEM
        ? "the limit of locked memory is too low; mend it with `ulimit -l unlimited` before the start, or "
            + "LimitMEMLOCK=infinity in the service"
        : $"the kernel answers {error}";

    private void Refuse(string reason)
    {
        _isOpen = false;
        _driver.Options.Warn(
            $"some transfers are not from registered buffers, which costs processor time: {reason}");
    }
}
