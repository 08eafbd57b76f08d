using System.Globalization;
using Xinglin.Platform.Identifiers;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>A row of a rule table as it would be taken.</summary>
public sealed record RuleRowPreview(int Line, RecognitionRule Rule, IReadOnlyList<string> Faults);

/// <summary>A rule as a table holds it. The file that is downloaded can be changed and handed in again.</summary>
internal static class RuleRow
{
    private const char Between = '|';
    private const string AnyLevel = "不限", SameOrHigher = "同级或上级";

    // Of two words with one meaning the first is written.
    private static readonly (string Word, WindowStart Value)[] Starts = [("采样时间", WindowStart.Sampling), ("检查时间", WindowStart.Examination), ("报告时间", WindowStart.Report)];
    private static readonly (string Word, MarkDemand Value)[] Marks = [("紧密型外要求", MarkDemand.OutsideTightCommunities), ("", MarkDemand.OutsideTightCommunities), ("一律要求", MarkDemand.Always), ("不要求", MarkDemand.Never)];
    private static readonly (string Word, InterventionKind Value)[] Interventions = [("输血", InterventionKind.Transfusion), ("手术", InterventionKind.Operation), ("用药", InterventionKind.Drug)];
    private static readonly (string Word, bool Value)[] YesOrNo = [("否", false), ("", false), ("是", true)];

    public static readonly IReadOnlyList<(string Heading, bool Required, string Example)> Columns =
    [
        ("项目", true, "血常规"), ("有效小时", true, "72"), ("起算", true, "采样时间"), ("方向", false, AnyLevel), ("标识", false, "紧密型外要求"), ("同方法", false, "否"),
        ("此后不得有", false, "输血|手术|用药"), ("药物", false, "华法林"), ("设备不低于", false, "16排"), ("依据", true, "省互认清单 2026")
    ];

    public static RecognitionRule Read(Func<string, string> cell, ItemSet items, Check check)
    {
        var subject = check.Required("项目", cell("项目"), 40);
        if (subject.Length > 0 && subject is not ("检验" or "检查") && !items.Panels.Contains(subject) && items.Find(subject) is null) check.Fault("项目", $"目录中没有“{subject}”");
        if (!int.TryParse(cell("有效小时"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours is < 1 or > 24 * 366) check.Fault("有效小时", "应是 1 到 8784 的整数");
        var (direction, allowed) = Directions(cell("方向"), check);
        var equipment = check.Optional("设备不低于", cell("设备不低于"), 20);
        if (equipment is not null && RuleWords.Equipment(equipment) is null) check.Fault("设备不低于", "应以数字开头，如 16排、1.5T");
        return new RecognitionRule(subject, hours, Choose("起算", cell("起算"), check, Starts), direction, Choose("标识", cell("标识"), check, Marks), Choose("同方法", cell("同方法"), check, YesOrNo),
            [.. Parts(cell("此后不得有")).Select(word => Choose("此后不得有", word, check, Interventions))], Parts(cell("药物")), equipment, check.Required("依据", cell("依据"), 120))
        { Allowed = allowed };
    }

    public static string[] Write(RecognitionRule rule) =>
    [
        rule.Subject, rule.Hours.ToString(CultureInfo.InvariantCulture), Word(rule.Start, Starts),
        rule.Direction switch { Direction.Any => AnyLevel, Direction.SameOrHigher => SameOrHigher, _ => string.Join(Between, rule.Allowed.Select(each => each.Show())) },
        Word(rule.Mark, Marks), Word(rule.SameMethod, YesOrNo), string.Join(Between, rule.Without.Select(kind => Word(kind, Interventions))), string.Join(Between, rule.Drugs), rule.Equipment ?? "", rule.Source
    ];

    /// <summary>「不限」, 「同级或上级」, or a table: 「同级|上级|下级（同一医联体）」, 「三级→二级|二级→三级（同质控地区）」.</summary>
    private static (Direction, IReadOnlyList<LevelAllowance>) Directions(string text, Check check)
    {
        if (text is "" or AnyLevel) return (Direction.Any, []);
        if (text == SameOrHigher) return (Direction.SameOrHigher, []);
        var allowed = new List<LevelAllowance>();
        foreach (var word in Parts(text))
            if (LevelAllowance.Parse(word) is { } line) allowed.Add(line);
            else check.Fault("方向", $"不能是“{word}”，可填：不限、同级或上级，或用“|”分开的同级互认、下级认上级、上级认下级（或同级、上级、下级）、二级→三级，后面可加（同一医联体）、（紧密型医联体）、（同质控地区）");
        if (allowed.Count == 0 && text.All(sign => sign == Between || char.IsWhiteSpace(sign))) check.Fault("方向", "表中没有一行，这样谁的结果都不互认；不限时请填“不限”或留空");
        return (Direction.Table, allowed);
    }

    private static string[] Parts(string text) => text.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T Choose<T>(string field, string text, Check check, (string Word, T Value)[] choices)
    {
        foreach (var (word, value) in choices)
            if (word == text) return value;
        check.Fault(field, $"不能是“{text}”，可填：{string.Join("、", choices.Select(choice => choice.Word).Where(word => word.Length > 0))}");
        return choices[0].Value;
    }

    private static string Word<T>(T value, (string Word, T Value)[] choices) => choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word;
}
