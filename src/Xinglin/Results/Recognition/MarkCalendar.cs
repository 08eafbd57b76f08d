using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>Tells the department's people when marks end soon and nothing follows them: from that day on its results are not recognised any more.</summary>
public sealed class MarkCalendar(TimeProvider time) : IRecurringJob
{
    public string Name => "互认标识到期";
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var notices = services.GetRequiredService<INotices>();
        var ending = await QualityDesk.Ending(db, time.Today()).GroupBy(cycle => new { cycle.OrganizationId, cycle.Department, cycle.Cycle, cycle.Scope, cycle.Until })
            .Select(round => new { round.Key, Items = round.Count() }).ToListAsync(ct);
        foreach (var round in ending)
            await notices.Tell(round.Key.OrganizationId, Role.Diagnostics, $"互认标识 {ChinaTime.Show(round.Key.Until)} 到期：{round.Key.Department} {round.Key.Cycle}（{round.Key.Scope}）{round.Items} 项，请登记新周期",
                "/results/quality", $"result-mark-ending:{round.Key.Department}|{round.Key.Cycle}|{round.Key.Scope}|{ChinaTime.Show(round.Key.Until)}", ct);
        await db.SaveChangesAsync(ct);
    }
}
