using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Webhooks.Contract;

namespace Xinglin.Webhooks;

/// <summary>A subscription of the first member to a receiver on this machine that nobody started: paused, with a log that says why.</summary>
internal sealed class WebhooksDemonstration : IDemonstration
{
    private const string Member = "清河县人民医院";
    private const int Shown = 4;

    public int Order => 90;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var (db, key, now) = (services.GetRequiredService<XinglinDb>(), services.GetRequiredService<DataKey>(), services.GetRequiredService<TimeProvider>().Now());
        if (await services.GetRequiredService<IDirectory>().FindByName(Member, ct) is not { } house) return;
        var announcements = services.GetRequiredService<AnnouncementLog>();
        var subscription = new WebhookSubscription(house.Id, "医院 HIS 接收转诊变更", "信息科", await announcements.End(ct), now.AddDays(-3));
        subscription.Describe(subscription.Name, "http://localhost:9090/xinglin", ["notice.told", "referral.*"]);
        subscription.Sign(key.Seal(subscription.Id, WebhookSignature.NewSecret()), null);
        db.Add(subscription);
        var news = (await announcements.Read(house.Id, Math.Max(0, subscription.Position - 200), 200, "referral.", ct)).TakeLast(Shown).ToList();
        foreach (var (place, one) in news.Index())
        {
            var delivery = new WebhookDelivery(Guid.CreateVersion7(now), subscription.Id, one.Position!.Value, one.Type, one.SubjectId, one.Number, WebhookEvents.Body(one), one.At);
            db.Add(delivery);
            db.Add(new WebhookAttempt(Guid.CreateVersion7(now), delivery.Id, now.AddMinutes(place - 10), null, 3, "连接不上接收方（ConnectionError）"));
        }

        subscription.Pause("接收程序尚未启动，演示中保持暂停");
        services.GetRequiredService<IAuditTrail>().Record("webhook.created", WebhookDesk.Subject(subscription), subscription.Url);
        await db.SaveChangesAsync(ct);
    }
}
