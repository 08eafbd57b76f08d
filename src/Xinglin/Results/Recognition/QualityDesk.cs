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

/// <summary>One quality cycle of one department for one scope: what a certificate is about. Its items may fare differently.</summary>
public sealed record QualityRound(IReadOnlyList<QualityCycle> Items)
{
    /// <summary>Any of its items stands for it in addresses.</summary>
    public Guid Id => Items[0].Id;
    public Guid OrganizationId => Items[0].OrganizationId;
    public string Title => $"{Items[0].Department} · {Items[0].Cycle} · {Items[0].Scope}";
}

/// <summary>Quality cycles and the marks that follow from them. A mark is never given by hand: it follows from both controls.</summary>
public sealed class QualityDesk(XinglinDb db, ItemDictionary dictionary, KeptRules rules, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.MedicalAffairs}";
    public const string Readers = $"{Keepers},{Role.Physician},{Role.ConsortiumOffice},{Role.Director}";

    /// <summary>How many days before its end a mark counts as ending; this program's custom.</summary>
    public const int EndingDays = 30;

    /// <summary>How many items of cycles a list holds; two years of a large laboratory.</summary>
    public const int Most = 5000;

    private static readonly Citation Measures = new("国卫医发〔2022〕6号", "未参加质量评价或者质量评价不合格的项目，不得标注互认标识");

    /// <summary>Marks are public within the consortium: whoever recognises must be able to see on what.</summary>
    /// <param name="ended">Those that are over, instead of those that last or are to come.</param>
    public async Task<IReadOnlyList<QualityRound>> Rounds(Guid organization, bool ended = false, CancellationToken ct = default)
    {
        var today = time.Today();
        var cycles = db.Set<QualityCycle>().AsNoTracking().Where(cycle => cycle.OrganizationId == organization);
        cycles = ended ? cycles.Where(cycle => cycle.Until < today) : cycles.Where(cycle => cycle.Until >= today);
        var found = await cycles.OrderByDescending(cycle => cycle.Until).ThenBy(cycle => cycle.ItemCode).Take(Most).ToListAsync(ct);
        return [.. found.GroupBy(cycle => (cycle.Department, cycle.Cycle, cycle.Scope)).Select(round => new QualityRound([.. round]))];
    }

    /// <summary>The whole round to which this cycle of an item belongs.</summary>
    public async Task<QualityRound> Round(Guid id, CancellationToken ct = default)
    {
        var all = db.Set<QualityCycle>().AsNoTracking();
        var items = await all.Where(cycle => all.Any(one => one.Id == id && one.OrganizationId == cycle.OrganizationId && one.Department == cycle.Department && one.Cycle == cycle.Cycle && one.Scope == cycle.Scope))
            .OrderBy(cycle => cycle.ItemCode).ToListAsync(ct);
        return items.Count > 0 ? new(items) : throw Refused.NotFound("这个质控周期");
    }

    /// <summary>Cycles with a mark that end within <see cref="EndingDays"/> and that no later cycle of the same item and scope follows.</summary>
    internal static IQueryable<QualityCycle> Ending(XinglinDb db, DateOnly today)
    {
        var (cycles, last) = (db.Set<QualityCycle>().AsNoTracking(), today.AddDays(EndingDays));
        return cycles.Where(cycle => cycle.Until >= today && cycle.Until <= last && cycle.From <= today && cycle.External == ExternalAssessment.Passed && cycle.Internal == InternalControl.InControl
            && !cycles.Any(next => next.OrganizationId == cycle.OrganizationId && next.ItemCode == cycle.ItemCode && next.Department == cycle.Department && next.Scope == cycle.Scope && next.Until > cycle.Until));
    }

    /// <summary>Which cycles of this institution <see cref="Ending(XinglinDb, DateOnly)"/>.</summary>
    public async Task<IReadOnlySet<Guid>> Ending(Guid organization, CancellationToken ct = default) =>
        await Ending(db, time.Today()).Where(cycle => cycle.OrganizationId == organization).Select(cycle => cycle.Id).ToHashSetAsync(ct);

    /// <returns>How many items were entered.</returns>
    public async Task<int> Enter(CycleIn entered, CancellationToken ct = default)
    {
        user.Require("登记质控周期", Keepers.Split(','));
        var check = new Check("result.quality");
        var (department, cycle, assessor) = (check.Required("科室", entered.Department, 80), check.Required("质控周期", entered.Cycle, 60), check.Required("评价机构与证书", entered.Assessor, 120));
        if (!(await rules.Read(ct)).Scopes.ContainsKey(entered.Scope)) check.Fault("互认范围", $"没有“{entered.Scope}”这个标识");
        if (entered.From == default || entered.Until == default) check.Fault("标识期限", "请填写起止日期");
        else if (entered.Until < entered.From) check.Fault("截止日期", "不能早于开始日期");
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
        var codes = items.Select(item => item.Code).ToList();
        var entries = await db.Set<QualityCycle>().AsNoTracking()
            .Where(one => one.OrganizationId == user.OrganizationId && one.Department == department && one.Cycle == cycle && one.Scope == entered.Scope && codes.Contains(one.ItemCode)).ToListAsync(ct);
        if (entries.Count > 0) throw new Refused(RefusalKind.Conflict, "result.quality-entered", $"{department}的“{cycle}”（{entered.Scope}）已登记过：{await Names(entries, ct)}。", "登记有误的，请打开这个周期更正；只登记其余项目的，请去掉这些项目。");
        foreach (var item in items)
            db.Add(new QualityCycle(user.Organization, department, item.Code, cycle, entered.Scope, entered.From, entered.Until, entered.External, entered.Internal, assessor, user.Name, time.Now()));
        audit.Record("result.quality-entered", new AuditSubject("result-quality", null, $"{department} {cycle}"), $"{items.Count} 项，{entered.Scope}，室间质评{entered.External.Show()}，室内质控{entered.Internal.Show()}");
        await db.SaveChangesAsync(ct);
        return items.Count;
    }

    /// <summary>From that moment on results of these items carry no mark: internal control was lost, or an inspection found them wanting. All or none.</summary>
    /// <param name="from">Null for now. It may lie back, when control was lost before anybody saw it, but not before the cycle nor within a suspension.</param>
    public async Task Suspend(IReadOnlyList<Seen> chosen, string reason, DateTimeOffset? from = null, CancellationToken ct = default)
    {
        var cycles = await Own(chosen, "暂停互认标识", ct);
        var (now, since) = (time.Now(), (from ?? time.Now()).ToUniversalTime());
        if (cycles.Where(cycle => cycle.IsSuspendedAt(now)).ToList() is { Count: > 0 } suspended)
            throw new Refused(RefusalKind.Conflict, "result.mark-suspended", $"已经暂停：{await Names(suspended, ct)}。", "需要改为更早开始的，请先恢复，再按实际时间登记暂停。");
        if (since > now || cycles.FirstOrDefault(cycle => !cycle.Spans(since)) is not null)
            throw new Refused(RefusalKind.Invalid, "result.mark-suspended-when", $"暂停的开始时间应在质控周期内（{ChinaTime.Show(cycles.Max(cycle => cycle.From))} 至 {ChinaTime.Show(cycles.Min(cycle => cycle.Until))}），且不晚于现在。");
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "暂停需要写明原因（200 字以内）。", by: Measures);
        foreach (var cycle in cycles)
        {
            cycle.Suspend(words, since, user.Name);
            audit.Record("result.mark-suspended", Subject(cycle), $"自 {ChinaTime.Show(since)}：{words}");
        }

        await db.SaveChangesAsync(ct);
    }

    public async Task Resume(IReadOnlyList<Seen> chosen, CancellationToken ct = default)
    {
        var cycles = await Own(chosen, "恢复互认标识", ct);
        var now = time.Now();
        if (cycles.Where(cycle => !cycle.IsSuspendedAt(now)).ToList() is { Count: > 0 } valid)
            throw new Refused(RefusalKind.Conflict, "result.mark-not-suspended", $"没有暂停：{await Names(valid, ct)}。", "请只勾选已暂停的项目。");
        foreach (var cycle in cycles)
        {
            audit.Record("result.mark-resumed", Subject(cycle), $"暂停期间（{ChinaTime.Show(cycle.SuspendedAt(now)!.From)} 起）的结果仍不带标识");
            cycle.Resume(now);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// What was entered wrongly, or came to be known later, for the whole of the cycle; what holds only from a moment on is a suspension. The
    /// entry before stays in the audit trail. Decisions that were made stay as they are.
    /// </summary>
    /// <param name="external">Null where it stays as each item has it; so with the two that follow.</param>
    public async Task Correct(IReadOnlyList<Seen> chosen, ExternalAssessment? external, InternalControl? control, string? assessor, string reason, CancellationToken ct = default)
    {
        var cycles = await Own(chosen, "更正质控周期", ct);
        var check = new Check("result.quality");
        var (by, words) = (check.Optional("评价机构与证书", assessor, 120), check.Required("更正原因", reason, 200));
        check.MustPass(warningsConfirmed: true);
        var changed = 0;
        foreach (var cycle in cycles)
        {
            var before = (cycle.External, cycle.Internal, cycle.Assessor);
            var after = (External: external ?? cycle.External, Internal: control ?? cycle.Internal, Assessor: by ?? cycle.Assessor);
            if (before == after) continue;
            changed++;
            var details = $"室间质评{before.External.Show()}→{after.External.Show()}，室内质控{before.Internal.Show()}→{after.Internal.Show()}{(before.Assessor == after.Assessor ? "" : $"，{before.Assessor}→{after.Assessor}")}：{words}";
            cycle.Correct(after.External, after.Internal, after.Assessor);
            audit.Record("result.quality-corrected", Subject(cycle), details);
        }

        if (changed == 0) throw new Refused(RefusalKind.Invalid, "result.quality-same", "更正后的内容与现有登记相同。");
        await db.SaveChangesAsync(ct);
    }

    private async Task<IReadOnlyList<QualityCycle>> Own(IReadOnlyList<Seen> chosen, string act, CancellationToken ct)
    {
        user.Require(act, Keepers.Split(','));
        var seen = chosen.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Version);
        if (seen.Count == 0) throw new Refused(RefusalKind.Invalid, "result.quality-none", "没有勾选项目。", "请勾选要办理的组合或项目。");
        var ids = seen.Keys.ToList();
        var cycles = await db.Set<QualityCycle>().Where(cycle => ids.Contains(cycle.Id) && cycle.OrganizationId == user.OrganizationId).OrderBy(cycle => cycle.ItemCode).ToListAsync(ct);
        if (cycles.Count < ids.Count) throw Refused.NotFound("这个质控周期");
        foreach (var cycle in cycles) cycle.MustBeAt(seen[cycle.Id], "这个质控周期");
        return cycles;
    }

    /// <summary>As people call them; the first few where there are many.</summary>
    private async Task<string> Names(List<QualityCycle> cycles, CancellationToken ct)
    {
        var items = await dictionary.Items(ct);
        return Several.Named([.. cycles.Select(cycle => items.Find(cycle.ItemCode)?.Name ?? cycle.ItemCode)], "项", 5);
    }

    private static AuditSubject Subject(QualityCycle cycle) => new("result-quality", cycle.Id, $"{cycle.Department} {cycle.ItemCode} {cycle.Cycle}");
}
