using System.CommandLine;
using Xinglin.Platform;
using Xinglin.Platform.Backup;
using Xinglin.Platform.CommandLine;
using Xinglin.Platform.Database;

namespace Xinglin.Commands;

/// <summary><c>restore FILE</c>: puts a backup in the place of the database, all or nothing.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "由 backup 命令制作的备份文件。" };
        var force = new Option<bool>("--force") { Description = "目标数据库已有数据时也替换。SQLite 的旧文件另存为 xinglin.db.before-restore。" };
        var command = new Command("restore",
            "从备份恢复：先核对校验和，在旁边写好后一次换入，中途失败不影响现有数据。恢复前请停止所有节点。") { file, force };
        command.SetAction((parsed, ct) => Restore(host, parsed, parsed.GetRequiredValue(file), parsed.GetValue(force), ct));
        return command;
    }

    private static async Task<int> Restore(CommandHost host, ParseResult parsed, FileInfo file, bool force, CancellationToken ct)
    {
        await using var app = host.Build(parsed);
        await DatabaseReach.Check(app.Configuration, ct);
        var desk = new BackupDesk(app.Services, BackupKeys.Of(app.Configuration));
        var manifest = await BackupBar.Show(progress => desk.Restore(file.FullName, force, progress, ct));
        Console.WriteLine($"恢复完成：备份制作于 {ChinaTime.Show(manifest.MadeAt)}，共 {manifest.Tables.Values.Sum()} 行数据。建议运行 audit verify 检验审计日志。");
        return 0;
    }
}
