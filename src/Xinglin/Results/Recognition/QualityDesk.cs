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
    public async Task Suspend(Guid id, int? seen, string reason, DateTimeOffset? from = null, CancellationToken ct = default)
    {
        var cycle = await Own(id, seen, "暂停互认标识", ct);
        if (cycle.IsSuspendedAt(time.Now())) throw new Refused(RefusalKind.Conflict, "result.mark-suspended", "该标识已经暂停。");
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "暂停需要写明原因（200 字以内）。", by: Measures);
        cycle.Suspend(words, from ?? time.Now());
        audit.Record("result.mark-suspended", Subject(cycle), $"自 {ChinaTime.Show(cycle.SuspendedFrom!.Value)}：{words}");
        await db.SaveChangesAsync(ct);
    }

    public async Task Resume(Guid id, int? seen, CancellationToken ct = default)
    {
        var cycle = await Own(id, seen, "恢复互认标识", ct);
        if (!cycle.IsSuspendedAt(time.Now())) throw new Refused(RefusalKind.Conflict, "result.mark-not-suspended", "该标识没有暂停。");
        cycle.Resume(time.Now());
        audit.Record("result.mark-resumed", Subject(cycle), $"暂停期间（{ChinaTime.Show(cycle.SuspendedFrom!.Value)} 起）的结果仍不带标识");
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
