using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xinglin.Platform.Database;
using Xinglin.Platform.Live;

namespace Xinglin.Platform.Announcements;

/// <summary>Wakes the pulse of this node as soon as something was announced here.</summary>
internal sealed class AnnouncementNudge
{
    private readonly SemaphoreSlim waiting = new(0, 1);

    public void Give()
    {
        try { waiting.Release(); }
        catch (SemaphoreFullException) { /* It is awake already. */ }
    }

    public Task Await(TimeSpan atMost, CancellationToken ct) => waiting.WaitAsync(atMost, ct);
}

/// <summary>Notes that a unit of work holds an announcement, and nudges when it has been committed.</summary>
internal sealed class AnnouncementInterceptor(AnnouncementNudge nudge) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private bool announced;

    /// <summary>Before the commit, which may follow at once: the audit trail's comes after it in the row of interceptors.</summary>
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData data, int result, CancellationToken ct = default)
    {
        announced |= data.Context!.Tracked<Announcement>().Any();
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (announced) nudge.Give();
        announced = false;
        return Task.CompletedTask;
    }
}

/// <summary>
/// Follows the log for this node and passes on which organisations something was announced for. What was announced here comes at once; what
/// another node announced, by two look-ups in an index each second, however many pages are open.
/// </summary>
internal sealed class AnnouncementPulse(IServiceScopeFactory scopes, LiveSignals signals, AnnouncementNudge nudge, ILogger<AnnouncementPulse> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        long? seen = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                seen = await Follow(seen, ct);
                await nudge.Await(LookEvery, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogError(exception, "The log of announcements could not be followed");
                await Task.Delay(LookEvery, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <param name="seen">Null at the start: what was announced before concerns no page that is open now.</param>
    private async Task<long> Follow(long? seen, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, announcements) = (scope.ServiceProvider.GetRequiredService<XinglinDb>(), scope.ServiceProvider.GetRequiredService<AnnouncementLog>());
        if (seen is not { } after) return await announcements.End(ct);
        await announcements.Place(ct);
        while (true)
        {
            var news = await db.Set<Announcement>().AsNoTracking().Where(announcement => announcement.Position > after).OrderBy(announcement => announcement.Position).Take(Batch)
                .Select(announcement => new { announcement.Position, announcement.Type, announcement.OrganizationId, announcement.OtherId }).ToListAsync(ct);
            if (news.Count == 0) return after;
            after = news[^1].Position!.Value;
            signals.Tell(news.SelectMany(one => new[] { one.OrganizationId, one.OtherId ?? one.OrganizationId }.Select(organization => (organization, Announcement.TopicOf(one.Type)))).Distinct(), after);
        }
    }
}
