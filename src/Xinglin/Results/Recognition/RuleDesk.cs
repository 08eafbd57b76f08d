using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>A rule set that this installation entered. It never changes; a better one is the next edition.</summary>
public sealed class KeptRuleSet : Aggregate
{
    private KeptRuleSet() { }

    internal KeptRuleSet(RuleSet content, string by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (Name, Edition, Content, EnteredBy, EnteredAt) = (content.Name, content.Edition, content, by, at);
    }

    public string Name { get; private init; } = "";
    public int Edition { get; private init; }
    public RuleSet Content { get; private set; } = null!;
    public string EnteredBy { get; private init; } = "";
    public DateTimeOffset EnteredAt { get; private init; }

    internal void EndOn(DateOnly last) => Content = Content with { Until = last };
}

internal sealed class KeptRuleSetMap : IEntityTypeConfiguration<KeptRuleSet>
{
    public void Configure(EntityTypeBuilder<KeptRuleSet> map)
    {
        map.ToTable("result_rule_set");
        map.Property(set => set.Name).HasMaxLength(80);
        map.Property(set => set.Content).AsJson();
        map.Property(set => set.EnteredBy).HasMaxLength(80);
        map.HasIndex(set => new { set.Name, set.Edition }).IsUnique();
    }
}

/// <summary>A row of a rule table as it would be taken.</summary>
public sealed record RuleRowPreview(int Line, RecognitionRule Rule, IReadOnlyList<string> Faults);

/// <summary>Rules and scopes as data: what an area has published is entered as a table with its source and dates.</summary>
public sealed class RuleDesk(XinglinDb db, ItemDictionary dictionary, KeptRules kept, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.ConsortiumOffice},{Role.MedicalAffairs}";

    internal static readonly IReadOnlyList<(string Heading, bool Required, string Example)> Sheet =
    [
        ("项目", true, "血常规"), ("有效小时", true, "72"), ("起算", true, "采样时间"), ("方向", false, "不限"), ("标识", false, "紧密型外要求"), ("同方法", false, "否"),
        ("此后不得有", false, "输血|手术|用药"), ("药物", false, "华法林"), ("设备不低于", false, "16排"), ("依据", true, "省互认清单 2026")
    ];

    /// <summary>Reads and judges a table; nothing is kept.</summary>
    public async Task<IReadOnlyList<RuleRowPreview>> Preview(Stream file, string fileName, CancellationToken ct = default)
    {
        var items = await dictionary.Items(ct);
        var table = Table.Read(file, fileName);
        var places = Columns.Places(table, Sheet);
        var seen = new Dictionary<string, int>();
        return [.. table.Rows.Select(row =>
        {
            var check = new Check("result.rule");
            var rule = Read(heading => Columns.Cell(row, places, heading), items, check);
            List<string> faults = [.. row.Faults, .. check.Errors.Select(error => error.ToString())];
            if (!seen.TryAdd(rule.Subject, row.Line)) faults.Add($"项目与第{seen[rule.Subject]}行重复");
            return new RuleRowPreview(row.Line, rule, faults);
        })];
    }

    /// <summary>Keeps a table as the next edition of a set; the edition before ends the day before.</summary>
    /// <param name="divisions">Beginnings of division codes, with spaces or commas between; empty for everywhere.</param>
    public async Task<KeptRuleSet> Import(string name, string source, string divisions, DateOnly from, DateOnly? until, Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("维护互认规则", Keepers.Split(','));
        var check = new Check("result.rule");
        var (called, origin) = (check.Required("名称", name, 80), check.Required("发布单位与文号", source, 200));
        var areas = divisions.Split([' ', ',', '，', '、', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (areas.Any(area => area.Length is < 2 or > 6 || !area.All(char.IsAsciiDigit))) check.Fault("适用地区", "请填写行政区划代码的前 2–6 位，多个用逗号隔开");
        if (until < from) check.Fault("截止日期", "不能早于开始日期");
        var rows = await Preview(file, fileName, ct);
        foreach (var row in rows.Where(row => row.Faults.Count > 0).Take(10)) check.Fault($"第{row.Line}行", string.Join("，", row.Faults));
        check.MustPass(warningsConfirmed: true);
        var editions = await db.Set<KeptRuleSet>().Where(set => set.Name == called).ToListAsync(ct);
        foreach (var before in editions.Where(set => (set.Content.Until is null || set.Content.Until >= from) && set.Content.From < from)) before.EndOn(from.AddDays(-1));
        var made = new KeptRuleSet(new RuleSet(called, origin, editions.Select(set => set.Edition).DefaultIfEmpty(0).Max() + 1, areas, from, until, [.. rows.Select(row => row.Rule)]), user.Name, time.Now());
        db.Add(made);
        audit.Record("result.rules-entered", new AuditSubject("result-rules", made.Id, called), $"第 {made.Edition} 版，{rows.Count} 条，自 {ChinaTime.Show(from)}，{origin}");
        await db.SaveChangesAsync(ct);
        kept.Forget();
        return made;
    }

    public async Task AddScope(string code, string name, string divisions, string source, CancellationToken ct = default)
    {
        user.Require("维护互认标识范围", Keepers.Split(','));
        var check = new Check("result.scope");
        var (mark, called, origin) = (check.Required("标识", code, 20), check.Required("范围", name, 40), check.Required("依据", source, 120));
        var areas = divisions.Split([' ', ',', '，', '、', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!mark.EndsWith("HR", StringComparison.Ordinal)) check.Fault("标识", "以 HR 结尾，前面写明范围（国卫医发〔2022〕6号）");
        if (areas.Length == 0 || areas.Any(area => area.Length is < 2 or > 6 || !area.All(char.IsAsciiDigit))) check.Fault("地区代码", "请填写行政区划代码的前 2–6 位，多个用逗号隔开");
        if ((await kept.Read(ct)).Scopes.ContainsKey(mark)) check.Fault("标识", "已经有这个标识");
        check.MustPass(warningsConfirmed: true);
        var made = new AddedScope(new MarkScope(mark, called, areas, origin), user.Name, time.Now());
        db.Add(made);
        audit.Record("result.scope-added", new AuditSubject("result-scope", made.Id, mark), $"{called}，{string.Join("、", areas)}");
        await db.SaveChangesAsync(ct);
        kept.Forget();
    }

    internal static RecognitionRule Read(Func<string, string> cell, ItemSet items, Check check)
    {
        var subject = check.Required("项目", cell("项目"), 40);
        if (subject.Length > 0 && subject is not ("检验" or "检查") && !items.Panels.Contains(subject) && items.Find(subject) is null) check.Fault("项目", $"目录中没有“{subject}”");
        if (!int.TryParse(cell("有效小时"), out var hours) || hours is < 1 or > 24 * 366) check.Fault("有效小时", "应是 1 到 8784 的整数");
        var start = Choose("起算", cell("起算"), check, ("采样时间", WindowStart.Sampling), ("检查时间", WindowStart.Examination), ("报告时间", WindowStart.Report));
        var (direction, allowed) = Directions(cell("方向"), check);
        var mark = Choose("标识", cell("标识"), check, ("", MarkDemand.OutsideTightCommunities), ("紧密型外要求", MarkDemand.OutsideTightCommunities), ("一律要求", MarkDemand.Always), ("不要求", MarkDemand.Never));
        var without = cell("此后不得有").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Choose("此后不得有", word, check, ("输血", InterventionKind.Transfusion), ("手术", InterventionKind.Operation), ("用药", InterventionKind.Drug))).ToList();
        var equipment = check.Optional("设备不低于", cell("设备不低于"), 20);
        if (equipment is not null && RuleWords.Equipment(equipment) is null) check.Fault("设备不低于", "应以数字开头，如 16排、1.5T");
        return new RecognitionRule(subject, hours, start, direction, mark, Choose("同方法", cell("同方法"), check, ("", false), ("否", false), ("是", true)), without,
            cell("药物").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), equipment, check.Required("依据", cell("依据"), 120))
        { Allowed = allowed };
    }

    /// <summary>「不限」, 「同级或上级」, or a table: 「同级|上级|下级（同一医联体）」, 「三级→二级|二级→三级（同质控地区）」.</summary>
    private static (Direction, IReadOnlyList<LevelAllowance>) Directions(string text, Check check)
    {
        if (text is "" or "不限") return (Direction.Any, []);
        if (text == "同级或上级") return (Direction.SameOrHigher, []);
        var allowed = new List<LevelAllowance>();
        foreach (var word in text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (LevelAllowance.Parse(word) is { } line) allowed.Add(line);
            else check.Fault("方向", $"不能是“{word}”，可填：不限、同级或上级，或用“|”分开的同级互认、下级认上级、上级认下级（或同级、上级、下级）、二级→三级，后面可加（同一医联体）、（紧密型医联体）、（同质控地区）");
        if (allowed.Count == 0 && text.All(sign => sign == '|' || char.IsWhiteSpace(sign))) check.Fault("方向", "表中没有一行，这样谁的结果都不互认；不限时请填“不限”或留空");
        return (Direction.Table, allowed);
    }

    private static T Choose<T>(string field, string text, Check check, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        foreach (var (word, value) in choices)
            if (word == text) return value;
        var words = new List<string>();
        foreach (var (word, _) in choices)
            if (word.Length > 0) words.Add(word);
        check.Fault(field, $"不能是“{text}”，可填：{string.Join("、", words)}");
        return choices[0].Value;
    }
}
