using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals.Capacity;

/// <summary>A referral that has a place of a day.</summary>
public sealed record PlaceHolder(Guid ReferralId, string Number, string PatientName, ReferralState State, DateOnly Day, DateTimeOffset? ExpectedAt, string? OverReason);

/// <summary>An institution's quotas, kept by its referral office and medical affairs.</summary>
public sealed class QuotaDesk(XinglinDb db, ReferralStore store, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    private static readonly string[] Keepers = [Role.ReferralCoordinator, Role.MedicalAffairs];

    public async Task<IReadOnlyList<PlaceQuota>> All(CancellationToken ct = default) =>
        await Own.AsNoTracking().OrderBy(quota => quota.Department).ThenBy(quota => quota.Kind).ToListAsync(ct);

    /// <exception cref="Refused">There is none, or it is another institution's.</exception>
    public async Task<PlaceQuota> Read(Guid id, CancellationToken ct = default) =>
        await Own.AsNoTracking().FirstOrDefaultAsync(quota => quota.Id == id, ct) ?? throw Refused.NotFound("这项预留名额");

    /// <summary>Begins to hold places in a department.</summary>
    /// <exception cref="Refused">Facts that cannot be, or the department keeps such a quota already.</exception>
    public async Task<PlaceQuota> Open(string department, PlaceKind kind, QuotaFacts facts, CancellationToken ct = default)
    {
        user.Require("设置预留名额", Keepers);
        var name = department.Trim();
        MustHold(facts, name.Length is 0 or > PlaceQuota.DepartmentLength ? [$"请填写科室（{PlaceQuota.DepartmentLength} 字以内）"] : []);
        var quota = await Own.FirstOrDefaultAsync(each => each.Department == name && each.Kind == kind, ct);
        if (quota is { Kept: true })
            throw new Refused(RefusalKind.Conflict, "quota.exists", $"{quota.Name}已经设有预留名额。", "请在列表中打开它修改。");
        if (quota is null) db.Add(quota = new PlaceQuota(user.Organization, name, kind));
        quota.Decide(facts);
        return await Save(quota, "referral.quota-opened", ct);
    }

    /// <summary>Places already taken stay taken, also where fewer are held from now on.</summary>
    public async Task<PlaceQuota> Change(Guid id, int? seen, QuotaFacts facts, CancellationToken ct = default)
    {
        user.Require("设置预留名额", Keepers);
        MustHold(facts, []);
        var quota = await Tracked(id, seen, ct);
        quota.Decide(facts);
        return await Save(quota, "referral.quota-changed", ct);
    }

    /// <summary>From now on the department arranges freely.</summary>
    public async Task<PlaceQuota> Stop(Guid id, int? seen, CancellationToken ct = default)
    {
        user.Require("设置预留名额", Keepers);
        var quota = await Tracked(id, seen, ct);
        quota.Stop();
        return await Save(quota, "referral.quota-stopped", ct);
    }

    /// <summary>Who has the places from today on, by day.</summary>
    public async Task<IReadOnlyList<PlaceHolder>> Holders(Guid id, CancellationToken ct = default)
    {
        await Read(id, ct);
        var today = time.Today();
        return await (from place in db.Set<ReferralPlace>().AsNoTracking().Where(place => place.QuotaId == id && place.Day >= today && place.EndedAt == null)
                      join referral in store.Visible.AsNoTracking() on place.ReferralId equals referral.Id
                      orderby place.Day, referral.ExpectedAt, referral.Id
                      select new PlaceHolder(referral.Id, referral.Number, referral.PatientName, referral.State, place.Day, referral.ExpectedAt, place.OverReason)).ToListAsync(ct);
    }

    private IQueryable<PlaceQuota> Own
    {
        get
        {
            var organization = user.Organization;
            return db.Set<PlaceQuota>().Where(quota => quota.OrganizationId == organization);
        }
    }

    private async Task<PlaceQuota> Tracked(Guid id, int? seen, CancellationToken ct)
    {
        var quota = await Own.FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这项预留名额");
        quota.MustBeAt(seen, quota.Name);
        return quota;
    }

    private async Task<PlaceQuota> Save(PlaceQuota quota, string action, CancellationToken ct)
    {
        audit.Record(action, new AuditSubject("referral-quota", quota.Id, quota.Name), $"每周 {string.Join("/", quota.Week)}，{quota.ShowRelease()} 释放，单日调整 {quota.Exceptions.Count} 天");
        await db.SaveChangesAsync(ct);
        return quota;
    }

    private void MustHold(QuotaFacts facts, IReadOnlyList<string> more)
    {
        List<string> faults = [.. more, .. facts.Examine(time.Today())];
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "quota.facts", $"预留名额没有保存：{string.Join("；", faults)}。", "请逐项更正后再保存，已填写的内容不会丢失。");
    }
}
