using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Webhooks.Contract;

namespace Xinglin.Webhooks;

/// <summary>A delivery with how its attempts went, newest first.</summary>
public sealed record WebhookLine(WebhookDelivery Delivery, IReadOnlyList<WebhookAttempt> Attempts);

/// <summary>
/// Subscriptions as the consortium office keeps them, each for its own organisation: it answers for what leaves the house, while the system
/// administrator only opens networks. What belongs to others reads as not there.
/// </summary>
internal sealed class WebhookDesk(
    XinglinDb db, AnnouncementLog announcements, WebhookTarget target, DataKey key, IAuditTrail audit, CurrentUser user, TimeProvider time, IOptions<WebhookRules> rules)
{
    public const int LogSize = 50;
    private const int MostSubscriptions = 20;
    private const int MostOverlapDays = 90;

    public async Task<IReadOnlyList<WebhookSubscription>> All(CancellationToken ct)
    {
        MustKeep();
        return await Own.AsNoTracking().OrderBy(subscription => subscription.CreatedAt).ToListAsync(ct);
    }

    public async Task<WebhookSubscription> Find(Guid id, CancellationToken ct)
    {
        MustKeep();
        return await Own.FirstOrDefaultAsync(subscription => subscription.Id == id, ct) ?? throw Refused.NotFound("这个推送");
    }

    /// <summary>Begins with what happens from now on.</summary>
    /// <returns>The subscription and its secret, which is shown this once.</returns>
    public async Task<(WebhookSubscription Subscription, string Secret)> Create(string name, string url, IReadOnlyList<string> events, CancellationToken ct)
    {
        MustKeep();
        if (await Own.CountAsync(ct) >= MostSubscriptions) throw new Refused(RefusalKind.Conflict, "webhook.too-many", $"一家机构最多 {MostSubscriptions} 个推送。", "请先停止不再使用的推送。");
        var subscription = new WebhookSubscription(user.Organization, Named(name), user.Name, await announcements.End(ct), time.Now());
        subscription.Describe(Named(name), target.Check(url).AbsoluteUri, Chosen(events));
        var secret = WebhookSignature.NewSecret();
        subscription.Sign(key.Seal(subscription.Id, secret), null);
        db.Add(subscription);
        audit.Record("webhook.created", Subject(subscription), $"{subscription.Url}；{string.Join("、", subscription.Events)}");
        await db.SaveChangesAsync(ct);
        return (subscription, secret);
    }

    public Task<WebhookSubscription> Change(Guid id, int? seen, string name, string url, IReadOnlyList<string> events, CancellationToken ct) =>
        Change(id, seen, "webhook.changed", subscription =>
        {
            subscription.Describe(Named(name), target.Check(url).AbsoluteUri, Chosen(events));
            return $"{subscription.Url}；{string.Join("、", subscription.Events)}";
        }, ct);

    /// <param name="overlapDays">How long the old secret signs too; 0 where it may have got into wrong hands.</param>
    /// <returns>The new secret, which is shown this once.</returns>
    public async Task<string> Rotate(Guid id, int? overlapDays, CancellationToken ct)
    {
        var overlap = overlapDays ?? rules.Value.RotationOverlapDays;
        if (overlap is < 0 or > MostOverlapDays) throw new Refused(RefusalKind.Invalid, "webhook.overlap", $"旧密钥可继续使用 0 到 {MostOverlapDays} 天。");
        var secret = WebhookSignature.NewSecret();
        await Change(id, null, "webhook.rotated", subscription =>
        {
            subscription.Sign(key.Seal(subscription.Id, secret), overlap == 0 ? null : time.Now().AddDays(overlap));
            return $"旧密钥再用 {overlap} 天";
        }, ct);
        return secret;
    }

    public Task<WebhookSubscription> Pause(Guid id, CancellationToken ct) => Change(id, null, "webhook.paused", subscription =>
    {
        subscription.Pause($"由{user.Name}暂停");
        return null;
    }, ct);

    /// <summary>What waited meanwhile is sent, in order.</summary>
    public Task<WebhookSubscription> Resume(Guid id, CancellationToken ct) => Change(id, null, "webhook.resumed", subscription =>
    {
        subscription.Resume();
        return null;
    }, ct);

    /// <summary>It is over; a subscription that ended does not begin again.</summary>
    public Task<WebhookSubscription> End(Guid id, CancellationToken ct) => Change(id, null, "webhook.ended", subscription =>
    {
        subscription.End(time.Now());
        return null;
    }, ct);

    /// <summary>Sends a delivery that means nothing, to see whether the other side hears.</summary>
    public async Task Test(Guid id, CancellationToken ct)
    {
        var subscription = await Find(id, ct);
        if (subscription.Paused) throw new Refused(RefusalKind.Conflict, "webhook.is-paused", "推送已暂停，不能发送测试。", "请先恢复推送。");
        var now = time.Now();
        var delivery = Guid.CreateVersion7(now);
        // Below zero, where no announcement has its place.
        db.Add(new WebhookDelivery(delivery, id, -now.ToUnixTimeMilliseconds(), WebhookEvents.Test, delivery, null, WebhookEvents.TestBody(id, now), now));
        audit.Record("webhook.tested", Subject(subscription));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<WebhookLine>> Log(Guid id, CancellationToken ct)
    {
        await Find(id, ct);
        var deliveries = await db.Set<WebhookDelivery>().AsNoTracking().Where(delivery => delivery.SubscriptionId == id).OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id).Take(LogSize).ToListAsync(ct);
        var ids = deliveries.Select(delivery => delivery.Id).ToArray();
        var attempts = (await db.Set<WebhookAttempt>().AsNoTracking().Where(attempt => ids.Contains(attempt.DeliveryId)).ToListAsync(ct)).ToLookup(attempt => attempt.DeliveryId);
        return [.. deliveries.Select(delivery => new WebhookLine(delivery, [.. attempts[delivery.Id].OrderByDescending(attempt => attempt.At)]))];
    }

    /// <summary>Sends one delivery again, the same bytes under the same id, so that a receiver that has it already knows it.</summary>
    public async Task Redeliver(Guid id, Guid deliveryId, CancellationToken ct)
    {
        var subscription = await Find(id, ct);
        var delivery = await db.Set<WebhookDelivery>().FirstOrDefaultAsync(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == id, ct) ?? throw Refused.NotFound("这条推送记录");
        delivery.SendAgain(time.Now());
        audit.Record("webhook.redelivered", Subject(subscription), $"{delivery.Type} {delivery.Subject}");
        await db.SaveChangesAsync(ct);
    }

    internal static AuditSubject Subject(WebhookSubscription subscription) => new("webhook", subscription.Id, subscription.Name);

    private async Task<WebhookSubscription> Change(Guid id, int? seen, string action, Func<WebhookSubscription, string?> change, CancellationToken ct)
    {
        var subscription = await Find(id, ct);
        subscription.MustBeAt(seen, $"推送「{subscription.Name}」");
        try
        {
            var details = change(subscription);
            audit.Record(action, Subject(subscription), details);
            await db.SaveChangesAsync(ct);
            return subscription;
        }
        catch (Refused)
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    private IQueryable<WebhookSubscription> Own
    {
        get
        {
            var organization = user.Organization;
            return db.Set<WebhookSubscription>().Where(subscription => subscription.OrganizationId == organization && subscription.EndedAt == null);
        }
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= WebhookSubscription.NameLength } fits
        ? fits
        : throw new Refused(RefusalKind.Invalid, "webhook.name", $"请填写名称，不超过 {WebhookSubscription.NameLength} 个字。");

    private static IReadOnlyList<string> Chosen(IReadOnlyList<string> events) => events.Count > 0 && events.All(WebhookEvents.IsKnown)
        ? [.. events.Distinct().Order(StringComparer.Ordinal)]
        : throw new Refused(RefusalKind.Invalid, "webhook.events", "请选择要推送的事件。", $"可用：{string.Join("、", WebhookEvents.Kinds.Select(kind => kind.Code))}。");

    private void MustKeep() => user.Require("管理事件推送", Role.ConsortiumOffice);
}
