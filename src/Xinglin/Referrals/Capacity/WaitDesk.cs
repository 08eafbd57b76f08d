using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals.Capacity;

/// <summary>Referred and ordinary patients of one department, month and kind beside each other.</summary>
/// <param name="Referred">From the submission to the arrival.</param>
/// <param name="MeanDays">Of the referred, for comparison with a mean; null without cases.</param>
/// <param name="Ordinary">Null where nobody has entered it.</param>
public sealed record WaitComparison(string Department, PlaceKind Kind, WaitFigure Referred, double? MeanDays, OrdinaryWait? Ordinary)
{
    /// <summary>By how many days the referred waited less, by the measure that the ordinary figure has; null where one of the two is missing.</summary>
    public double? Faster => Ordinary is null || Referred.Cases == 0 ? null
        : (double)Ordinary.Days - (Ordinary.Measure == WaitMeasure.Mean ? MeanDays!.Value : Referred.Median!.Value.TotalDays);
}

/// <summary>
/// Whether referred patients really wait less. Their waits are computed from what happened, by the month of arrival; those of ordinary
/// patients the institution enters from its own registers. Emergencies do not wait, and cases entered afterwards have no waiting time: both are left out.
/// </summary>
public sealed class WaitDesk(XinglinDb db, ReferralStore store, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    private static readonly string[] Keepers = [Role.MedicalAffairs, Role.ReferralCoordinator, Role.ConsortiumOffice];

    /// <summary>Who may see figures without patients.</summary>
    public static readonly string[] FigureReaders = [.. Keepers, Role.Director];

    /// <summary>Enters figures, all of them or none; one that exists is corrected.</summary>
    /// <exception cref="Refused">Something is wrong with one of them.</exception>
    public async Task Record(IReadOnlyList<WaitFacts> facts, CancellationToken ct = default)
    {
        user.Require("登记普通患者等候时间", Keepers);
        var faults = facts.SelectMany(each => each.Examine(time.Today()).Select(fault => $"{each.Department} {Month(each.Month)} {each.Kind.Show()}：{fault}")).ToList();
        if (facts.Count == 0) faults.Add("没有可登记的数据");
        Refuse(faults);
        var (organization, now) = (user.Organization, time.Now());
        foreach (var each in facts)
        {
            var department = each.Department.Trim();
            var wait = await db.Set<OrdinaryWait>().FirstOrDefaultAsync(kept => kept.OrganizationId == organization && kept.Month == each.Month && kept.Department == department && kept.Kind == each.Kind, ct);
            var before = wait is null ? "" : $"，原为 {Words(wait.Measure, wait.Days, wait.Cases)}";
            if (wait is null) db.Add(wait = new OrdinaryWait(organization, department, each.Month, each.Kind));
            wait.Set(each, user.Name, now);
            audit.Record("referral.ordinary-wait-recorded", new AuditSubject("referral-ordinary-wait", wait.Id, $"{department} {Month(each.Month)} {each.Kind.Show()}"),
                $"{Words(each.Measure, each.Days, each.Cases)}，来源：{each.Source.Trim()}{before}");
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Reads what was pasted and enters it.</summary>
    /// <exception cref="Refused">A line cannot be read; then nothing is entered.</exception>
    public async Task<int> Import(string text, CancellationToken ct = default)
    {
        user.Require("登记普通患者等候时间", Keepers);
        var faults = new List<string>();
        var facts = WaitSheet.Read(text, time.Today(), faults);
        Refuse(faults);
        await Record(facts, ct);
        return facts.Count;
    }

    /// <summary>Every department and kind of which something is known in that month.</summary>
    public async Task<IReadOnlyList<WaitComparison>> Compare(DateOnly month, CancellationToken ct = default)
    {
        user.Require("查看等候时间", FigureReaders);
        var organization = user.Organization;
        var ordinary = await db.Set<OrdinaryWait>().AsNoTracking().Where(wait => wait.OrganizationId == organization && wait.Month == month).ToListAsync(ct);
        var cases = await Arrived(db.Set<Referral>().AsNoTracking(), organization, month)
            .Select(referral => new { Department = referral.ToDepartment ?? "", referral.Category, Wait = referral.ArrivedAt!.Value, Since = referral.SubmittedAt!.Value }).ToListAsync(ct);
        var referred = cases.ToLookup(one => (one.Department, one.Category.Place()!.Value), one => one.Wait - one.Since);
        return [.. referred.Select(group => group.Key).Union(ordinary.Select(wait => (wait.Department, wait.Kind))).OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2)
            .Select(key => new WaitComparison(key.Item1, key.Item2, WaitFigure.Of(referred[key]), referred[key].Any() ? referred[key].Average(length => length.TotalDays) : null,
                ordinary.FirstOrDefault(wait => (wait.Department, wait.Kind) == key)))];
    }

    /// <summary>The referrals behind a figure, for those who may see patients.</summary>
    public async Task<IReadOnlyList<Referral>> Behind(DateOnly month, string department, PlaceKind kind, CancellationToken ct = default)
    {
        var category = Enum.GetValues<ReferralCategory>().Single(each => each.Place() == kind);
        return await Arrived(store.Visible.AsNoTracking(), user.Organization, month).Where(referral => (referral.ToDepartment ?? "") == department && referral.Category == category)
            .OrderBy(referral => referral.ArrivedAt).ToListAsync(ct);
    }

    public static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static IQueryable<Referral> Arrived(IQueryable<Referral> referrals, Guid organization, DateOnly month)
    {
        var (from, to) = (ChinaTime.StartOf(month), ChinaTime.StartOf(month.AddMonths(1)));
        // A wait of more than half a year is no wait for a place; the bound keeps the search within an index.
        var earliest = from.AddDays(-180);
        return referrals.Where(referral => referral.ToId == organization && referral.SubmittedAt >= earliest && referral.SubmittedAt < to && referral.ArrivedAt >= from && referral.ArrivedAt < to
            && !referral.EnteredAfterwards && referral.Urgency != ReferralUrgency.Emergency && referral.Category != ReferralCategory.Emergency
            && referral.Direction != ReferralDirection.Down && referral.Direction != ReferralDirection.Return);
    }

    private static string Words(WaitMeasure measure, decimal days, int cases) => string.Create(CultureInfo.InvariantCulture, $"{measure.Show()} {days:0.##} 天，{cases} 例");

    private static void Refuse(List<string> faults)
    {
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "wait.facts", $"没有登记：{string.Join("；", faults.Take(10))}{(faults.Count > 10 ? $"；另有 {faults.Count - 10} 处" : "")}。", "请更正后再提交，已填写的内容不会丢失。");
    }
}
