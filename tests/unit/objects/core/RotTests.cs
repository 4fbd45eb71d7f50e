using Basalt.Device;
using Basalt.Objects.Core;
using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Objects.Core;

/// <summary>A record that rots on the device costs its object, and not its name for ever.</summary>
public sealed class RotTests
{
    private const string Text = "a small body that lives in its record, found on the device by these words";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_whose_record_rotted_can_be_deleted()
    {
        var device = await MakeRottenAsync();
        await using var store = await StoreFixture.OpenAsync(device);
        await Assert.ThrowsAnyAsync<Exception>(() => store.ReadAsync("rotten"));

        var outcome = await store.Store.DeleteObjectAsync(
            store.Container, StoreFixture.Key("rotten"), precondition: null, Cancellation);

        Assert.Equal(ObjectOutcome.Done, outcome);
        Assert.Null(await store.ReadAsync("rotten"));
        Assert.Equal(1, (await store.UsageAsync()).ObjectCount);
    }

    [Fact]
    public async Task An_object_whose_record_rotted_can_be_replaced()
    {
        var device = await MakeRottenAsync();
        await using var store = await StoreFixture.OpenAsync(device);

        Assert.True((await store.PutAsync("rotten", "new")).IsDone);

        Assert.Equal("new"u8.ToArray(), await store.ReadAsync("rotten"));
        Assert.Equal(2, (await store.UsageAsync()).ObjectCount);
    }

    [Fact]
    public async Task A_rotten_object_does_not_keep_the_others_of_its_batch()
    {
        var device = await MakeRottenAsync();
        await using var store = await StoreFixture.OpenAsync(device);

        var outcomes = await store.Store.DeleteObjectsAsync(
            store.Container, [StoreFixture.Key("good"), StoreFixture.Key("rotten")], Cancellation);

        Assert.Equal([ObjectOutcome.Done, ObjectOutcome.Done], outcomes);
        Assert.Equal(0, (await store.UsageAsync()).ObjectCount);
    }

    private static async Task<MemoryDevice> MakeRottenAsync()
    {
        var device = new MemoryDevice(16 * 1024);
        await using (var store = await StoreFixture.OpenAsync(device))
        {
            Assert.True((await store.PutAsync("good", "good")).IsDone);
            Assert.True((await store.PutAsync("rotten", Text)).IsDone);
        }

        await FlipAsync(device, StoreFixture.Bytes(Text));
        return device;
    }

    private static async Task FlipAsync(MemoryDevice device, ReadOnlyMemory<byte> bytes)
    {
        var buffer = AlignedBuffer.Allocate(IBlockDevice.BlockSize);
        for (var block = 0L; block < device.BlockCount; block++)
        {
            await device.ReadAsync(block, buffer.Memory);
            var place = buffer.Memory.Span.IndexOf(bytes.Span);
            if (place < 0) continue;
            buffer.Memory.Span[place] ^= 4;
            await device.WriteAsync(block, buffer.Memory);
            buffer.Free();
            return;
        }

        Assert.Fail("the body is not on the device in one block");
    }
}
