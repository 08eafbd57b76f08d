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
    /// <summary>Days before the earliest possible end (custom of this program; no law sets them).</summary>
    public static readonly int[] ReminderDays = [90, 60, 30];

    public string Name => "协议到期与提醒";
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var today = time.Today();
        var all = db.Set<Agreement>();
        var ids = await EndingSoon(all, today).Select(agreement => agreement.Id)
            .Union(all.Where(agreement => agreement.State == AgreementState.InForce && (agreement.EarliestEnd == null
                || all.Any(next => next.LineageId == agreement.LineageId && next.VersionNumber > agreement.VersionNumber && next.EffectiveFrom <= today)))
                .Select(agreement => agreement.Id))
            .ToListAsync(ct);
        foreach (var id in ids) await Pass(services, id, today, ct);
    }

    /// <summary>
    /// Of these the ones in force that may be over within the longest reminder: by their last day, the earliest day that a blank one
    /// can mean, a notice, or an end that all agreed to. One that prolongs itself counts until its period is over, and again when its end is set.
    /// </summary>
    public static IQueryable<Agreement> EndingSoon(IQueryable<Agreement> agreements, DateOnly today)
    {
        var until = today.AddDays(ReminderDays.Max());
        return agreements.Where(agreement => agreement.State == AgreementState.InForce && agreement.EarliestEnd <= until
            && (agreement.EarliestEnd >= today || agreement.PlannedLastDay != null || agreement.Notice != null || agreement.Ended != null));
    }

    private async Task Pass(IServiceProvider services, Guid id, DateOnly today, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var store = services.GetRequiredService<AgreementStore>();
        var notices = services.GetRequiredService<INotices>();
        await store.Change(id, null, async agreement =>
        {
            agreement.Settle();
            if (agreement.State == AgreementState.InForce && await Successor(db, agreement, today, ct) is { } successor)
            {
                agreement.SupersededFrom(successor.EffectiveFrom!.Value, "系统", time.Now());
                store.Tell(agreement, "agreement.superseded", "由新版本取代", successor.Reference);
            }
            else if (agreement.PassTo(today, time.Now()))
            {
                store.Tell(agreement, "agreement.ended", agreement.State.Show(), $"最后一天 {ChinaTime.Show(agreement.LastDay!.Value)}，此后不再据此授权{Survivors(agreement)}");
                await TellParties(agreement, notices, $"协议{agreement.State.Show()}：{agreement.Title}，据此的优先、互认等授权已停止{Survivors(agreement)}", "ended", ct);
            }
            else if (agreement.EarliestEnd is { } end && end >= today)
            {
                var days = end.DayNumber - today.DayNumber;
                if (ReminderDays.Where(reminder => days <= reminder).Select(reminder => (int?)reminder).Min() is { } reminder)
                    await TellParties(agreement, notices,
                        agreement.Ended is null
                            ? $"协议将于 {days} 天后（{ChinaTime.Show(end)}）到期：{agreement.Title}，请商议续签"
                            : $"协议将于 {days} 天后（{ChinaTime.Show(end)}）终止：{agreement.Title}，请安排在办事项", $"expiring-{reminder}", ct);
            }

            return true;
        }, ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>The first newer version that took effect and was not called off before, whatever has become of it since.</summary>
    private static async Task<Agreement?> Successor(XinglinDb db, Agreement agreement, DateOnly today, CancellationToken ct) =>
        (await db.Set<Agreement>().AsNoTracking()
            .Where(next => next.LineageId == agreement.LineageId && next.VersionNumber > agreement.VersionNumber && next.EffectiveFrom <= today)
            .ToListAsync(ct)).Where(next => next.LastDay is null || next.LastDay >= next.EffectiveFrom).MinBy(next => next.EffectiveFrom);

    private static string Survivors(Agreement agreement) => agreement.Period.DutiesSurvive ? "；已承诺的义务继续履行" : "";

    private static async Task TellParties(Agreement agreement, INotices notices, string title, string what, CancellationToken ct)
    {
        foreach (var party in agreement.Parties)
            if (party.OrganizationId is { } organization)
                foreach (var role in (string[])[Role.ConsortiumOffice, Role.Director])
                    await notices.Tell(organization, role, title, $"/agreements/{agreement.Id}", $"agreement-{what}:{agreement.Id}", ct);
    }
}
