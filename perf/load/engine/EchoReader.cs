namespace Basalt.Perf.Load.Engine;

/// <summary>An answer is as many bytes as were sent.</summary>
internal sealed class EchoReader(int size) : IAnswerReader
{
    private int _taken;

    public bool IsLast => false;

    public bool TryTake(ref ReadOnlySpan<byte> bytes, out bool isGood)
    {
        var step = Math.Min(size - _taken, bytes.Length);
        bytes = bytes[step..];
        _taken += step;
        isGood = _taken == size;
        if (isGood) _taken = 0;
        return isGood;
    }
}
