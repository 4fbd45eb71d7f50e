using Basalt.Objects.Core;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Core;

public sealed class ContainerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_global_name_is_held_by_one_account()
    {
        await using var fixture = await StoreFixture.OpenAsync();

        var other = await CreateAsync(fixture, "p2", "bucket1", BucketClaim.Required);
        var unclaimed = await CreateAsync(fixture, "p2", "bucket1", BucketClaim.IfFree);

        Assert.Equal(ObjectOutcome.NameTaken, other.Outcome);
        Assert.Equal(ObjectOutcome.Done, unclaimed.Outcome);
        Assert.Equal("p2", (await fixture.Store.ResolveBucketAsync("p2", "bucket1", Cancellation))!.Account);
        Assert.Equal("p1", (await fixture.Store.ResolveBucketAsync("p3", "bucket1", Cancellation))!.Account);
        Assert.Equal("p1", (await fixture.Store.ResolveBucketAsync(null, "bucket1", Cancellation))!.Account);
    }

    [Fact]
    public async Task Deleting_frees_the_global_name()
    {
        await using var fixture = await StoreFixture.OpenAsync();

        Assert.Equal(ObjectOutcome.Done, await fixture.Store.DeleteContainerAsync(fixture.Container, Cancellation));

        Assert.Equal(ObjectOutcome.Done, (await CreateAsync(fixture, "p2", "bucket1", BucketClaim.Required)).Outcome);
        Assert.Equal("p2", (await fixture.Store.ResolveBucketAsync("p1", "bucket1", Cancellation))!.Account);
    }

    [Fact]
    public async Task A_name_that_is_no_bucket_name_is_not_claimed()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await fixture.CreateContainerAsync("Under_Score");

        Assert.Null(await fixture.Store.ResolveBucketAsync("p2", "Under_Score", Cancellation));
        Assert.NotNull(await fixture.Store.ResolveBucketAsync("p1", "Under_Score", Cancellation));
    }

    [Fact]
    public async Task An_existing_container_is_handed_back()
    {
        await using var fixture = await StoreFixture.OpenAsync();

        var again = await CreateAsync(fixture, "p1", "bucket1", BucketClaim.Required);

        Assert.Equal(ObjectOutcome.ContainerExists, again.Outcome);
        Assert.Equal(fixture.Container.Version, again.Value!.Version);
    }

    [Fact]
    public async Task A_container_with_objects_stays_and_one_without_goes_with_its_uploads()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        await fixture.PutAsync("k", "1");
        Assert.Equal(
            ObjectOutcome.ContainerNotEmpty, await fixture.Store.DeleteContainerAsync(fixture.Container, Cancellation));
        await fixture.Store.DeleteObjectAsync(fixture.Container, StoreFixture.Key("k"), null, Cancellation);
        await fixture.Store.CreateUploadAsync(
            fixture.Container, StoreFixture.Key("k"), ObjectMetadata.Empty, Cancellation);

        Assert.Equal(ObjectOutcome.Done, await fixture.Store.DeleteContainerAsync(fixture.Container, Cancellation));
        Assert.Equal(
            ObjectOutcome.NoSuchContainer, await fixture.Store.DeleteContainerAsync(fixture.Container, Cancellation));
        Assert.Equal(ObjectOutcome.NoSuchContainer, (await fixture.PutAsync("k", "1")).Outcome);
        Assert.Equal(
            new AccountUsage(0, 0, 0), await fixture.Store.ReadUsageAsync(StoreFixture.Account, Cancellation));
    }

    [Fact]
    public async Task Settings_are_kept()
    {
        await using var fixture = await StoreFixture.OpenAsync();
        var settings = new ContainerSettings
        {
            User = [new MetadataPair("a", "b")],
            System = [new MetadataPair("s3.x", "y")],
            ReadAcl = ".r:*",
        };

        await fixture.Store.UpdateContainerAsync(fixture.Container, _ => settings, Cancellation);
        var found = await fixture.Store.FindContainerAsync(StoreFixture.Account, "bucket1", Cancellation);

        Assert.Equal(settings.User, found!.Settings.User);
        Assert.Equal("y", found.Settings.FindSystem("s3.x"));
        Assert.Equal((".r:*", null), (found.Settings.ReadAcl, found.Settings.WriteAcl));
        Assert.Equal(fixture.Container.CreatedAt, found.CreatedAt);
    }

    [Fact]
    public async Task An_account_keeps_its_metadata()
    {
        await using var fixture = await StoreFixture.OpenAsync();

        await fixture.Store.UpdateAccountAsync(
            "p1", account => account with { User = [.. account.User, new MetadataPair("a", "1")] }, Cancellation);

        Assert.Equal([new MetadataPair("a", "1")], (await fixture.Store.GetAccountAsync("p1", Cancellation)).User);
        Assert.Empty((await fixture.Store.GetAccountAsync("p2", Cancellation)).User);
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a.b-c9", true)]
    [InlineData("ab", false)]
    [InlineData("Abc", false)]
    [InlineData("a_c", false)]
    [InlineData("-ab", false)]
    [InlineData("ab.", false)]
    [InlineData("a..b", false)]
    [InlineData("10.0.0.1", false)]
    public void Bucket_names_follow_the_rules_of_s3(string name, bool isBucket)
        => Assert.Equal(isBucket, ContainerNames.IsBucket(name));

    private static async Task<ObjectResult<ContainerInfo>> CreateAsync(
        StoreFixture fixture, string account, string name, BucketClaim claim)
        => await fixture.Store.CreateContainerAsync(account, name, ContainerSettings.Empty, claim, Cancellation);
}
