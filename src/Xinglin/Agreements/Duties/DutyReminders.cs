using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

/// <summary>Tells both sides 30 and 7 days before a duty is due, and when it is overdue: once each.</summary>
internal sealed class DutyReminders(TimeProvider time) : IRecurringJob
{
    /// <summary>A lapse is news for so long; an older one stands on the start page and in the duty book.</summary>
    private const int NewsDays = 30;

    public string Name => "义务到期提醒";
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var book = services.GetRequiredService<DutyBook>();
        var notices = services.GetRequiredService<INotices>();
        var db = services.GetRequiredService<Platform.Database.XinglinDb>();
        foreach (var line in await book.Read(new DutyQuestion(), ct))
            if (line is { Due: { } due, IsStopped: false, State: not (DutyState.Fulfilled or DutyState.Waived) })
                await Tell(line, due, notices, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task Tell(DutyLine line, DateOnly due, INotices notices, CancellationToken ct)
    {
        var days = due.DayNumber - time.Today().DayNumber;
        var what = $"第{line.Duty.Clause.Path}条 {Contract.ClauseKinds.Of(line.Duty.Content.Kind).Name}（{line.Period}）";
        var key = $"{line.Duty.Clause.Id}:{line.Duty.BearerId}:{line.Period}";
        if (days < -NewsDays) return;
        if (days < 0)
        {
            foreach (var role in (string[])[Role.ConsortiumOffice, Role.Director])
                await notices.Tell(line.Duty.BearerId, role, $"义务逾期：{what}，应于 {ChinaTime.Show(due)} 前履行", line.Duty.Link, $"duty-overdue:{key}", ct);
            foreach (var party in line.Duty.Counterparties)
                await notices.Tell(party.OrganizationId!.Value, Role.ConsortiumOffice, $"{line.Duty.Bearer.Name}的义务逾期：{what}", line.Duty.Link, $"duty-overdue:{key}", ct);
        }
        else if (DutyRules.ReminderDays.Where(reminder => days <= reminder).Select(reminder => (int?)reminder).Min() is { } reminder)
        {
            foreach (var role in new[] { line.Owner!.Role, Role.ConsortiumOffice }.Distinct())
                await notices.Tell(line.Duty.BearerId, role, $"义务将于 {ChinaTime.Show(due)} 到期：{what}", line.Duty.Link, $"duty-due:{key}:{reminder}", ct);
        }
    }
}
