using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>The things a duty lists by name. "如" and "等" leave a list open; it must never be taken as complete.</summary>
internal static partial class ItemLists
{
    private const int LongestItem = 20;

    public static (IReadOnlyList<string> Items, bool Open) Of(string text)
    {
        foreach (Match match in Lists().Matches(text))
        {
            var intro = match.Groups["intro"].Value;
            var list = match.Groups["list"].Value;
            var open = Open().IsMatch(list) || intro.Contains('如');
            list = Open().Replace(list, "");
            list = Tail().Replace(list, "");
            var items = list.Split('、').SelectMany(part => Splits(part)).Select(item => item.Trim('"', ' ', ':', ',')).Where(item => item.Length > 0).ToList();
            if (items.Count < 2 || items.Any(item => item.Length > LongestItem)) continue;
            return (items, open);
        }
        return ([], false);
    }

    // The last two of a list are joined by 和 or 及 as often as by 、.
    private static IEnumerable<string> Splits(string part)
    {
        var match = LastJoin().Match(part);
        return match.Success ? [match.Groups[1].Value, match.Groups[2].Value] : [part];
    }

    [GeneratedRegex(@"(?<=\()(?<intro>如下?|例如|包括但不限于|包括|含|主要为|即)[:,]?(?<list>[^()。;]{2,200})(?=\))|(?<=\()(?<intro>)(?<list>[^()。;,]{1,20}(?:、[^()。;,、]{1,20})+)(?=\))|(?<intro>包括但不限于|包括|例如|主要有|项目有|项目为|品种有|范围为|内容为|项目如下|分别为|分别是)[:]?(?<list>[^,。;()]{3,200})|(?<=(?:下列|以下|如下)[^,。;:()]{0,8})(?<intro>:)(?<list>[^,。;()]{1,20}(?:、[^,。;()、]{1,20})+)|(?<=互认|认可|承认)(?<intro>)(?!项目|结果|范围|内容|的)(?<list>[^,。;()、]{1,14}(?:、[^,。;()、等]{1,14})+等[^,。;()、]{0,10})|(?<=[,;剂品目种])(?<intro>如)(?![果遇有需因对无不期])(?<list>[^,。;()]{1,20}(?:、[^,。;()、]{1,20})+)|(?<=[项目种科名称围容])(?<intro>为|有|如)[:]?(?<list>[^,。;()]{1,20}(?:、[^,。;()、]{1,20})+)")]
    private static partial Regex Lists();

    [GeneratedRegex(@"等(?:等|内容|项目|科室|专业|方面|专科|检查|服务|病种|活动|工作|资源|机构|设备|材料|[\u4e00-\u9fff]{0,6})?$")]
    private static partial Regex Open();

    [GeneratedRegex(@"[零一二三四五六七八九十两\d]{1,2}(?:项|个|种|类|科)(?:[\u4e00-\u9fff]{0,6})$")]
    private static partial Regex Tail();

    [GeneratedRegex(@"^([\u4e00-\u9fffA-Za-z0-9]{2,14})(?:以及|和|及|与)([\u4e00-\u9fffA-Za-z0-9]{2,14})$")]
    private static partial Regex LastJoin();
}
