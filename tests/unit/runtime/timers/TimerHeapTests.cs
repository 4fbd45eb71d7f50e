using Basalt.Runtime.Timers;

using CsCheck;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Timers;

public sealed class TimerHeapTests
{
    [Fact]
    public void Timers_come_out_in_order_whatever_was_set_moved_and_taken_back()
        => Gen.Select(Gen.Int[0, 19], Gen.Int[-1, 50]).Array[0, 200].Sample(static changes =>
        {
            var heap = new TimerHeap();
            var clock = new ShardClock(TimeProvider.System);
            var timers = Enumerable.Range(0, 20).Select(_ => new ShardTimer(clock, static _ => { }, null)).ToArray();
            var model = new Dictionary<ShardTimer, long>();
            foreach (var (index, due) in changes)
            {
                timers[index].Due = due < 0 ? ShardTimer.Never : due;
                heap.Place(timers[index]);
                if (due < 0) model.Remove(timers[index]);
                else model[timers[index]] = due;
            }

            Assert.Equal(model.Count, heap.Count);
            foreach (var due in model.Values.Order())
            {
                Assert.Equal(due, heap.Due);
                var timer = heap.Take();
                Assert.Equal(due, timer.Due);
                Assert.True(model.Remove(timer));
                Assert.Equal(-1, timer.Place);
            }

            Assert.Equal(ShardTimer.Never, heap.Due);
        });
}
