using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;

namespace Xinglin.Webhooks;

/// <summary>
/// Makes out deliveries from the log and sends them. What concerns one subject goes one after the other; different subjects do not wait for
/// each other, and subscriptions not at all. Each step is claimed by one statement, so several nodes share the work.
/// </summary>
internal sealed class WebhookDispatch(IServiceScopeFactory scopes, WebhookSender sender, TimeProvider time, IOptions<WebhookRules> rules, ILogger<WebhookDispatch> log)
{
    private const int Batch = 200;

    /// <summary>How long a node may take over one delivery before another takes it for abandoned.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Turns what was announced into deliveries, for paused subscriptions too: they lose nothing.</summary>
    public async Task MakeOut(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (db, announcements) = (services.GetRequiredService<XinglinDb>(), services.GetRequiredService<AnnouncementLog>());
        var subscriptions = await db.Set<WebhookSubscription>().AsNoTracking().Where(subscription => subscription.EndedAt == null).ToListAsync(ct);
        if (subscriptions.Count == 0) return;
        var end = await announcements.End(ct);
        foreach (var subscription in subscriptions.Where(subscription => subscription.Position < end))
            for (var from = subscription.Position; from < end;) from = await MakeOut(db, announcements, subscription, from, end, ct);
    }

    private async Task<long> MakeOut(XinglinDb db, AnnouncementLog announcements, WebhookSubscription subscription, long from, long end, CancellationToken ct)
    {
        var news = await announcements.Read(subscription.OrganizationId, from, Batch, "", ct);
        var to = news.Count < Batch ? end : news[^1].Position!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Another node that was faster has moved the place on; then nothing is left to do here.
        var claimed = await db.Set<WebhookSubscription>().Where(row => row.Id == subscription.Id && row.Position == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, to), ct);
        if (claimed == 0) return end;
        var now = time.Now();
        db.AddRange(news.Where(one => one.Position <= to && WebhookEvents.Wants(subscription.Events, one.Type)).Select(one =>
            new WebhookDelivery(Guid.CreateVersion7(now), subscription.Id, one.Position!.Value, one.Type, one.SubjectId, one.Number, WebhookEvents.Body(one), now)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return to;
    }

    /// <summary>The subscriptions that have something to be sent now.</summary>
    public async Task<IReadOnlyList<Guid>> Due(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Ready(scope.ServiceProvider.GetRequiredService<XinglinDb>(), null).Select(delivery => delivery.SubscriptionId).Distinct().OrderBy(id => id).Take(Batch).ToListAsync(ct);
    }

    /// <summary>Sends what is due of one subscription, until nothing is or it has paused.</summary>
    public async Task Send(Guid subscription, CancellationToken ct)
    {
        while (await Take(subscription, ct) is { } taken)
        {
            var outcome = await sender.Send(taken.Subscription, taken.Delivery, ct);
            await scopes.As(CurrentUser.Program("事件推送"), services => Note(services, taken.Subscription, taken.Delivery, outcome, ct));
            if (outcome.Error is { } error) log.LogWarning("Webhook {Subscription} was not delivered, attempt {Attempt}: {Error}", subscription, taken.Delivery.Attempts + 1, error);
        }
    }

    private async Task<(WebhookSubscription Subscription, WebhookDelivery Delivery)?> Take(Guid subscription, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        while (await Ready(db, subscription).OrderBy(delivery => delivery.Position).FirstOrDefaultAsync(ct) is { } next)
        {
            var until = time.Now() + Lease;
            if (await db.Set<WebhookDelivery>().Where(row => row.Id == next.Id && row.DueAt == next.DueAt && row.State == WebhookDeliveryState.Waiting)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until).SetProperty(row => row.Attempts, row => row.Attempts + 1), ct) == 1)
                return (await db.Set<WebhookSubscription>().AsNoTracking().SingleAsync(row => row.Id == subscription, ct), next);
        }

        return null;
    }

    /// <summary>Due, not paused, and with nothing earlier of the same subject still waiting.</summary>
    private IQueryable<WebhookDelivery> Ready(XinglinDb db, Guid? subscription)
    {
        var now = time.Now();
        var deliveries = db.Set<WebhookDelivery>().AsNoTracking();
        return deliveries.Where(delivery => delivery.State == WebhookDeliveryState.Waiting && delivery.DueAt <= now && (subscription == null || delivery.SubscriptionId == subscription)
            && db.Set<WebhookSubscription>().Any(row => row.Id == delivery.SubscriptionId && row.PausedBecause == null && row.EndedAt == null)
            && !deliveries.Any(earlier => earlier.SubscriptionId == delivery.SubscriptionId && earlier.SubjectId == delivery.SubjectId
                && earlier.State == WebhookDeliveryState.Waiting && earlier.Position < delivery.Position));
    }

    private async Task Note(IServiceProvider services, WebhookSubscription subscription, WebhookDelivery delivery, WebhookOutcome outcome, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var (now, attempts) = (time.Now(), delivery.Attempts + 1);
        db.Add(new WebhookAttempt(Guid.CreateVersion7(now), delivery.Id, now, outcome.Status, outcome.Milliseconds, outcome.Error));
        await db.SaveChangesAsync(ct);
        var (state, due) = outcome.Error is null ? (WebhookDeliveryState.Delivered, delivery.DueAt)
            : (attempts >= rules.Value.MostAttempts ? WebhookDeliveryState.GivenUp : WebhookDeliveryState.Waiting, now + WebhookDelivery.WaitAfter(attempts));
        DateTimeOffset? delivered = state == WebhookDeliveryState.Delivered ? now : null;
        await db.Set<WebhookDelivery>().Where(row => row.Id == delivery.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, state).SetProperty(row => row.DueAt, due).SetProperty(row => row.DeliveredAt, delivered), ct);
        if (outcome.Error is not { } error)
        {
            await db.Set<WebhookSubscription>().Where(row => row.Id == subscription.Id && row.FailuresInRow > 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailuresInRow, 0), ct);
            return;
        }

        await db.Set<WebhookSubscription>().Where(row => row.Id == subscription.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailuresInRow, row => row.FailuresInRow + 1), ct);
        var failing = await db.Set<WebhookSubscription>().SingleAsync(row => row.Id == subscription.Id, ct);
        if (!failing.Paused && (outcome.Gone || failing.FailuresInRow >= rules.Value.PauseAfterFailures)) await Pause(services, db, failing, error, ct);
    }

    private static async Task Pause(IServiceProvider services, XinglinDb db, WebhookSubscription subscription, string error, CancellationToken ct)
    {
        subscription.Pause($"连续 {subscription.FailuresInRow} 次推送失败，已自动暂停；最近一次：{error}");
        services.GetRequiredService<IAuditTrail>().Record("webhook.paused", WebhookDesk.Subject(subscription), subscription.PausedBecause);
        await services.GetRequiredService<INotices>().Tell(subscription.OrganizationId, Role.ConsortiumOffice, $"事件推送「{subscription.Name}」已自动暂停：{error}",
            $"/webhooks/{subscription.Id}", $"webhook-paused:{subscription.Id}:{subscription.Version}", ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Keeps the deliveries going while the program serves, each subscription in a task of its own so that a slow receiver holds up nobody else.</summary>
internal sealed class WebhookPulse(WebhookDispatch dispatch, ILogger<WebhookPulse> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var running = new Dictionary<Guid, Task>();
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                try
                {
                    foreach (var done in running.Where(one => one.Value.IsCompleted).Select(one => one.Key).ToList()) running.Remove(done);
                    await dispatch.MakeOut(ct);
                    foreach (var subscription in await dispatch.Due(ct))
                        if (!running.ContainsKey(subscription)) running[subscription] = Guarded(subscription, ct);
                }
                catch (Exception exception) when (!ct.IsCancellationRequested)
                {
                    log.LogError(exception, "Webhook deliveries could not be made out");
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Task.WhenAll(running.Values);
        }
    }

    private async Task Guarded(Guid subscription, CancellationToken ct)
    {
        try
        {
            await dispatch.Send(subscription, ct);
        }
        catch (Exception exception)
        {
            if (!ct.IsCancellationRequested) log.LogError(exception, "Webhook {Subscription} could not be served", subscription);
        }
    }
}

/// <summary>Removes what was delivered or given up long ago.</summary>
internal sealed class ForgetDeliveries(TimeProvider time, IOptions<WebhookRules> rules) : IRecurringJob
{
    public string Name => "清理推送记录";
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var (db, before) = (services.GetRequiredService<XinglinDb>(), time.Now().AddDays(-rules.Value.LogDays));
        var old = db.Set<WebhookDelivery>().Where(delivery => delivery.CreatedAt < before && delivery.State != WebhookDeliveryState.Waiting);
        await db.Set<WebhookAttempt>().Where(attempt => old.Any(delivery => delivery.Id == attempt.DeliveryId)).ExecuteDeleteAsync(ct);
        await old.ExecuteDeleteAsync(ct);
    }
}
