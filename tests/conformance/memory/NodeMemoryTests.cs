using System.Globalization;
using System.Security.Cryptography;
using Basalt.Tests.Conformance.Clients;
using Basalt.Tests.Conformance.Durability;
using Xunit;

namespace Basalt.Tests.Conformance.Memory;

/// <summary>The node streams: its memory does not grow with what goes through it.</summary>
[Collection(nameof(Alone))]
public sealed class NodeMemoryTests(ITestOutputHelper output)
{
    private const int NameCount = 4;
    private const int SegmentSize = 1 << 30;
    private const long PeakMax = 400L << 20;

    [Fact]
    public Task A_small_file_under_four_names_at_once_leaves_memory_low() => RunAsync(128L << 20);

    [Fact]
    [Trait(Scale.Trait, Scale.All)]
    public Task Six_GiB_under_four_names_at_once_leave_memory_low() => RunAsync(6L << 30);

    private async Task RunAsync(long size)
    {
        using var scratch = new Scratch();
        scratch.NeedFree(5 * size);
        await using var cloud = await KillableCloud.StartAsync();
        var face = await cloud.LoginAsync();
        using var made = await face.SendAsync(HttpMethod.Put, "/memory");

        var hashes = await Task.WhenAll(Enumerable.Range(0, NameCount).Select(n => UploadAsync(face, n, size)));
        var up = PeakOf(cloud.NodeProcessId);
        var back = await Task.WhenAll(Enumerable.Range(0, NameCount).Select(n => DownloadAsync(face, n)));
        var down = PeakOf(cloud.NodeProcessId);

        output.WriteLine($"{size >> 20} MiB four times: VmHWM {up >> 20} MiB once up, {down >> 20} MiB once down");
        Assert.Equal(hashes, back);
        Assert.InRange(down, 1, PeakMax);
    }

    /// <summary>In segments of 1 GiB under a dynamic manifest, as no object may be larger than 5 GiB.</summary>
    private static async Task<string> UploadAsync(SwiftFace face, int number, long size)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0, part = 0; offset < size; offset += SegmentSize, part++)
        {
            var seed = (number * 100) + (int)part;
            using var content = new StreamedContent(Math.Min(SegmentSize, size - offset), seed, hash);
            using var put = await face.SendAsync(HttpMethod.Put, $"/memory/parts-{number}/{part:D4}", content);
            put.EnsureSuccessStatusCode();
        }

        using var manifest = await face.SendAsync(
            HttpMethod.Put, $"/memory/file-{number}", [], ("X-Object-Manifest", $"memory/parts-{number}/"));
        manifest.EnsureSuccessStatusCode();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<string> DownloadAsync(SwiftFace face, int number)
    {
        using var response = await face.OpenAsync($"/memory/file-{number}");
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(body));
    }

    /// <summary>VmHWM: the most that was resident so far (proc_pid_status(5)).</summary>
    private static long PeakOf(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status")
            .Single(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..^" kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
