using System.IO.Compression;
using System.Text.Json;

namespace Xinglin.Platform.Backup;

/// <summary>
/// Writes a backup: a zip file that only its owner can read (it holds the keys), under its final name only when it is whole.
/// </summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private readonly string file;
    private readonly string aside;
    private readonly ZipArchive zip;
    private readonly List<BackupEntry> entries = [];
    private bool finished;

    /// <exception cref="StartupProblem">There is such a file already, or it cannot be written.</exception>
    public BackupWriter(string file)
    {
        this.file = Path.GetFullPath(file);
        aside = this.file + ".part";
        if (File.Exists(this.file)) throw new StartupProblem($"文件 {this.file} 已存在，请换一个文件名。");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try { zip = new ZipArchive(new FileStream(aside, options), ZipArchiveMode.Create); }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"备份文件无法写入：{exception.Message}", exception);
        }
    }

    /// <summary>A place for a large file on the way into the backup; removed at the end.</summary>
    public string Scratch => file + ".scratch";

    /// <param name="write">Writes the content and says how many rows it was.</param>
    public async Task Add(string name, string? table, IReadOnlyList<string> columns, Func<Stream, Task<long>> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        await using var stream = new SummedStream(entry.Open());
        var rows = await write(stream);
        entries.Add(new BackupEntry(name, table, columns, rows, stream.Passed, stream.Sum()));
    }

    public Task AddFile(string name, string path, Action<double> share, CancellationToken ct) => Add(name, null, [], async target =>
    {
        await using var source = File.OpenRead(path);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await source.ReadAsync(buffer, ct)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            share((double)source.Position / source.Length);
        }

        return 0;
    });

    public async Task Finish(string engine, string schema, DateTimeOffset at, IReadOnlyDictionary<string, long> tables)
    {
        await using (var stream = zip.CreateEntry(BackupManifest.FileName).Open())
            await JsonSerializer.SerializeAsync(stream,
                new BackupManifest(BackupManifest.CurrentFormat, engine, schema, at, tables, entries), BackupManifest.Json);
        zip.Dispose();
        finished = true;
        File.Move(aside, file);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(Scratch);
        if (!finished)
        {
            zip.Dispose();
            File.Delete(aside);
        }

        return ValueTask.CompletedTask;
    }
}
