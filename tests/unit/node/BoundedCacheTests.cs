using Basalt.Node.Identity;
using Xunit;

namespace Basalt.Tests.Unit.Node;

public sealed class BoundedCacheTests
{
    [Fact]
    public void It_never_holds_more_than_its_bound()
    {
        var cache = new BoundedCache<string>(8);

        for (var i = 0; i < 1000; i++) cache.Set(CacheKey.Of($"{i}"), $"{i}");

        Assert.Equal(8, cache.Count);
    }

    [Fact]
    public void What_is_asked_for_outlives_what_is_not()
    {
        var cache = new BoundedCache<string>(8);
        cache.Set(CacheKey.Of("wanted"), "wanted");

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("wanted", cache.Find(CacheKey.Of("wanted")));
            cache.Set(CacheKey.Of($"{i}"), $"{i}");
        }
    }

    [Fact]
    public void A_new_value_takes_the_old_ones_place()
    {
        var cache = new BoundedCache<string>(8);
        cache.Set(CacheKey.Of("key"), "old");
        cache.Set(CacheKey.Of("key"), "new");

        Assert.Equal("new", cache.Find(CacheKey.Of("key")));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void What_was_removed_is_gone_and_its_room_is_free()
    {
        var cache = new BoundedCache<string>(1);
        cache.Set(CacheKey.Of("a"), "a");
        cache.Remove(CacheKey.Of("a"));
        cache.Set(CacheKey.Of("b"), "b");

        Assert.Null(cache.Find(CacheKey.Of("a")));
        Assert.Equal("b", cache.Find(CacheKey.Of("b")));
    }

    [Fact]
    public void The_bound_holds_when_many_write_at_once()
    {
        var cache = new BoundedCache<string>(16);

        Parallel.For(0, 10_000, i =>
        {
            cache.Set(CacheKey.Of($"{i % 100}"), $"{i}");
            cache.Find(CacheKey.Of($"{(i * 7) % 100}"));
            if (i % 5 == 0) cache.Remove(CacheKey.Of($"{(i * 3) % 100}"));
        });

        Assert.InRange(cache.Count, 0, 16);
    }

    [Fact]
    public void Keys_differ_where_their_parts_do()
    {
        Assert.NotEqual(CacheKey.Of("ab", "c", "", ""), CacheKey.Of("a", "bc", "", ""));
        Assert.Equal(CacheKey.Of("a", "b", "c", "d"), CacheKey.Of("a", "b", "c", "d"));
        Assert.NotEqual(CacheKey.Of(new string('a', 4000)), CacheKey.Of(new string('a', 4001)));
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        var cache = new BoundedCache<string>(8);
        cache.Set(CacheKey.Of("token"), "value");
        cache.Find(CacheKey.Of("token"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) cache.Find(CacheKey.Of("token"));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
