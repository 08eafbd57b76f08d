using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>What a heading announces.</summary>
internal static partial class Headings
{
    /// <summary>"甲方职责", "双方的权利和义务", "乙方应当履行以下义务".</summary>
    public static bool NamesResponsibility(string text) => Responsibility().IsMatch(text);

    public static bool NamesTopic(string text) => text.Length <= 16 && !text.Contains(':');

    /// <summary>"建设目标", "预期成效": what stands below is measured.</summary>
    public static bool NamesGoals(string heading) => Goals().IsMatch(heading);

    public static bool OpensRecitals(string text) => text is "鉴于" or "鉴于:";

    /// <summary>"说明：1.本范本…" behind the signatures: advice on filling in, no clauses.</summary>
    public static bool OpensNotes(string text) => Notes().IsMatch(text);

    /// <summary>Sections that explain words or purposes; they bind nobody unless a sentence says so.</summary>
    public static bool IsDefinition(string heading) => Definition().IsMatch(heading);

    [GeneratedRegex(@"(?:方|单位|医院|机构|中心|主体|各自|共同|双方).{0,6}(?:职责|责任|义务|权利|权力|任务|工作内容|分工)")]
    private static partial Regex Responsibility();

    [GeneratedRegex(@"目标|指标|成效|预期")]
    private static partial Regex Goals();

    [GeneratedRegex("^(?:填写|使用|填表|附注)?(?:说明|备注|注意事项|注):")]
    private static partial Regex Notes();

    [GeneratedRegex(@"定义|释义|术语|依据|背景|前言|宗旨|目的|性质|^总则$|原则")]
    private static partial Regex Definition();
}
