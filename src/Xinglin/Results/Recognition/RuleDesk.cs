using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>What a rule set is, beside its table.</summary>
/// <param name="Divisions">Beginnings of division codes, with spaces or commas between; empty for everywhere.</param>
public sealed record RuleSetIn(string Name, string Source, string Divisions, DateOnly? From, DateOnly? Until);

/// <summary>How one edition differs from the one before, over one subject; null where it is not in it.</summary>
public sealed record RuleChange(RecognitionRule? Before, RecognitionRule? After)
{
    public string Subject => (After ?? Before)!.Subject;

    /// <summary>Column by column of the table, those that differ; of a new rule those that say something.</summary>
    public IEnumerable<(string Heading, string Before, string After)> Differences()
    {
        string[] Cells(RecognitionRule? rule) => rule is null ? [.. RuleRow.Columns.Select(_ => "")] : RuleRow.Write(rule);
        var (old, now) = (Cells(Before), Cells(After));
        return RuleRow.Columns.Select((column, place) => (column.Heading, old[place], now[place])).Skip(1).Where(each => each.Item2 != each.Item3);
    }
}

/// <summary>
/// Rules and scopes as data: what an area has published is entered as a table with its source and dates. One person hands a set in,
/// another reviews it, because it decides for all institutions of the area.
/// </summary>
public sealed class RuleDesk(XinglinDb db, ItemDictionary dictionary, KeptRules kept, INotices notices, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.ConsortiumOffice},{Role.MedicalAffairs}";
    public const string Readers = $"{Keepers},{Role.Physician},{Role.Diagnostics},{Role.Director}";

    /// <summary>In the address of a download: the set that comes with the program.</summary>
    public const string BuiltIn = "built-in";

    private static readonly Citation TwoPeople = new("互认规则维护规则", "规则由一人提出、另一人审核，审核通过后对适用地区的全部机构生效");

    /// <summary>All that were entered: those that wait first, then the newest.</summary>
    public async Task<IReadOnlyList<KeptRuleSet>> List(CancellationToken ct = default) =>
        await db.Set<KeptRuleSet>().AsNoTracking().OrderBy(set => set.State == ReviewState.Proposed ? 0 : 1).ThenByDescending(set => set.EnteredAt).ToListAsync(ct);

    /// <summary>A set and what it changes in the edition of its name that held when it was handed in.</summary>
    /// <param name="id">Of a set that was entered.</param>
    public async Task<(KeptRuleSet Set, KeptRuleSet? Before, IReadOnlyList<RuleChange> Changes)> Read(Guid id, CancellationToken ct = default)
    {
        var set = await db.Set<KeptRuleSet>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这套规则");
        var before = await Before(set.Name, set.Edition).AsNoTracking().FirstOrDefaultAsync(ct);
        return (set, before, Changes(before?.Content.Rules ?? [], set.Content.Rules));
    }

    /// <summary>The rules of a set as rows of a table, with a name for its file.</summary>
    /// <param name="set">An id, or <see cref="BuiltIn"/>.</param>
    internal async Task<(string Name, IEnumerable<IEnumerable<string?>> Rows)> Rows(string set, CancellationToken ct = default)
    {
        user.Require("下载互认规则", Readers.Split(','));
        if (set == BuiltIn) return (RuleBook.Standard.Name, RuleBook.Standard.Rules.Select(RuleRow.Write));
        var (entered, _, _) = Guid.TryParse(set, out var id) ? await Read(id, ct) : throw Refused.NotFound("这套规则");
        return (entered.Title, entered.Content.Rules.Select(RuleRow.Write));
    }

    /// <summary>Reads and judges a table; nothing is kept.</summary>
    /// <exception cref="Refused">The file is no table or lacks a column.</exception>
    public async Task<IReadOnlyList<RuleRowPreview>> Preview(Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("提出互认规则", Keepers.Split(','));
        var items = await dictionary.Items(ct);
        var table = Table.Read(file, fileName);
        var places = Columns.Places(table, RuleRow.Columns);
        var seen = new Dictionary<string, int>();
        return [.. table.Rows.Select(row =>
        {
            var check = new Check("result.rule");
            var rule = RuleRow.Read(heading => Columns.Cell(row, places, heading), items, check);
            List<string> faults = [.. row.Faults, .. check.Errors.Select(error => error.ToString())];
            if (!seen.TryAdd(rule.Subject, row.Line)) faults.Add($"项目与第{seen[rule.Subject]}行重复");
            return new RuleRowPreview(row.Line, rule, faults);
        })];
    }

    /// <summary>Hands a table to a second person as the next edition of its name.</summary>
    /// <exception cref="Refused">A row or the head has a fault, an edition of the name waits already, or nothing differs from the one in force.</exception>
    public async Task<KeptRuleSet> Propose(RuleSetIn head, Stream file, string fileName, CancellationToken ct = default)
    {
        var rows = await Preview(file, fileName, ct);
        var check = new Check("result.rule");
        var (called, origin) = (check.Required("名称", head.Name, 80), check.Required("发布单位与文号", head.Source, 200));
        var areas = Divisions(head.Divisions);
        if (areas.Any(IsNoDivision)) check.Fault("适用地区", "请填写行政区划代码的前 2–6 位，多个用逗号隔开");
        if (head.From is null) check.Fault("自", "请填写开始适用的日期");
        if (head.Until < head.From) check.Fault("至", "不能早于开始日期");
        if (called == RuleBook.Standard.Name) check.Fault("名称", "与系统自带的规则同名，请用发布的清单名称");
        check.MustPass(warningsConfirmed: true);
        Columns.MustBeWhole(rows.Select(row => (row.Line, row.Faults)), "result.rule-faults", "提出", "请改正后重新提出；目录中没有的项目，先在项目目录提出改版。");
        var editions = await db.Set<KeptRuleSet>().AsNoTracking().Where(set => set.Name == called).ToListAsync(ct);
        if (editions.Find(set => set.State == ReviewState.Proposed) is { } open)
            throw new Refused(RefusalKind.Conflict, "result.rules-open", $"{open.Title}由{open.EnteredBy}提出，还在等待审核。", "请先审核或退回它，再提出新一版。", TwoPeople);
        var content = new RuleSet(called, origin, editions.Select(set => set.Edition).DefaultIfEmpty(0).Max() + 1, areas, head.From!.Value, head.Until, [.. rows.Select(row => row.Rule)]);
        var before = editions.Where(set => set.State == ReviewState.InForce).MaxBy(set => set.Edition)?.Content;
        if (before is not null && JsonColumn.Write(before) == JsonColumn.Write(content with { Edition = before.Edition }))
            throw new Refused(RefusalKind.Invalid, "result.rules-same", "与现行的一版完全相同，没有需要审核的改动。", "请核对是否选错了文件。");
        var made = new KeptRuleSet(content, user.Organization, user.OrganizationName ?? "", user.UserId ?? Guid.Empty, user.Name, time.Now());
        db.Add(made);
        audit.Record("result.rules-proposed", Subject(made), $"{rows.Count} 条，自 {ChinaTime.Show(content.From)}，{origin}");
        await Tell(made, $"互认规则等待审核：{made.Title}，{rows.Count} 条，{user.Name}提出", "proposed", ct);
        await db.SaveChangesAsync(ct);
        return made;
    }

    /// <summary>Makes it hold; the edition before ends on the day before it begins.</summary>
    /// <exception cref="Refused">The same person handed it in, or it is decided.</exception>
    public async Task Approve(Guid id, int? seen, CancellationToken ct = default)
    {
        var set = await Open(id, seen, ct);
        if (set.EnteredById == user.UserId) throw new Refused(RefusalKind.Forbidden, "result.rules-own", "不能审核自己提出的规则。", "请由另一位医务科或医联体办公室人员审核。", TwoPeople);
        var from = set.Content.From;
        foreach (var before in await Before(set.Name, set.Edition).ToListAsync(ct))
            if ((before.Content.Until is null || before.Content.Until >= from) && before.Content.From < from) before.EndOn(from.AddDays(-1));
        set.Approve($"{user.Name}（{user.OrganizationName}）", time.Now());
        audit.Record("result.rules-approved", Subject(set), $"{set.Content.Rules.Count} 条，自 {ChinaTime.Show(from)}，提出人 {set.EnteredBy}");
        await Tell(set, $"互认规则已生效：{set.Title}，自 {ChinaTime.Show(from)}", "decided", ct);
        await db.SaveChangesAsync(ct);
        kept.Forget();
    }

    public async Task Reject(Guid id, int? seen, string reason, CancellationToken ct = default)
    {
        var set = await Open(id, seen, ct);
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "退回需要写明原因（200 字以内）。");
        set.Reject($"{user.Name}（{user.OrganizationName}）", words, time.Now());
        audit.Record("result.rules-rejected", Subject(set), words);
        await Tell(set, $"互认规则被退回：{set.Title}，{words}", "decided", ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task AddScope(string code, string name, string divisions, string source, CancellationToken ct = default)
    {
        user.Require("维护互认标识范围", Keepers.Split(','));
        var check = new Check("result.scope");
        var (mark, called, origin) = (check.Required("标识", code, 20), check.Required("范围", name, 40), check.Required("依据", source, 120));
        var areas = Divisions(divisions);
        if (!mark.EndsWith("HR", StringComparison.Ordinal)) check.Fault("标识", "以 HR 结尾，前面写明范围（国卫医发〔2022〕6号）");
        if (areas.Length == 0 || areas.Any(IsNoDivision)) check.Fault("地区代码", "请填写行政区划代码的前 2–6 位，多个用逗号隔开");
        if ((await kept.Read(ct)).Scopes.ContainsKey(mark)) check.Fault("标识", "已经有这个标识");
        check.MustPass(warningsConfirmed: true);
        var made = new AddedScope(new MarkScope(mark, called, areas, origin), user.Name, time.Now());
        db.Add(made);
        audit.Record("result.scope-added", new AuditSubject("result-scope", made.Id, mark), $"{called}，{string.Join("、", areas)}");
        await db.SaveChangesAsync(ct);
        kept.Forget();
    }

    internal static string Link(Guid set) => $"/results/rules/{set}";

    private static List<RuleChange> Changes(IReadOnlyList<RecognitionRule> before, IReadOnlyList<RecognitionRule> after)
    {
        var (old, now) = (before.ToDictionary(rule => rule.Subject), after.ToDictionary(rule => rule.Subject));
        return [.. after.Select(rule => new RuleChange(old.GetValueOrDefault(rule.Subject), rule)).Where(change => change.Differences().Any()),
            .. before.Where(rule => !now.ContainsKey(rule.Subject)).Select(rule => new RuleChange(rule, null))];
    }

    /// <summary>The editions of a name that held before one, the newest first.</summary>
    private IQueryable<KeptRuleSet> Before(string name, int edition) =>
        db.Set<KeptRuleSet>().Where(set => set.Name == name && set.Edition < edition && set.State == ReviewState.InForce).OrderByDescending(set => set.Edition);

    private async Task<KeptRuleSet> Open(Guid id, int? seen, CancellationToken ct)
    {
        user.Require("审核互认规则", Keepers.Split(','));
        var set = await db.Set<KeptRuleSet>().FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这套规则");
        set.MustBeAt(seen, set.Title);
        return set.State == ReviewState.Proposed ? set : throw new Refused(RefusalKind.Conflict, "result.rules-decided", $"{set.Title}{set.State.Show()}。", "请刷新页面。");
    }

    private async Task Tell(KeptRuleSet set, string title, string what, CancellationToken ct)
    {
        foreach (var role in Keepers.Split(',')) await notices.Tell(set.OrganizationId, role, title, Link(set.Id), $"result-rules-{what}:{set.Id}", ct);
    }

    private static string[] Divisions(string text) => text.Split([' ', ',', '，', '、', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsNoDivision(string area) => area.Length is < 2 or > 6 || !area.All(char.IsAsciiDigit);

    private static AuditSubject Subject(KeptRuleSet set) => new("result-rules", set.Id, set.Title);
}
