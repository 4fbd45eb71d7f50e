namespace Basalt.Device;

/// <summary>
/// What a simulated device keeps: of each block one durable version and those written since. A flush makes durable what
/// had ended when it began; a power loss picks among the rest.
/// </summary>
internal sealed class SimulatedMedium
{
    private const int BlockSize = IBlockDevice.BlockSize;
    private const int SectorSize = 512;

    private static readonly byte[] s_zeros = new byte[BlockSize];

    private readonly Dictionary<long, byte[]> _durable = [];
    private readonly Dictionary<long, List<Version>> _unflushed = [];
    private long _writeCount;

    /// <summary>Writes that have ended.</summary>
    public long EndedCount { get; private set; }

    /// <summary>A write goes under way; its blocks can be read once it has ended.</summary>
    public List<Version> Begin(long block, ReadOnlySpan<byte> source)
    {
        var versions = new List<Version>(source.Length / BlockSize);
        var order = ++_writeCount;
        for (; !source.IsEmpty; source = source[BlockSize..], block++)
        {
            // Zeros are as good as nothing, and there are many.
            var bytes = source[..BlockSize].ContainsAnyExcept((byte)0) ? source[..BlockSize].ToArray() : s_zeros;
            var version = new Version(bytes, order);
            versions.Add(version);
            if (!_unflushed.TryGetValue(block, out var list)) _unflushed[block] = list = [];
            list.Add(version);
        }

        return versions;
    }

    public void End(List<Version> versions)
    {
        EndedCount++;
        foreach (var version in versions) version.EndedAt = EndedCount;
    }

    public void Read(long block, Span<byte> target)
    {
        for (; !target.IsEmpty; target = target[BlockSize..], block++) Latest(block).CopyTo(target);
    }

    /// <summary>Makes durable what had ended by then.</summary>
    public void Flush(long endedCount) => Settle((_, version) => version.EndedAt != 0 && version.EndedAt <= endedCount);

    /// <summary>Forgets a durable block, unless something newer is there.</summary>
    public void Forget(long block)
    {
        if (!_unflushed.ContainsKey(block)) _durable.Remove(block);
    }

    /// <summary>Power is lost: of what no flush covered any part may be there, in one of the ways that media have
    /// been seen to do it.</summary>
    public void LosePower(Random random)
    {
        TearUnderWay(random);
        var cut = _writeCount - random.Next(1 + (int)Math.Min(_writeCount, 24));
        var share = random.NextDouble();
        var ofWrite = new Dictionary<long, bool>();
        bool IsWriteKept(long order)
        {
            if (!ofWrite.TryGetValue(order, out var kept)) ofWrite[order] = kept = random.NextDouble() < share;
            return kept;
        }

        switch (random.Next(4))
        {
            case 0: // Each block for itself.
                Settle((_, _) => random.Next(2) == 0);
                break;
            case 1: // Whole writes, in any order.
                Settle((_, version) => IsWriteKept(version.Order));
                break;
            case 2: // In order, up to some write.
                Settle((_, version) => version.Order <= cut);
                break;
            default: // Out of order: the last ones, of those before whatever luck has it.
                Settle((_, version) => version.Order > cut || (share > 0.5 && IsWriteKept(version.Order)));
                break;
        }

        _unflushed.Clear();
    }

    /// <summary>The process died, not the machine: what had ended stays, what was under way has happened or not; what
    /// a failed flush left behind is let go.</summary>
    public void LoseProcess(Random random)
    {
        foreach (var (block, versions) in _unflushed.ToArray())
        {
            versions.RemoveAll(version => version.IsDoomed || (version.EndedAt == 0 && random.Next(2) == 0));
            foreach (var version in versions)
                if (version.EndedAt == 0) version.EndedAt = EndedCount;
            if (versions.Count == 0) _unflushed.Remove(block);
        }
    }

    /// <summary>A flush failed: some of what it was for is as good as flushed, the rest will never be. Until the
    /// process ends all of it can be read.</summary>
    public void FailFlush(Random random)
    {
        foreach (var versions in _unflushed.Values)
            foreach (var version in versions)
                if (version.EndedAt != 0 && random.Next(2) == 0) version.IsDoomed = true;
    }

    /// <summary>Turns a bit of some durable block over; the block, or -1 on a blank medium.</summary>
    public long Rot(Random random)
    {
        if (_durable.Count == 0) return -1;
        var block = _durable.Keys.Order().ElementAt(random.Next(_durable.Count));
        Rot(block, random);
        return block;
    }

    public void Rot(long block, Random random)
    {
        if (!_durable.TryGetValue(block, out var bytes)) return;
        bytes = [.. bytes];
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        _durable[block] = bytes;
    }

    /// <summary>Of each block the last version that is kept becomes the durable one; what is older is gone.</summary>
    private void Settle(Func<long, Version, bool> isKept)
    {
        foreach (var (block, versions) in _unflushed.ToArray())
        {
            var last = -1;
            for (var i = 0; i < versions.Count; i++)
                if (isKept(block, versions[i])) last = i;
            if (last < 0) continue;
            var kept = versions.FindLastIndex(last, static version => !version.IsDoomed);
            if (kept < 0) continue;
            Keep(block, versions[kept].Bytes);
            versions.RemoveRange(0, kept + 1);
            if (versions.Count == 0) _unflushed.Remove(block);
        }
    }

    /// <summary>A write under way may end inside a block, at a sector.</summary>
    private void TearUnderWay(Random random)
    {
        foreach (var (block, versions) in _unflushed)
        {
            if (versions[^1].EndedAt != 0 || random.Next(4) != 0) continue;
            var torn = (_durable.GetValueOrDefault(block) ?? s_zeros).ToArray();
            var size = random.Next(BlockSize / SectorSize) * SectorSize;
            versions[^1].Bytes.AsSpan(0, size).CopyTo(torn);
            versions[^1].Bytes = torn;
        }
    }

    private void Keep(long block, byte[] bytes)
    {
        if (ReferenceEquals(bytes, s_zeros)) _durable.Remove(block);
        else _durable[block] = bytes;
    }

    private ReadOnlySpan<byte> Latest(long block)
        => _unflushed.TryGetValue(block, out var versions)
            && versions.FindLast(static version => version.EndedAt != 0) is { } version
            ? version.Bytes
            : _durable.GetValueOrDefault(block) ?? s_zeros;

    internal sealed class Version(byte[] bytes, long order)
    {
        public byte[] Bytes { get; set; } = bytes;

        /// <summary>Its write, in the order they began.</summary>
        public long Order { get; } = order;

        /// <summary>When its write ended; 0 while under way.</summary>
        public long EndedAt { get; set; }

        /// <summary>A failed flush was for it: no later one makes it durable.</summary>
        public bool IsDoomed { get; set; }
    }
}
