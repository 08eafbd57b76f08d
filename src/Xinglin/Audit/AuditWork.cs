using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>What an audit administrator looks into: the failed sign-ins and refused acts of today, and a trail that nobody verified for long.</summary>
internal sealed class AuditWork(XinglinDb db, TimeProvider time) : IWorkSource
{
    /// <summary>Days after which the trail should be verified again; custom of this program. GB/T 22239-2019 asks for regular review and sets no number.</summary>
    public const int VerifyDays = 30;

    private const string Group = "审计";

    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (!user.Is(Role.AuditAdministrator)) return [];
        var (today, since) = (time.Today(), ChinaTime.StartOf(time.Today()));
        var entries = db.Set<AuditEntry>().AsNoTracking();
        var items = new List<WorkItem>();
        if (await entries.CountAsync(entry => entry.Action == "user.sign-in-failed" && entry.Moment >= since, ct) is > 0 and var failed)
            items.Add(new(Group, "核查今天的登录失败", $"{failed} 次", new AuditFilter { Action = "user.sign-in-failed", From = today }.Address("/audit")));
        if (await entries.CountAsync(entry => entry.Outcome == AuditOutcome.Refused && entry.Moment >= since, ct) is > 0 and var refused)
            items.Add(new(Group, "核查今天被拒绝的操作", $"{refused} 次", new AuditFilter { Outcome = AuditOutcome.Refused, From = today }.Address("/audit")));
        var verified = await entries.Where(entry => entry.Action == AuditVerification.Verified).OrderByDescending(entry => entry.Moment).Select(entry => (DateTimeOffset?)entry.Moment).FirstOrDefaultAsync(ct);
        if (verified is null || ChinaTime.DateIn(verified.Value).AddDays(VerifyDays) < today)
            items.Add(new(Group, "检验审计日志", $"{(verified is { } at ? $"上次检验 {ChinaTime.Show(at)}" : "从未检验")}；请在服务器上运行 audit verify", new AuditFilter { Action = AuditVerification.Verified }.Address("/audit")));
        return items;
    }
}
