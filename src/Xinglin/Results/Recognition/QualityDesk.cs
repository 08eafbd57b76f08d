using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>What a department enters after an assessment: the outcome for a panel or for single items.</summary>
/// <param name="Subjects">Item codes or panels.</param>
public sealed record CycleIn(
    string Department, IReadOnlyList<string> Subjects, string Cycle, string Scope, DateOnly From, DateOnly Until, ExternalAssessment External, InternalControl Internal, string Assessor);

/// <summary>Quality cycles and the marks that follow from them. A mark is never given by hand: it follows from both controls.</summary>
public sealed class QualityDesk(XinglinDb db, ItemDictionary dictionary, KeptRules rules, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.MedicalAffairs}";
    public const string Readers = $"{Keepers},{Role.Physician},{Role.ConsortiumOffice},{Role.Director}";

    /// <summary>How many days before its end a mark counts as expiring; this program's custom.</summary>
    public const int ExpiringDays = 30;

    private const int Most = 1000;
    private static readonly Citation Measures = new("国卫医发〔2022〕6号", "未参加质量评价或者质量评价不合格的项目，不得标注互认标识");

    /// <summary>Marks are public within the consortium: whoever recognises must be able to see on what.</summary>
    public async Task<IReadOnlyList<QualityCycle>> List(Guid organization, string? department, CancellationToken ct = default)
    {
        var cycles = db.Set<QualityCycle>().AsNoTracking().Where(cycle => cycle.OrganizationId == organization);
        if (!string.IsNullOrWhiteSpace(department)) cycles = cycles.Where(cycle => cycle.Department == department);
        return await cycles.OrderByDescending(cycle => cycle.Until).ThenBy(cycle => cycle.ItemCode).Take(Most).ToListAsync(ct);
    }

    /// <returns>How many items were entered.</returns>
    public async Task<int> Enter(CycleIn entered, CancellationToken ct = default)
    {
        user.Require("登记质控周期", Keepers.Split(','));
        var check = new Check("result.quality");
        var (department, cycle, assessor) = (check.Required("科室", entered.Department, 80), check.Required("质控周期", entered.Cycle, 60), check.Required("评价机构与证书", entered.Assessor, 120));
        if (!(await rules.Read(ct)).Scopes.ContainsKey(entered.Scope)) check.Fault("互认范围", $"没有“{entered.Scope}”这个标识");
        if (entered.Until < entered.From) check.Fault("截止日期", "不能早于开始日期");
        if (entered.Until > entered.From.AddYears(2)) check.Fault("截止日期", "一个质控周期不超过两年");
        var all = await dictionary.Items(ct);
        var items = new List<Item>();
        foreach (var subject in entered.Subjects.Where(subject => !string.IsNullOrWhiteSpace(subject)))
        {
            var called = all.Called(subject);
            if (called.Count == 0) check.Fault("项目", $"目录中没有“{subject.Trim()}”");
            items.AddRange(called.Where(item => !items.Contains(item)));
        }

        if (items.Count == 0) check.Fault("项目", "请填写至少一个组合或项目");
        check.MustPass(warningsConfirmed: true);
        foreach (var item in items)
            db.Add(new QualityCycle(user.Organization, department, item.Code, cycle, entered.Scope, entered.From, entered.Until, entered.External, entered.Internal, assessor, user.Name, time.Now()));
        audit.Record("result.quality-entered", new AuditSubject("result-quality", null, $"{department} {cycle}"), $"{items.Count} 项，{entered.Scope}，室间质评{entered.External.Show()}，室内质控{entered.Internal.Show()}");
        await db.SaveChangesAsync(ct);
        return items.Count;
    }

    /// <summary>From that moment on results of the item carry no mark: internal control was lost, or an inspection found it wanting.</summary>
    /// <param name="from">Null for now. It may lie back, when control was lost before anybody saw it, but not before the cycle nor within a suspension.</param>
    public async Task Suspend(Guid id, int? seen, string reason, DateTimeOffset? from = null, CancellationToken ct = default)
    {
        var cycle = await Own(id, seen, "暂停互认标识", ct);
        var (now, since) = (time.Now(), (from ?? time.Now()).ToUniversalTime());
        if (cycle.IsSuspendedAt(now)) throw new Refused(RefusalKind.Conflict, "result.mark-suspended", "该标识已经暂停。", "需要改为更早开始的，请先恢复，再按实际时间登记暂停。");
        if (since > now || !cycle.Spans(since)) throw new Refused(RefusalKind.Invalid, "result.mark-suspended-when", $"暂停的开始时间应在质控周期内（{ChinaTime.Show(cycle.From)} 至 {ChinaTime.Show(cycle.Until)}），且不晚于现在。");
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "暂停需要写明原因（200 字以内）。", by: Measures);
        cycle.Suspend(words, since, user.Name);
        audit.Record("result.mark-suspended", Subject(cycle), $"自 {ChinaTime.Show(since)}：{words}");
        await db.SaveChangesAsync(ct);
    }

    public async Task Resume(Guid id, int? seen, CancellationToken ct = default)
    {
        var cycle = await Own(id, seen, "恢复互认标识", ct);
        var now = time.Now();
        if (cycle.SuspendedAt(now) is not { } pause) throw new Refused(RefusalKind.Conflict, "result.mark-not-suspended", "该标识没有暂停。");
        cycle.Resume(now);
        audit.Record("result.mark-resumed", Subject(cycle), $"暂停期间（{ChinaTime.Show(pause.From)} 起）的结果仍不带标识");
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// What was entered wrongly, or came to be known later, for the whole of the cycle; what holds only from a moment on is a suspension. The
    /// entry before stays in the audit trail. Decisions that were made stay as they are.
    /// </summary>
    public async Task Correct(Guid id, int? seen, ExternalAssessment external, InternalControl control, string assessor, string reason, CancellationToken ct = default)
    {
        var cycle = await Own(id, seen, "更正质控周期", ct);
        var check = new Check("result.quality");
        var (by, words) = (check.Required("评价机构与证书", assessor, 120), check.Required("更正原因", reason, 200));
        check.MustPass(warningsConfirmed: true);
        if ((cycle.External, cycle.Internal, cycle.Assessor) == (external, control, by)) throw new Refused(RefusalKind.Invalid, "result.quality-same", "更正后的内容与现有登记相同。");
        var details = $"室间质评{cycle.External.Show()}→{external.Show()}，室内质控{cycle.Internal.Show()}→{control.Show()}{(cycle.Assessor == by ? "" : $"，{cycle.Assessor}→{by}")}：{words}";
        cycle.Correct(external, control, by);
        audit.Record("result.quality-corrected", Subject(cycle), details);
        await db.SaveChangesAsync(ct);
    }

    private async Task<QualityCycle> Own(Guid id, int? seen, string act, CancellationToken ct)
    {
        user.Require(act, Keepers.Split(','));
        var cycle = await db.Set<QualityCycle>().FirstOrDefaultAsync(each => each.Id == id && each.OrganizationId == user.OrganizationId, ct) ?? throw Refused.NotFound("这个质控周期");
        cycle.MustBeAt(seen, "这个质控周期");
        return cycle;
    }

    private static AuditSubject Subject(QualityCycle cycle) => new("result-quality", cycle.Id, $"{cycle.Department} {cycle.ItemCode} {cycle.Cycle}");
}
