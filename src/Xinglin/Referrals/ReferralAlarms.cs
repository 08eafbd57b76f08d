using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>
/// Watches the clocks: reminds the owner, tells medical affairs (医务科) when the clock has run out and the directors when it goes on.
/// It never acts in anybody's place; the end is always a person's decision.
/// </summary>
public sealed class ReferralAlarms(TimeProvider time) : IRecurringJob
{
    private const int Batch = 500;

    public string Name => "转诊时限";
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        while (true)
        {
            var now = time.Now();
            var due = await db.Set<Referral>().AsNoTracking().Where(referral => referral.NextAlarmAt <= now).OrderBy(referral => referral.NextAlarmAt).Take(Batch).ToListAsync(ct);
            foreach (var referral in due) await Sound(services, db, referral, now, ct);
            if (due.Count < Batch) return;
        }
    }

    private static async Task Sound(IServiceProvider services, XinglinDb db, Referral referral, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (level, next) = referral.AfterAlarm(now);
        var taken = await db.Set<Referral>().Where(each => each.Id == referral.Id && each.NextAlarmAt == referral.NextAlarmAt)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.Escalation, level).SetProperty(each => each.NextAlarmAt, next), ct);
        if (taken == 0) return;

        var (words, roles) = level switch
        {
            1 => ($"即将超时：{referral.State.Show()}，应在 {ChinaTime.Show(referral.DueAt!.Value)} 前办理", new[] { referral.OwnerRole! }),
            2 => ($"已超时：{referral.State.Show()}，时限 {ChinaTime.Show(referral.DueAt!.Value)}", [referral.OwnerRole!, Role.MedicalAffairs]),
            _ => ($"超时仍未办理：{referral.State.Show()}，时限 {ChinaTime.Show(referral.DueAt!.Value)}", [Role.MedicalAffairs, Role.Director])
        };
        var notices = services.GetRequiredService<INotices>();
        foreach (var role in roles.Distinct())
            await notices.Tell(referral.OwnerId!.Value, role, $"{referral.Direction.Show()} {referral.Number} {words}", ReferralStore.Link(referral),
                $"referral-late:{referral.Id}:{referral.StateSince.ToUnixTimeMilliseconds()}:{level}", ct);
        services.GetRequiredService<ReferralStore>().Tell(referral, referral.State, null, null,
            $"{words}；已提醒{referral.OwnerName}{string.Join("、", roles.Distinct().Select(role => Role.Names[role]))}", now);
        services.GetRequiredService<IAuditTrail>().Record(level == 1 ? "referral.reminded" : "referral.late", ReferralStore.Subject(referral), referral.State.Show());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }
}
