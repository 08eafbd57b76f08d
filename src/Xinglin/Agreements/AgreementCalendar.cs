using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>
/// Lets agreements pass to expired or superseded when their day has come and reminds the parties 90, 60 and 30 days before and on
/// expiry. What is granted never waits for this: it is decided by the dates themselves.
/// </summary>
public sealed class AgreementCalendar(TimeProvider time) : IRecurringJob
{
    /// <summary>Days before the earliest possible end (domain custom; domain.md names no legal source).</summary>
    public static readonly int[] ReminderDays = [90, 60, 30];

    public string Name => "协议到期与提醒";
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var today = time.Today();
        var ids = await db.Set<Agreement>().Where(agreement => agreement.State == AgreementState.InForce).Select(agreement => agreement.Id).ToListAsync(ct);
        foreach (var id in ids) await Pass(services, id, today, ct);
    }

    private async Task Pass(IServiceProvider services, Guid id, DateOnly today, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var store = services.GetRequiredService<AgreementStore>();
        var notices = services.GetRequiredService<INotices>();
        await store.Change(id, null, async agreement =>
        {
            var successor = await db.Set<Agreement>().AsNoTracking()
                .FirstOrDefaultAsync(next => next.PreviousId == id && next.State == AgreementState.InForce && next.EffectiveFrom <= today, ct);
            if (successor is not null && agreement.State == AgreementState.InForce)
            {
                agreement.SupersededFrom(successor.EffectiveFrom!.Value, "系统", time.Now());
                store.Tell(agreement, "agreement.superseded", "由新版本取代", successor.Reference);
            }
            else if (agreement.PassTo(today, time.Now()))
            {
                store.Tell(agreement, "agreement.ended", agreement.State.Show(), $"最后一天 {ChinaTime.Show(agreement.LastDay!.Value)}，此后不再据此授权{Survivors(agreement)}");
                await TellParties(agreement, notices, $"协议已到期：{agreement.Title}，据此的优先、互认等授权已停止{Survivors(agreement)}", "ended", ct);
            }
            else if (agreement.EarliestEnd is { } end && end >= today)
            {
                var days = end.DayNumber - today.DayNumber;
                if (ReminderDays.Where(reminder => days <= reminder).Select(reminder => (int?)reminder).Min() is { } reminder)
                    await TellParties(agreement, notices,
                        $"协议将于 {days} 天后（{ChinaTime.Show(end)}）到期：{agreement.Title}，请商议续签", $"expiring-{reminder}", ct);
            }

            return true;
        }, ct);
        db.ChangeTracker.Clear();
    }

    private static string Survivors(Agreement agreement) => agreement.Period.DutiesSurvive ? "；已承诺的义务继续履行" : "";

    private static async Task TellParties(Agreement agreement, INotices notices, string title, string what, CancellationToken ct)
    {
        foreach (var party in agreement.Parties)
            if (party.OrganizationId is { } organization)
                foreach (var role in (string[])[Role.ConsortiumOffice, Role.Director])
                    await notices.Tell(organization, role, title, $"/agreements/{agreement.Id}", $"agreement-{what}:{agreement.Id}", ct);
    }
}
