using System.CommandLine;
using Spectre.Console;
using Xinglin.Patients.Import;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Patients;

/// <summary><c>patients import FILE --organization NAME</c> and <c>patients match</c>.</summary>
internal static class PatientCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV 文件（UTF-8 或 GBK），列名与“导入患者档案”页面的模板一致，行数不限。" };
        var organization = new Option<string>("--organization") { Description = "登记机构的全称。", Required = true };
        var accept = new Option<bool>("--accept-warnings") { Description = "带警告的行（例如校验码不符）已与原始资料核对，也登记；不加则不登记这些行。" };
        var report = new Option<FileInfo?>("--report") { Description = "把没有新登记的行及原因写入这个 CSV 文件。" };
        var import = new Command("import", "导入一家机构现有的患者档案；中断后对同一文件再次运行会接着做。") { file, organization, accept, report };
        import.SetAction((parsed, ct) => host.OnDatabase(parsed,
            (services, token) => Import(services, parsed.GetRequiredValue(file), parsed.GetRequiredValue(organization), parsed.GetValue(accept), parsed.GetValue(report), token), ct));

        var learn = new Option<bool>("--learn") { Description = "先由现有登记重新学习匹配模型（不需要人工标注），再比对。" };
        var match = new Command("match", "把全部患者登记相互比对：把握很大的关联，拿不准的列入待核对；中断后再次运行会接着做。") { learn };
        match.SetAction((parsed, ct) => host.OnDatabase(parsed, (services, token) => Match(services, parsed.GetValue(learn), token), ct));
        return [new Command("patients", "患者：导入档案与批量比对。") { import, match }];
    }

    private static async Task<int> Import(IServiceProvider services, FileInfo file, string organization, bool accept, FileInfo? report, CancellationToken ct)
    {
        if (!file.Exists) throw new StartupProblem($"没有找到文件 {file.FullName}。");
        List<string[]> lines = [];
        PatientImport? import = null;
        try
        {
            await AnsiConsole.Progress().StartAsync(async context =>
            {
                var task = context.AddTask("导入患者");
                import = await services.GetRequiredService<PatientFileImport>().Run(file, organization, accept, (line, outcome, why) => lines.Add([$"{line}", outcome == RowOutcome.Known ? "已登记过" : "未导入", why]),
                    new Now<FileProgress>(at => (task.MaxValue, task.Value) = (Math.Max(at.Lines, 1), at.Done)), ct);
                task.Value = task.MaxValue;
            });
        }
        catch (Refused refused)
        {
            throw new StartupProblem($"{refused.Message}{refused.Remedy}");
        }

        if (report is not null) await File.WriteAllBytesAsync(report.FullName, Csv.Write(["行", "处理", "原因"], lines), ct);
        else foreach (var line in lines.Where(line => line[1] == "未导入").Take(20)) Console.WriteLine($"第 {line[0]} 行未导入：{line[2]}");
        Console.WriteLine($"共 {import!.Rows} 行：新登记 {import.Imported}，已登记过 {import.Known}，未导入 {import.Faulty}。{(report is null ? "" : $"逐行说明见 {report.FullName}。")}请接着运行 patients match 与其他机构比对；服务运行时也会自动比对。");
        return import.Faulty == 0 ? 0 : 1;
    }

    private static async Task<int> Match(IServiceProvider services, bool learn, CancellationToken ct)
    {
        MatchRun? run = null;
        try
        {
            await AnsiConsole.Progress().StartAsync(async context =>
            {
                var tasks = Enum.GetValues<MatchStage>().Where(stage => stage < MatchStage.Finished).ToDictionary(stage => stage, stage => context.AddTask(Name(stage), autoStart: false));
                run = await services.GetRequiredService<BulkMatching>().Run(learn, new Now<BulkProgress>(at =>
                {
                    var task = tasks[at.Stage];
                    if (!task.IsStarted) task.StartTask();
                    (task.MaxValue, task.Value) = (Math.Max(at.Total, 1), at.Done);
                }), ct);
            });
        }
        catch (Refused refused)
        {
            throw new StartupProblem($"{refused.Message}{refused.Remedy}");
        }

        Console.WriteLine($"登记 {run!.Registrations} 份，比较 {run.Compared} 对：关联 {run.Linked} 对，待核对 {run.Possible} 对，因“不是同一人”的判定没有关联 {run.Held} 对。模型 {run.ModelVersion}。");
        return 0;
    }

    private static string Name(MatchStage stage) => stage switch
    {
        MatchStage.Reading => "读取登记",
        MatchStage.Learning => "学习模型",
        MatchStage.Comparing => "比对",
        _ => "关联"
    };

    private sealed class Now<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
