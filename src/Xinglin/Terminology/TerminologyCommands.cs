using System.CommandLine;
using Spectre.Console;
using Xinglin.Platform;
using Xinglin.Platform.CommandLine;
using Xinglin.Terminology.Contract;

namespace Xinglin.Terminology;

/// <summary><c>terminology import FILE</c>: a full code table, put to use at once with <c>--use</c>.</summary>
internal static class TerminologyCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV（UTF-8 或 GBK）或 xlsx，第一行为表头，至少有“编码”和“名称”两列。" };
        var system = new Option<string>("--system") { Description = $"哪种编码：{string.Join("、", CodeSystems.All.Select(each => $"{each.Id}（{each.Name}）"))}。", Required = true };
        var label = new Option<string>("--label") { Description = "版本说明，如“国家临床版 2.0”。", Required = true };
        var use = new Option<bool>("--use") { Description = "导入后立即启用；不加则先在页面核对。" };
        var import = new Command("import", "导入一张完整的诊断编码表。") { file, system, label, use };
        import.SetAction((parsed, ct) => host.OnDatabase(parsed, (services, token) => Import(services, parsed.GetRequiredValue(file),
            parsed.GetRequiredValue(system), parsed.GetRequiredValue(label), parsed.GetValue(use), token), ct));
        return [new Command("terminology", "诊断编码表：导入。") { import }];
    }

    private static async Task<int> Import(IServiceProvider services, FileInfo file, string system, string label, bool use, CancellationToken ct)
    {
        if (!file.Exists) throw new StartupProblem($"没有找到文件 {file.FullName}。");
        var desk = services.GetRequiredService<CodeTableDesk>();
        CodeTable? table = null;
        try
        {
            await AnsiConsole.Progress().StartAsync(async context =>
            {
                var task = context.AddTask("导入编码表");
                await using var stream = file.OpenRead();
                table = await desk.Import(system, label, stream, file.Name, new Now<(int Done, int Total)>(at => (task.MaxValue, task.Value) = (at.Total, at.Done)), ct);
                if (use) await desk.Use(table.Id, null, ct);
            });
        }
        catch (Refused refused)
        {
            throw new StartupProblem($"{refused.Message}{refused.Remedy}");
        }

        Console.WriteLine($"已导入 {table!.Count} 条：{CodeSystems.Find(system)!.Name} {label}，{(use ? "已启用" : "待启用")}。");
        return 0;
    }
}
