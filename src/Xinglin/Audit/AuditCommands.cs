using System.CommandLine;
using Spectre.Console;
using Xinglin.Platform;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Audit;

/// <summary><c>audit verify</c> and <c>audit export FILE.csv</c>.</summary>
internal static class AuditCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var verify = new Command("verify", "检验审计日志是否被改动、删除或插入；指出第一条有问题的记录，退出码为 1。");
        verify.SetAction((parsed, ct) => host.OnDatabase(parsed, Verify, ct));

        var file = new Argument<FileInfo>("FILE") { Description = "要写入的 CSV 文件（UTF-8，可直接用 Excel 打开）。" };
        var export = new Command("export", "把全部审计日志导出为 CSV 文件；导出本身也会被记录。") { file };
        export.SetAction((parsed, ct) => host.OnDatabase(parsed, (services, token) => Export(services, parsed.GetRequiredValue(file), token), ct));

        return [new Command("audit", "审计日志：检验与导出。") { verify, export }];
    }

    private static Task<int> Verify(IServiceProvider services, CancellationToken ct) => Progress("检验审计日志", async task =>
    {
        var key = AuditKey.FileName(services.GetRequiredService<IConfiguration>());
        if (!File.Exists(key)) throw new StartupProblem($"没有找到审计密钥文件 {key}，无法检验。请用 Xinglin__AuditKeyFile 指定。");
        var report = await services.GetRequiredService<AuditVerification>().Run(
            new Now<(long Done, long Total)>(at => (task.MaxValue, task.Value) = (Math.Max(at.Total, 1), at.Done)), ct);
        task.Value = task.MaxValue;
        if (report.Fault is null) await services.GetRequiredService<IAuditTrail>().RecordNow(AuditVerification.Verified, AuditFilters.Trail, $"命令行检验，共 {report.Checked} 条，完好", ct: ct);
        return () =>
        {
            Console.WriteLine(report.Fault is { } fault ? $"审计日志有问题：{fault}" : $"审计日志完好，共检验 {report.Checked} 条。");
            return report.Fault is null ? 0 : 1;
        };
    });

    private static Task<int> Export(IServiceProvider services, FileInfo file, CancellationToken ct) => Progress("导出审计日志", async task =>
    {
        task.IsIndeterminate = true;
        var aside = file.FullName + ".part";
        await using var stream = Create(aside);
        await services.GetRequiredService<IAuditTrail>().RecordNow("audit.exported", AuditFilters.Trail, $"命令行导出到 {file.Name}", ct: ct);
        var written = await AuditExport.Write(stream, services.GetRequiredService<AuditSearch>().All(new AuditFilter(), ct), ct);
        await stream.DisposeAsync();
        File.Move(aside, file.FullName, overwrite: true);
        task.StopTask();
        return () =>
        {
            Console.WriteLine($"已导出 {written} 条到 {file.FullName}");
            return 0;
        };
    });

    private static FileStream Create(string file)
    {
        try
        {
            return File.Create(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"无法写入 {file}，请检查目录是否存在、是否有写入权限。", exception);
        }
    }

    /// <summary>The last word is said after the progress bar is gone.</summary>
    private static async Task<int> Progress(string title, Func<ProgressTask, Task<Func<int>>> work)
    {
        var last = await AnsiConsole.Progress().StartAsync(context => work(context.AddTask(title)));
        return last();
    }
}
