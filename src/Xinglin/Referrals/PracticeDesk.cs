using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>What an institution decides about its referrals: in-house review, time limits with their source, a pause in taking patients.</summary>
public sealed class PracticeDesk(XinglinDb db, CurrentUser user, IAuditTrail audit)
{
    private const int LongestDays = 90;

    public async Task<ReferralPractice> Read(CancellationToken ct = default) => await Find(user.Organization, ct) ?? new ReferralPractice(user.Organization);

    public Task<string?> SuspendedBecause(Guid organization, CancellationToken ct = default) =>
        db.Set<ReferralPractice>().Where(practice => practice.Id == organization).Select(practice => practice.SuspendedBecause).FirstOrDefaultAsync(ct);

    /// <summary>Those of the institutions that take no referrals at present, and why.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Suspended(IEnumerable<Guid> organizations, CancellationToken ct = default)
    {
        Guid[] asked = [.. organizations];
        return await db.Set<ReferralPractice>().Where(practice => asked.Contains(practice.Id) && practice.SuspendedBecause != null)
            .ToDictionaryAsync(practice => practice.Id, practice => practice.SuspendedBecause!, ct);
    }

    public Task Decide(int? seen, bool inHouseReview, IReadOnlyList<ReferralLimit> limits, CancellationToken ct = default)
    {
        var faults = limits.Where(limit => ReferralLimits.Defaults.All(one => one.State != limit.State)).Select(limit => $"“{limit.State.Show()}”没有可以设置的时限")
            .Concat(limits.Where(limit => limit.Length < 1 || limit.From(DateTimeOffset.UnixEpoch) > DateTimeOffset.UnixEpoch.AddDays(LongestDays * 2))
                .Select(limit => $"“{limit.State.Show()}”的时限应在 1 分钟到 {LongestDays} 天之间"))
            .Concat(limits.Where(limit => string.IsNullOrWhiteSpace(limit.Source)).Select(limit => $"“{limit.State.Show()}”的时限没有写明依据")).ToList();
        if (faults.Count > 0) throw new Refused(RefusalKind.Invalid, "practice.limits", $"时限没有保存：{string.Join("；", faults)}。", "请逐项更正后再保存。");
        return Change(seen, practice => practice.Decide(inHouseReview, limits), "referral.practice-decided", $"院内审核：{(inHouseReview ? "开" : "关")}，自定时限 {limits.Count} 项", ct);
    }

    /// <param name="reason">Shown to those who want to refer; null takes patients again.</param>
    public Task Suspend(int? seen, string? reason, CancellationToken ct = default) =>
        Change(seen, practice => practice.Suspend(string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()),
            string.IsNullOrWhiteSpace(reason) ? "referral.resumed" : "referral.suspended", reason, ct);

    private async Task Change(int? seen, Action<ReferralPractice> change, string action, string? details, CancellationToken ct)
    {
        user.Require("设置本机构的转诊规则", Role.MedicalAffairs, Role.ConsortiumOffice);
        var practice = await Find(user.Organization, ct);
        if (practice is null) db.Add(practice = new ReferralPractice(user.Organization));
        else practice.MustBeAt(seen, "转诊设置");
        change(practice);
        audit.Record(action, new AuditSubject("referral-practice", practice.Id, user.OrganizationName), details);
        await db.SaveChangesAsync(ct);
    }

    private Task<ReferralPractice?> Find(Guid organization, CancellationToken ct) => db.Set<ReferralPractice>().FirstOrDefaultAsync(practice => practice.Id == organization, ct);
}
