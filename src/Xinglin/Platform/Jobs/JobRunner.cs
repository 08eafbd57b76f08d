using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Jobs;

/// <summary>Runs recurring jobs, each on one node at a time. The lock is a lease that is renewed while the job runs, so a node that stopped frees it.</summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, IEnumerable<IRecurringJob> jobs, TimeProvider time, ILogger<JobRunner> log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Runs every job whose turn has come and that no other node has.</summary>
    public async Task RunDue(CancellationToken ct)
    {
        foreach (var job in jobs)
        {
            try
            {
                if (await Claim(job, ct)) await Run(job, ct);
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                log.LogError(exception, "Job {Job} could not be started", job.Name);
            }
        }
    }

    private async Task<bool> Claim(IRecurringJob job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        await db.Database.ExecuteSqlAsync($"INSERT INTO platform_job (name) VALUES ({job.Name}) ON CONFLICT (name) DO NOTHING", ct);
        var now = time.Now();
        var (before, until) = (now - job.Every, now + Lease);
        return await Row(db, job).Where(row => (row.LockedUntil == null || row.LockedUntil < now) && (row.StartedAt == null || row.StartedAt <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.StartedAt, now).SetProperty(row => row.LockedUntil, until), ct) == 1;
    }

    private async Task Run(IRecurringJob job, CancellationToken ct)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewal = Renew(job, running.Token);
        string? error = null;
        try
        {
            await scopes.As(CurrentUser.Program(job.Name), services => job.Run(services, ct));
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            log.LogError(exception, "Job {Job} failed", job.Name);
            error = exception.Message.Length > JobRunMap.ErrorLength ? exception.Message[..JobRunMap.ErrorLength] : exception.Message;
        }
        finally
        {
            await running.CancelAsync();
            await renewal;
        }

        await using var scope = scopes.CreateAsyncScope();
        DateTimeOffset? finished = time.Now(), free = null;
        await Row(scope.ServiceProvider.GetRequiredService<XinglinDb>(), job).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.FinishedAt, finished).SetProperty(row => row.LockedUntil, free).SetProperty(row => row.LastError, error), ct);
    }

    private async Task Renew(IRecurringJob job, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(Lease / 4, ct).ContinueWith(_ => { }, TaskScheduler.Default);
            if (ct.IsCancellationRequested) return;
            await using var scope = scopes.CreateAsyncScope();
            DateTimeOffset? until = time.Now() + Lease;
            await Row(scope.ServiceProvider.GetRequiredService<XinglinDb>(), job)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, until), CancellationToken.None);
        }
    }

    private static IQueryable<JobRun> Row(XinglinDb db, IRecurringJob job) => db.Set<JobRun>().Where(row => row.Name == job.Name);
}
