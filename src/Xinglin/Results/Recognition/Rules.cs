using System.Globalization;
using Xinglin.Platform;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>From when a result ages.</summary>
public enum WindowStart { Sampling, Examination, Report }

/// <summary>Whose results stand with whom, by level of the institutions.</summary>
public enum Direction
{
    /// <summary>Whoever made it.</summary>
    Any,

    /// <summary>Only results from the same level or a higher one; within a tight community all.</summary>
    SameOrHigher,

    /// <summary>What a line of <see cref="RecognitionRule.Allowed"/> allows.</summary>
    Table
}

/// <summary>When a quality mark is asked for.</summary>
public enum MarkDemand
{
    Always,

    /// <summary>Within a tight community the agreement is enough, as long as no mark is suspended.</summary>
    OutsideTightCommunities,
    Never
}

/// <summary>What happened to the patient since the sample that may make a result useless.</summary>
public enum InterventionKind { Transfusion, Operation, Drug }

/// <summary>What a result must be to stand. Every rule names where it comes from.</summary>
/// <param name="Subject">An item's code, a panel, or 「检验」 and 「检查」 for what has no rule of its own.</param>
/// <param name="Hours">How long it stands from its starting point.</param>
/// <param name="Without">Must not have happened since.</param>
/// <param name="Drugs">For <see cref="InterventionKind.Drug"/>: parts of names.</param>
/// <param name="Equipment">The least class of equipment: 「16排」, 「1.5T」; null where it does not matter.</param>
public sealed record RecognitionRule(
    string Subject, int Hours, WindowStart Start, Direction Direction, MarkDemand Mark, bool SameMethod, IReadOnlyList<InterventionKind> Without, IReadOnlyList<string> Drugs, string? Equipment, string Source)
{
    /// <summary>The table of directions; only with <see cref="Direction.Table"/>.</summary>
    public IReadOnlyList<LevelAllowance> Allowed { get; init; } = [];

    /// <summary>In words for the page.</summary>
    public string Whose => Direction switch
    {
        Direction.Any => "不限级别",
        Direction.SameOrHigher => "同级或上级出具（紧密型医联体内不限）",
        _ => $"{string.Join("、", Allowed.Select(each => each.Show()))}出具"
    };

    /// <summary>「72 小时」, 「30 天」</summary>
    public string Window => Hours % 24 == 0 && Hours > 72 ? $"{Hours / 24} 天" : $"{Hours} 小时";
}

/// <summary>The rules of an area over a time, with where they stand.</summary>
/// <param name="Divisions">Beginnings of division codes of the institutions that recognise by it; empty for all.</param>
public sealed record RuleSet(string Name, string Source, int Edition, IReadOnlyList<string> Divisions, DateOnly From, DateOnly? Until, IReadOnlyList<RecognitionRule> Rules)
{
    /// <summary>「3709、3712」</summary>
    public string Where => Divisions.Count == 0 ? "不限地区" : string.Join("、", Divisions);

    /// <summary>「自 2026-01-01 起」</summary>
    public string When => $"自 {ChinaTime.Show(From)}{(Until is { } last ? $" 至 {ChinaTime.Show(last)}" : " 起")}";

    public bool HoldsFor(string? division, DateOnly day) =>
        day >= From && (Until is null || day <= Until) && (Divisions.Count == 0 || (division is not null && Divisions.Any(part => division.StartsWith(part, StringComparison.Ordinal))));

    /// <summary>How near the set is to an institution: the longer the part of the code, the nearer.</summary>
    public int Nearness(string? division) => Divisions.Where(part => division?.StartsWith(part, StringComparison.Ordinal) == true).Select(part => part.Length).DefaultIfEmpty(0).Max();
}

/// <summary>All rule sets; answers which rule decides over an item for an institution on a day.</summary>
/// <param name="sets">The newest first.</param>
public sealed class RuleBook(IReadOnlyList<RuleSet> sets)
{
    private const string Custom = "系统自带示例，按常见做法，以省、市公布的互认清单为准";
    private const string Changing = "常见做法：随病情变化快";
    private const string Weeks = "常见做法：7–30 天";
    private const string Months = "常见做法：30–90 天";

    public IReadOnlyList<RuleSet> Sets { get; } = sets;

    /// <summary>
    /// The nearest sets go first, among those that are equally near the item before its panel before its kind, and of two that say it the
    /// newer: what one list says of a panel is not hidden by what another says of everything else. What comes with the program comes last.
    /// </summary>
    public (RecognitionRule Rule, RuleSet Set)? Find(Item item, string? division, DateOnly day)
    {
        foreach (var near in Sets.Where(set => set.HoldsFor(division, day)).GroupBy(set => ReferenceEquals(set, Standard) ? -1 : set.Nearness(division)).OrderByDescending(near => near.Key))
            foreach (var subject in (string[])[item.Code, item.Panel, item.Kind.Show()])
                foreach (var set in near)
                    if (set.Rules.FirstOrDefault(rule => rule.Subject == subject) is { } rule) return (rule, set);
        return null;
    }

    /// <summary>
    /// What holds where nobody has entered rules of his own. There is no national table of windows; where a hospital's published list
    /// gives one it is named, the rest is custom.
    /// </summary>
    public static readonly RuleSet Standard = new("系统自带示例规则", Custom, 1, [], new DateOnly(2022, 3, 1), null,
    [
        Blood("血常规", 72, "常见做法：1–3 天"),
        Lab("尿常规", 72, "常见做法：1–3 天"),
        Lab("电解质", 7 * 24, "公开的医院互认公示（湖北）：7 天", drugs: ["呋塞米", "氯化钾"]),
        Lab("肝功能", 30 * 24, "公开的医院互认公示（湖北）：30 天"),
        Lab("肾功能", 30 * 24, "公开的医院互认公示（湖北）：肝功、血脂、血糖 30 天，肾功比照"),
        Lab("血脂", 30 * 24, "公开的医院互认公示（湖北）：30 天"),
        Lab("血糖", 30 * 24, "公开的医院互认公示（湖北）：30 天"),
        Lab("糖化血红蛋白", 60 * 24, "公开的医院互认公示（湖北）：60 天", sameMethod: true),
        Blood("凝血功能", 7 * 24, "常见做法：3–7 天", drugs: ["华法林", "肝素"]),
        Lab("C反应蛋白", 72, Changing),
        Lab("乙肝两对半", 30 * 24, Weeks),
        Lab("丙肝抗体", 30 * 24, Weeks),
        Lab("HIV筛查", 30 * 24, Weeks),
        Lab("梅毒筛查", 30 * 24, Weeks),
        Lab("肿瘤标志物", 30 * 24, Weeks, sameMethod: true),
        Blood("血型", 72, "《临床输血技术规范》：交叉配血的标本为输血前 3 天之内，输血前仍须复核血型") with { Mark = MarkDemand.Always },
        .. Each(["网织红细胞", "外周血细胞形态"], subject => Blood(subject, 72, "常见做法：1–3 天")),
        .. Each(["尿沉渣", "尿沉渣镜检", "粪便常规", "粪便隐血"], subject => Lab(subject, 72, "常见做法：1–3 天")),
        .. Each(["D-二聚体", "纤维蛋白(原)降解产物"], subject => Blood(subject, 72, "常见做法：3–7 天", drugs: ["华法林", "肝素"])),
        .. Each(["血气分析", "乳酸"], subject => Lab(subject, 6, Changing)),
        .. Each(["心肌损伤标志物", "血氨"], subject => Lab(subject, 24, Changing)),
        Lab("治疗药物监测", 24, "常见做法：随用药变化", sameMethod: true),
        .. Each(["心肌酶谱", "利钠肽", "淀粉酶和脂肪酶", "超敏C反应蛋白", "血清淀粉样蛋白A", "降钙素原", "白细胞介素6"], subject => Lab(subject, 72, Changing)),
        .. Each(["肝功能补充项目", "肾功能补充项目", "非高密度脂蛋白胆固醇", "口服葡萄糖耐量试验"], subject => Lab(subject, 30 * 24, "常见做法：7–30 天，比照肝功、血脂、血糖")),
        .. Each(["甲状腺功能", "甲状腺抗体", "叶酸和维生素B12", "25-羟维生素D", "铁代谢"], subject => Lab(subject, 30 * 24, Weeks, sameMethod: true)),
        .. Each(["免疫球蛋白和补体", "总IgE", "过敏原筛查", "类风湿三项", "抗核抗体谱", "抗中性粒细胞胞浆抗体", "自身免疫性肝病抗体", "抗磷脂抗体"], subject => Lab(subject, 30 * 24, Weeks)),
        .. Each(["乙肝两对半定量", "其他病毒性肝炎", "梅毒非特异性抗体", "优生检测(TORCH)", "幽门螺杆菌抗体", "乙肝病毒核酸", "丙肝病毒核酸", "HIV核酸"], subject => Lab(subject, 30 * 24, Weeks)),
        .. Each(["呼吸道病原体抗原", "呼吸道病原体核酸", "新型冠状病毒核酸", "肠道病原体抗原"], subject => Lab(subject, 72, Changing)),
        .. Each(["尿培养", "血培养", "痰培养", "便培养", "咽拭子培养", "分泌物培养", "脑脊液培养", "胸腹水培养", "肺泡灌洗液培养", "生殖道培养", "真菌培养", "淋球菌培养", "涂片革兰染色", "涂片真菌镜检"], subject => Lab(subject, 72, "常见做法：3 天")),
        .. Each(["染色体核型分析", "药物基因检测"], subject => Lab(subject, 365 * 24, "常见做法：遗传信息不随病情改变") with { Without = [] }),
        .. Each(["宫颈细胞学", "人乳头瘤病毒分型"], subject => Lab(subject, 90 * 24, "常见做法：90 天")),
        Examination("心电图", 7 * 24, "常见做法：当日至 7 天，症状变化即失效"),
        Examination("动态心电图", 30 * 24, "常见做法：30 天"),
        Examination("DR", 30 * 24, "常见做法：14–90 天"),
        Examination("CT", 60 * 24, Months, "16排"),
        Examination("MRI", 60 * 24, Months, "1.0T"),
        Examination("超声", 30 * 24, "常见做法：14–90 天"),
        Examination("CT增强", 60 * 24, Months, "16排"),
        Examination("CT血管成像", 60 * 24, Months, "64排"),
        .. Each(["MRI增强", "MR血管成像"], subject => Examination(subject, 60 * 24, Months, "1.0T")),
        .. Each(["核医学", "消化内镜", "支气管镜", "乳腺X线", "骨密度"], subject => Examination(subject, 60 * 24, Months)),
        .. Each(["X线造影", "动态血压", "脑电图", "肌电图", "肺功能"], subject => Examination(subject, 30 * 24, "常见做法：30 天")),
        .. Each(["组织病理", "免疫组织化学", "分子病理"], Pathology),
        Lab("检验", 7 * 24, Custom),
        Examination("检查", 14 * 24, Custom)
    ]);

    private static IEnumerable<RecognitionRule> Each(string[] subjects, Func<string, RecognitionRule> rule) => subjects.Select(rule);

    private static RecognitionRule Pathology(string subject) =>
        new(subject, 365 * 24, WindowStart.Report, Direction.SameOrHigher, MarkDemand.OutsideTightCommunities, false, [InterventionKind.Operation], [], null, Custom);

    private static RecognitionRule Lab(string subject, int hours, string source, bool sameMethod = false, string[]? drugs = null) =>
        new(subject, hours, WindowStart.Sampling, Direction.Any, MarkDemand.OutsideTightCommunities, sameMethod, [InterventionKind.Operation, .. drugs is null ? Array.Empty<InterventionKind>() : [InterventionKind.Drug]], drugs ?? [], null, source);

    private static RecognitionRule Blood(string subject, int hours, string source, string[]? drugs = null) =>
        Lab(subject, hours, source, drugs: drugs) with { Without = [InterventionKind.Transfusion, InterventionKind.Operation, .. drugs is null ? Array.Empty<InterventionKind>() : [InterventionKind.Drug]] };

    private static RecognitionRule Examination(string subject, int hours, string source, string? equipment = null) =>
        new(subject, hours, WindowStart.Examination, Direction.SameOrHigher, MarkDemand.OutsideTightCommunities, false, [InterventionKind.Operation], [], equipment, source);
}

public static class RuleWords
{
    public static string Show(this WindowStart start) => start switch
    {
        WindowStart.Sampling => "采样时间",
        WindowStart.Examination => "检查时间",
        _ => "报告时间"
    };

    public static string Show(this MarkDemand demand) => demand switch
    {
        MarkDemand.Always => "须有互认标识",
        MarkDemand.OutsideTightCommunities => "须有互认标识（紧密型医联体内有协议即可）",
        _ => "不要求标识"
    };

    public static string Show(this InterventionKind kind) => kind switch
    {
        InterventionKind.Transfusion => "输血",
        InterventionKind.Operation => "手术",
        _ => "用药"
    };

    /// <summary>「64排」 into 64 and 排; null where it does not begin with a number.</summary>
    public static (decimal Size, string Unit)? Equipment(string? text)
    {
        var plain = text?.Trim() ?? "";
        var end = 0;
        while (end < plain.Length && (char.IsAsciiDigit(plain[end]) || plain[end] == '.')) end++;
        return decimal.TryParse(plain[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) ? (size, plain[end..].Trim().ToUpperInvariant()) : null;
    }
}
