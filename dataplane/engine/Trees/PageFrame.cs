using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Trees;

/// <summary>Memory for one page, part of a slab, and what is in it. The shard alone touches it.</summary>
internal sealed class PageFrame(AlignedBuffer slab, int offset)
{
    public PageState State { get; set; }

    /// <summary>A place on the device, or while dirty a number of its own: see <see cref="PageAddress"/>.</summary>
    public ulong Address { get; set; }

    /// <summary>Set by each use, cleared as the hand that evicts passes.</summary>
    public bool IsHot { get; set; }

    /// <summary>A group under way relies on its being here.</summary>
    public bool IsPinned { get; set; }

    /// <summary>The tree has gone on without it: once written it has no use.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>While loading: ends with the read.</summary>
    public Task<DeviceOutcome>? Load { get; set; }

    public Page Page => new(slab.GetSpan().Slice(offset, FormatLimits.PageSize));

    public Span<byte> Span => slab.GetSpan().Slice(offset, FormatLimits.PageSize);

    public Memory<byte> Memory => slab.Memory.Slice(offset, FormatLimits.PageSize);
}
