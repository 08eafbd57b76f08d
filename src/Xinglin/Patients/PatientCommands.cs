using System.CommandLine;
using Spectre.Console;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform.CommandLine;

namespace Xinglin.Patients;

/// <summary><c>patients match</c>.</summary>
internal static class PatientCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var learn = new Option<bool>("--learn") { Description = "先由现有登记重新学习匹配模型（不需要人工标注），再比对。" };
        var match = new Command("match", "把全部患者登记相互比对：把握很大的关联，拿不准的列入待核对；中断后再次运行会接着做。") { learn };
        match.SetAction((parsed, ct) => host.OnDatabase(parsed, (services, token) => Match(services, parsed.GetValue(learn), token), ct));
        return [new Command("patients", "患者：批量比对。") { match }];
    }

    private static async Task<int> Match(IServiceProvider services, bool learn, CancellationToken ct)
    {
        MatchRun? run = null;
        await AnsiConsole.Progress().StartAsync(async context =>
        {
            var tasks = Enum.GetValues<MatchStage>().Where(stage => stage < MatchStage.Finished).ToDictionary(stage => stage, stage => context.AddTask(Name(stage), autoStart: false));
            run = await services.GetRequiredService<BulkMatching>().Run(learn, new Now(at =>
            {
                var task = tasks[at.Stage];
                if (!task.IsStarted) task.StartTask();
                (task.MaxValue, task.Value) = (Math.Max(at.Total, 1), at.Done);
            }), ct);
        });
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

    private sealed class Now(Action<BulkProgress> report) : IProgress<BulkProgress>
    {
        public void Report(BulkProgress value) => report(value);
    }
}
