using Spectre.Console;
using Xinglin.Platform.Backup;

namespace Xinglin.Commands;

/// <summary>One progress bar for each step of a backup or restore.</summary>
internal static class BackupBar
{
    public static Task<T> Show<T>(Func<IProgress<BackupProgress>, Task<T>> work) =>
        AnsiConsole.Progress().StartAsync(context => work(new Bars(context)));

    private sealed class Bars(ProgressContext context) : IProgress<BackupProgress>
    {
        private readonly Dictionary<string, ProgressTask> steps = [];

        public void Report(BackupProgress at)
        {
            if (!steps.TryGetValue(at.Step, out var step)) steps[at.Step] = step = context.AddTask(at.Step, maxValue: 1);
            step.Value = at.Share;
        }
    }
}
