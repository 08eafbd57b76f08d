using Microsoft.Extensions.Options;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Files;

/// <summary>
/// Takes the files of each sender's subfolder, the oldest first. What was taken goes to <c>taken</c>, a file with messages that were not to
/// <c>refused</c>, its answers beside it as <c>.ack</c>. A file is moved after its messages are committed: after a fall it is read again,
/// which changes nothing.
/// </summary>
internal sealed class FolderScan(IOptions<Hl7v2Rules> rules, SenderBook senders, MessageReceiver receiver, TimeProvider time, ILogger<FolderScan> log) : IRecurringJob
{
    /// <summary>A file that changed a moment ago may still be written.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private const int MostFiles = 1000;

    public string Name => "收取 HL7 文件";
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        if (rules.Value.Folder is not { Length: > 0 } root) return;
        foreach (var sender in (await senders.All(ct)).Where(each => each.System.Folder is not null && SenderBook.WhyNot(each) is null))
        {
            var folder = System.IO.Directory.CreateDirectory(Path.Combine(root, sender.System.Folder!));
            // Against the machine's clock, as the file's own time is.
            var before = TimeProvider.System.GetUtcNow() - Settled;
            foreach (var file in folder.EnumerateFiles().Where(file => !file.Name.StartsWith('.') && file.Extension is not (".tmp" or ".part" or ".ack") && file.LastWriteTimeUtc < before).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Take(MostFiles).ToList())
            {
                ct.ThrowIfCancellationRequested();
                try
                {
                    await Take(file, sender, ct);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    log.LogWarning("An HL7 file of {Sender} could not be read or moved: {Exception}", sender.System.Name, exception.GetType().Name);
                }
            }
        }
    }

    private async Task Take(FileInfo file, KnownSender sender, CancellationToken ct)
    {
        var most = rules.Value.MostBytes();
        var outcome = file.Length > most
            ? new FileOutcome(0, 0, System.Text.Encoding.UTF8.GetBytes($"文件超过 {rules.Value.MostMegabytes} MB，没有接收。\n"), "large")
            : await MessageFile.Take(await File.ReadAllBytesAsync(file.FullName, ct), sender, "文件", receiver, time.Now(), ct);
        var target = System.IO.Directory.CreateDirectory(Path.Combine(file.DirectoryName!, outcome is { Refused: 0, Fault: null } ? "taken" : "refused"));
        var name = Free(target, file.Name, time.Now());
        await File.WriteAllBytesAsync(name + ".ack", outcome.Answers, ct);
        file.MoveTo(name);
    }

    private static string Free(DirectoryInfo target, string name, DateTimeOffset now)
    {
        var path = Path.Combine(target.FullName, name);
        return File.Exists(path) ? Path.Combine(target.FullName, $"{Path.GetFileNameWithoutExtension(name)}.{now:yyyyMMddHHmmssfff}{Path.GetExtension(name)}") : path;
    }
}
