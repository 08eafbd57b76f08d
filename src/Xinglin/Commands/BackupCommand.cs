using System.CommandLine;
using Xinglin.Platform.Backup;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Commands;

/// <summary><c>backup FILE</c>: a consistent backup while people work.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "要写入的备份文件，如 xinglin-20261122.zip；不会覆盖已有文件。" };
        var command = new Command("backup",
            "在线备份：不停机，得到同一时刻的完整数据，带校验和。备份内含审计密钥和数据密钥，仅属主可读，请妥善保管。") { file };
        command.SetAction((parsed, ct) => host.OnDatabase(parsed, (services, token) => Back(services, parsed.GetRequiredValue(file), token), ct));
        return command;
    }

    private static async Task<int> Back(IServiceProvider services, FileInfo file, CancellationToken ct)
    {
        var desk = new BackupDesk(services, BackupKeys.Of(services.GetRequiredService<IConfiguration>()));
        var rows = await BackupBar.Show(progress => desk.Back(file.FullName, progress, ct));
        Console.WriteLine($"备份完成：{file.FullName}，共 {rows} 行数据。文件内含审计密钥和数据密钥，请限制访问。");
        return 0;
    }
}
