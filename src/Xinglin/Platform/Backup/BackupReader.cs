using System.IO.Compression;
using System.Text.Json;

namespace Xinglin.Platform.Backup;

/// <summary>Opens a backup and makes sure that it is whole before anything is taken out of it.</summary>
internal sealed class BackupReader : IDisposable
{
    private readonly ZipArchive zip;

    private BackupReader(ZipArchive zip, BackupManifest manifest) => (this.zip, Manifest) = (zip, manifest);

    public BackupManifest Manifest { get; }

    /// <exception cref="StartupProblem">The file is missing, is no backup, or is damaged.</exception>
    public static async Task<BackupReader> Open(string file, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        if (!File.Exists(file)) throw new StartupProblem($"没有找到备份文件 {file}。");
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(file);
            await using var stream = (zip.GetEntry(BackupManifest.FileName) ?? throw Damaged("缺少清单")).Open();
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, ct) ?? throw Damaged("清单为空");
            if (manifest.Format != BackupManifest.CurrentFormat) throw new StartupProblem($"不认识的备份格式 {manifest.Format}，请用制作该备份的版本恢复。");
            var reader = new BackupReader(zip, manifest);
            await reader.CheckSums(progress, ct);
            return reader;
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            zip?.Dispose();
            throw new StartupProblem($"备份文件 {file} 已损坏、不完整，或者不是杏林备份。没有恢复任何内容，请换一份备份。", exception);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    public BackupEntry? Entry(string name) => Manifest.Entries.FirstOrDefault(entry => entry.Name == name);

    public Stream OpenEntry(BackupEntry entry) => (zip.GetEntry(entry.Name) ?? throw Damaged($"缺少 {entry.Name}")).Open();

    public async Task Extract(BackupEntry entry, string path, Action<double> share, CancellationToken ct)
    {
        await using var source = new SummedStream(OpenEntry(entry));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var target = new FileStream(path, options);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await source.ReadAsync(buffer, ct)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            share((double)source.Passed / entry.Bytes);
        }

        target.Flush(flushToDisk: true);
    }

    private async Task CheckSums(IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var total = Math.Max(Manifest.Entries.Sum(entry => entry.Bytes), 1);
        long done = 0;
        var buffer = new byte[1 << 20];
        foreach (var entry in Manifest.Entries)
        {
            await using var stream = new SummedStream(OpenEntry(entry), bytes => done += bytes);
            while (await stream.ReadAsync(buffer, ct) > 0) progress.Report(new("核对校验和", (double)done / total));
            if (stream.Passed != entry.Bytes || stream.Sum() != entry.Sha256) throw Damaged($"{entry.Name} 的校验和不符");
        }

        progress.Report(new("核对校验和", 1));
    }

    private static StartupProblem Damaged(string why) => new($"备份文件已损坏：{why}。没有恢复任何内容，请换一份备份。");

    public void Dispose() => zip.Dispose();
}
