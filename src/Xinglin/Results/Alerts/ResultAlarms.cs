using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Alerts;

/// <summary>Watches the clocks of alerts: reminds the owner, tells medical affairs when one is late and the directors when it goes on.</summary>
public sealed class ResultAlarms(TimeProvider time) : IRecurringJob
{
    private const int Batch = 500;

    public string Name => "结果提醒时限";
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        while (true)
        {
            var now = time.Now();
            var due = await db.Set<ResultAlert>().AsNoTracking().Where(alert => alert.NextAlarmAt <= now).OrderBy(alert => alert.NextAlarmAt).Take(Batch).ToListAsync(ct);
            foreach (var alert in due) await Sound(services, db, alert, now, ct);
            if (due.Count < Batch) return;
        }
    }

    private static async Task Sound(IServiceProvider services, XinglinDb db, ResultAlert alert, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (level, next) = alert.AfterAlarm(now);
        var taken = await db.Set<ResultAlert>().Where(each => each.Id == alert.Id && each.NextAlarmAt == alert.NextAlarmAt)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.Escalation, level).SetProperty(each => each.NextAlarmAt, next), ct);
        if (taken == 0) return;
        var (words, roles) = level switch
        {
            1 => ("即将超时未确认", new[] { Role.Physician }),
            2 => ("已超时未确认", [Role.Physician, Role.MedicalAffairs]),
            _ => ("超时仍未确认", [Role.MedicalAffairs, Role.Director])
        };
        var notices = services.GetRequiredService<INotices>();
        foreach (var role in roles)
            await notices.Tell(alert.OwnerId, role, $"{alert.Kind.Show()}{words}：{alert.From} {alert.Report}，时限 {ChinaTime.Show(alert.DueAt)}", AlertDesk.Link(alert.Id), $"result-alert-late:{alert.Id}:{level}", ct);
        services.GetRequiredService<IAuditTrail>().Record(level == 1 ? "result.alert-reminded" : "result.alert-late", AlertDesk.Subject(alert), alert.Kind.Show());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }
}
