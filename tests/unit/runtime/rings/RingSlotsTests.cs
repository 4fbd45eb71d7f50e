using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Rings;

public sealed class RingSlotsTests
{
    [Fact]
    public void A_late_completion_finds_nobody_though_the_slot_is_taken_again()
    {
        var slots = new RingSlots(countMax: 1);
        var first = new Operation();
        var second = new Operation();
        var data = slots.Take(first);
        Assert.True(slots.TryFind(data, out var found));
        Assert.Same(first, found);
        slots.Release(first);
        Assert.False(slots.TryFind(data, out _));
        var next = slots.Take(second);
        Assert.NotEqual(data, next);
        Assert.False(slots.TryFind(data, out _));
        Assert.True(slots.TryFind(next, out found));
        Assert.Same(second, found);
    }

    [Fact]
    public void The_table_grows_to_its_bound_and_no_further()
    {
        var slots = new RingSlots(countMax: 1000);
        var operations = Enumerable.Range(0, 1000).Select(static _ => new Operation()).ToArray();
        var data = operations.Select(slots.Take).ToArray();
        Assert.True(slots.IsFull);
        Assert.Equal(1000, data.Distinct().Count());
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(slots.TryFind(data[i], out var found));
            Assert.Same(operations[i], found);
        }

        slots.Release(operations[500]);
        Assert.False(slots.IsFull);
        Assert.Equal(999, slots.ActiveCount);
    }

    private sealed class Operation : RingOperation
    {
        protected internal override void Prepare(ref IoUringSubmission entry)
        {
        }

        protected internal override void Complete(in RingCompletion completion)
        {
        }
    }
}
