using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>How strong, how many, how often, how soon: the measurable and the unmeasurable words of a duty.</summary>
internal static partial class Particulars
{
    /// <summary>The weakest of shall, actively, may, progressive, conditional that the text uses.</summary>
    public static string Modality(string text)
    {
        if (Conditional().IsMatch(text)) return "conditional";
        if (Progressive().IsMatch(text)) return "progressive";
        if (May().IsMatch(text)) return "may";
        return Actively().IsMatch(text) ? "actively" : "shall";
    }

    /// <summary>The first counted amount; dates, clocks, percentages of targets and copies are none.</summary>
    public static Amount? Quantity(string text)
    {
        foreach (Match match in Counted().Matches(text))
        {
            if (ChineseNumber.Parse(match.Groups["n"].ValueSpan) is not { } value || value == 0) continue;
            // "二次培训" is a further one; what is counted is "两次".
            if (match.Groups["unit"].Value is "次" && match.Groups["n"].Value is "二") continue;
            // "向六家中心各派2名": the six are who receives.
            if (match.Groups["unit"].Value is "家" && match.Index > 0 && text[match.Index - 1] is '向' or '对' or '到' or '为' or '在') continue;
            return new(value, match.Groups["unit"].Value);
        }
        return null;
    }

    public static Schedule? Schedule(string text)
    {
        string? every = null, by = null;
        foreach (Match match in Every().Matches(text))
        {
            every = Period(match);
            if (every is not null) break;
        }
        if (Halves().IsMatch(text)) every = "half-year";
        else if (By().Match(text) is { Success: true } deadline)
        {
            var month = ChineseNumber.ParseInt(deadline.Groups["m"].ValueSpan);
            by = deadline.Groups["d"].Success ? MonthDay(month, ChineseNumber.ParseInt(deadline.Groups["d"].ValueSpan)) : MonthEnd(month);
            if (by is not null) every ??= "year";
        }
        else if (YearEnd().IsMatch(text)) (by, every) = ("12-31", every ?? "year");
        else if (DayOfMonth().Match(text) is { Success: true } day && ChineseNumber.ParseInt(day.Groups["d"].ValueSpan) is >= 1 and <= 31 and var number) (by, every) = ($"{number}", every ?? "month");
        var within = Within(text);
        return every is null && by is null && within is null ? null : new(every, by, within);
    }

    /// <summary>Words that promise without a number.</summary>
    public static IReadOnlyList<string> Vague(string text) => [.. VagueWords().Matches(text)
        .Where(match => !Measured(text, match))
        .Select(match => match.Value)
        .Distinct()];

    private static bool Measured(string text, Match word) =>
        word.Value is "定期" && Every().IsMatch(text.Substring(word.Index, Math.Min(12, text.Length - word.Index)));

    private static string? Period(Match match)
    {
        var number = match.Groups["n"].Success ? ChineseNumber.ParseInt(match.Groups["n"].ValueSpan) ?? 1 : 1;
        return (match.Groups["p"].Value, number) switch
        {
            ("日" or "天" or "个工作日" or "工作日", 1) => "day",
            ("周" or "星期" or "个星期", 1) => "week",
            ("月" or "个月" or "月度", 1) => "month",
            ("月" or "个月", 3) => "quarter",
            ("月" or "个月", 6) => "half-year",
            ("月" or "个月", 12) => "year",
            ("季度" or "季" or "个季度", 1) => "quarter",
            ("半年" or "半年度", _) => "half-year",
            ("年" or "年度", 1) => "year",
            _ => null,
        };
    }

    private static Amount? Within(string text)
    {
        // "预计120分钟内不能到达的，应在30分钟内…": the first is what happens, the second is what is owed.
        var match = InTime().Matches(text).FirstOrDefault(found => !Fails().IsMatch(text.AsSpan(found.Index + found.Length))) ?? Match.Empty;
        if (!match.Success || ChineseNumber.Parse(match.Groups["n"].ValueSpan) is not { } value) return null;
        return match.Groups["unit"].Value switch
        {
            "小时" or "个小时" or "h" or "H" => new(value, "hour"),
            "分钟" => new(value, "minute"),
            "月" or "个月" => new(value, "month"),
            "周" => new(value * 7, "day"),
            _ => new(value, "day"),
        };
    }

    private static string? MonthEnd(int? month) => month is >= 1 and <= 12 ? $"{month:D2}-{DateTime.DaysInMonth(2001, month.Value):D2}" : null;

    private static string? MonthDay(int? month, int? day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month.Value) ? $"{month:D2}-{day:D2}" : null;

    private const string N = ChineseNumber.Pattern;

    [GeneratedRegex("条件(?:允许|许可|成熟|具备)|(?<!不)具备.{0,6}条件|有条件(?:的|时)|视.{0,6}情况|视情(?!况)")]
    private static partial Regex Conditional();

    [GeneratedRegex("逐步|分步|探索|逐渐|分阶段|分期分批|循序渐进")]
    private static partial Regex Progressive();

    [GeneratedRegex("(?<!所)有权|有.{0,6}的自由|(?<!患者|病人|孕妇|产妇|本人|居民|老人|家属)自愿|(?<![认许不尽]|(?:后|同意|批准|合格|备案|通过|审核|许可|签字|登记),?方)可(?!靠|持续|行|能|及|追|控|比|见|谓|视|贵|疑|用性|及性|操作|复制|推广)")]
    private static partial Regex May();

    [GeneratedRegex("积极|大力|努力|配合|尽力|尽量|尽可能|力争|力求|争取|(?<!为|为了)鼓励")]
    private static partial Regex Actively();

    [GeneratedRegex("(?<![第\\d.零一二三四五六七八九十百-])(?<!提前|提前至少|最后|末)(?<n>" + N + ")(?:[-~至到]" + N + ")?多?(?<unit>人次|人(?!民|员|以上职称)|名(?!老中|单|称|中医|录|义|誉)|个月(?!内|之内|以?前|书面|通知)|次(?!年|月|日|均)|例|张|台|项(?!目|[^,。;]{0,10}制度)|期|天(?!内|之内|以?前)|学时|学分|课时|万元|元|场|间|辆|床|平方米|家(?=基层|成员|机构|医疗|单位|卫生|社区|乡镇|村|以上|[,。;])|批(?!准|件)|节|套|支(?!付|援|持)|篇|门(?!诊)|部(?!门|分)|人份|(?<=(?:不少于|至少|不低于)[\\d一二三四五六七八九十百]{1,5})份|个(?![^,。;]{0,4}组)(?![^,。;]{0,4}中心(?:出具|的|由))(?![^,。;]{1,8}由)(?!工作日|小时|月|人|别|性|自然|成员|单位|病区|方面|中心|重点|百分|科))")]
    private static partial Regex Counted();

    [GeneratedRegex("每(?:满|隔)?(?<n>[两二三四六\\d]{1,2})?(?<p>个工作日|工作日|个星期|星期|半年度?|个季度|季度|季|个月|月|年度?|周|日|天)|(?<p>半年|年|季度|月|周|日)(?=(?:至少|不少于)?一次)|全(?<p>年)(?=.{0,6}(?:不少于|不低于|至少|累计|完成|达到|\\d))|按(?<p>季度|季|月|年度?|半年|周|日)(?!龄|限|平|份)|逐(?<p>月|日|年)(?=上报|报|统计|通报)|(?<p>月度|季度)(?=例会|会议|通报|报告|报表|考核)")]
    private static partial Regex Every();

    [GeneratedRegex("(?:每年|次年|于|年度|翌年|当年|下一?年)度?(?:的)?(?<m>\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?:(?<d>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?:之?前|以前|内)|(?:底|末)(?:之?前|以前)?)")]
    private static partial Regex By();

    // The last days of both halves of the year: the half-year's own ends.
    [GeneratedRegex("每年的?(?:6|六)月(?:30日|三十日|底)(?:之?前)?[和及、与](?:每年)?(?:12|十二)月(?:31日|三十一日|底)(?:之?前)?")]
    private static partial Regex Halves();

    [GeneratedRegex("(?:每年|年度).{0,3}(?:年底|年末|年终)(?:前|之前)?|每年底前?")]
    private static partial Regex YearEnd();

    // "每季度首月10日前": the day of the month is said, whichever month it is.
    [GeneratedRegex("每(?:个)?(?:月|季度?的?(?:首月|末月|次月|第[一二三]个月|下月)|(?:月|季度?)后?次月)(?:的)?(?<d>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?:之?前|以前|内)")]
    private static partial Regex DayOfMonth();

    [GeneratedRegex("(?<![\\d.零一二三四五六七八九十])(?<n>" + N + ")(?<unit>个?小时|h|H|分钟|个?工作日|日|天|个?月|周)(?:之|以)?内")]
    private static partial Regex InTime();

    [GeneratedRegex("^[^,。;]{0,4}(?:不能|未能?|无法|仍未|没有)")]
    private static partial Regex Fails();

    [GeneratedRegex("不定期|(?<![稳规约特固限指法确])定期(?!限)|及时(?!率|性)|适时|优先(?!级|权)|(?<!统|不)一定(?=的|程度|比例|优惠|数量|期|支持|补|范围)|长期(?!处方|医嘱|护理|照护|住院|医保)|尽快|适当|经常(?!性)|若干|(?<!可以?)随时|适量|尽早|酌情")]
    private static partial Regex VagueWords();
}
