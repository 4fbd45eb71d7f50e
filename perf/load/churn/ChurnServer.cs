using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Churn;

/// <summary>perf/reactor's HTTP, plain and in TLS, with limits of seconds, that tells what it holds.</summary>
internal sealed class ChurnServer : IAsyncDisposable
{
    private const int BodySize = 4096;

    /// <summary>The counters that must come back, in the order of the report; descriptors are counted
    /// outside.</summary>
    public static readonly string[] HeldNames =
        ["open", "blocks", "buffers", "files", "operations", "stale", "timers", "descriptors"];

    private readonly Process _process;
    private readonly string _folder;

    private ChurnServer(string name, Process process, string folder, int port, int secretPort)
    {
        (Name, _process, _folder) = (name, process, folder);
        (Port, SecretPort) = (port, secretPort);
    }

    public string Name { get; }

    public int Port { get; }

    public int SecretPort { get; }

    public static async Task<ChurnServer> StartAsync(string name, TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("basalt-churn-").FullName;
        var (certificate, key, file) = (
            Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"), Path.Combine(folder, "file"));
        MakeCertificate(certificate, key, clock.GetUtcNow());
        await File.WriteAllBytesAsync(file, new byte[BodySize]);
        var parts = name.Split('-');
        var start = Processors.ServerCommand(
            ReactorProgram.Find(parts[1] == "aot"),
            [
                "http", "--on", parts[0], "--body", BodySize.ToString(CultureInfo.InvariantCulture), "--hasty", "yes",
                "--certificate", certificate, "--key", key, "--file", file,
            ]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        if (line.Split(' ') is not ["ready", var port, var secretPort])
            throw new InvalidOperationException($"perf/reactor did not come up: {line}");
        return new(
            $"{parts[0]} {parts[1].ToUpperInvariant()}", process, folder,
            int.Parse(port, CultureInfo.InvariantCulture), int.Parse(secretPort, CultureInfo.InvariantCulture));
    }

    /// <param name="isAtRest">Nothing goes on: garbage is collected first.</param>
    public async Task<ChurnSample> ReadAsync(bool isAtRest)
    {
        await _process.StandardInput.WriteLineAsync(isAtRest ? "rest" : "counters");
        var words = (await _process.StandardOutput.ReadLineAsync() ?? "").Split(' ');
        var values = words.Chunk(2).ToDictionary(
            static pair => pair[0], static pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        values["descriptors"] = Directory.GetFiles($"/proc/{_process.Id}/fd").Length;
        return new ChurnSample(
            HeldNames.ToDictionary(static name => name, name => values[name]),
            values["heap"], ProcessMemory.Resident(_process.Id), values["accepted"],
            string.Join(", ", values.Where(static v => char.IsAsciiLetterUpper(v.Key[0]))
                .Select(static v => $"{v.Key} {v.Value}")),
            ProcessCpu.Of([_process.Id]));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void MakeCertificate(string certificatePath, string keyPath, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
    }
}
