using Xinglin.Platform.Jobs;
using Xinglin.Platform.Outbox;

namespace Xinglin.Platform;

/// <summary>The program's own pulse: delivers messages and runs jobs while it serves. A fault is logged and the pulse goes on.</summary>
internal sealed class Background(OutboxDelivery outbox, JobRunner jobs, ILogger<Background> log) : BackgroundService
{
    private static readonly TimeSpan DeliverEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookForJobsEvery = TimeSpan.FromSeconds(10);

    /// <summary>The first people to come are served before the first message and job.</summary>
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await Task.Delay(DeliverEvery, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ct.IsCancellationRequested) return;
        await Task.WhenAll(Repeat(DeliverEvery, () => outbox.DeliverDue(ct), ct), Repeat(LookForJobsEvery, () => jobs.RunDue(ct), ct));
    }

    private async Task Repeat(TimeSpan every, Func<Task> work, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            do
            {
                try { await work(); }
                catch (Exception exception) when (!ct.IsCancellationRequested) { log.LogError(exception, "Background work failed"); }
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program stops.
        }
    }
}
