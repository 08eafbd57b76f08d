using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>The names of organisations behind a party's label.</summary>
internal static partial class PartyNames
{
    private const int Longest = 60;

    /// <summary>
    /// One name, or several when the text lists them ("1.甲院 2.乙院", "甲院、乙院"). What follows the last one (addresses, the preamble) is left out.
    /// </summary>
    public static List<string> Of(Passage raw)
    {
        var names = new List<string>();
        foreach (var piece in Pieces(raw))
        {
            if (Clean(piece) is not { } name || IsPlaceholder(name) || !IsOrganisation(name) || (names.Count > 0 && !EndsAsOne(name))) break;
            names.Add(name);
        }
        return names;
    }

    public static string? Clean(string raw)
    {
        var name = Remark().Replace(raw, "");
        name = ListNumber().Replace(name, "");
        name = FieldAfter().Replace(name, "");
        name = PreambleAfter().Replace(name, "").Trim(' ', ':', ',', '、', ';', '。', '"', '-', '*');
        return name.Length == 0 ? "_" : name.Length > Longest ? null : name;
    }

    /// <summary>What the text will call the party: 以下简称“总院”.</summary>
    public static string? Alias(string raw) => ShortName().Match(raw) is { Success: true } match && match.Groups["alias"].Value is var alias && !Letter().IsMatch(alias) ? alias : null;

    public static bool IsPlaceholder(string name) => Placeholder().IsMatch(name);

    public static bool IsOrganisation(string name) => Organisation().IsMatch(name) && !Sentence().IsMatch(name);

    public static bool EndsAsOne(string name) => name.Length >= 3 && IsEnd(name[^1]) && !name.Contains(':');

    private static bool IsEnd(char c) => c is '院' or '心' or '站' or '所' or '局' or '会' or '司' or '部' or '团' or '室' or '区' or '府' or '校' or '厅' or '店' or '学' or ')';

    private static IEnumerable<string> Pieces(Passage raw)
    {
        var text = raw.Text;
        var spaced = raw.IsSpaced(0, text.Length);
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // "(1)甲院 (2)乙院"
            if (depth == 0 && i > start && IsEnd(text[i - 1]) && Listed().IsMatch(text.AsSpan(i)))
            {
                yield return text[start..i];
                start = i;
            }
            if (text[i] is '(') depth++;
            else if (text[i] is ')' && depth > 0) depth--;
            if (depth > 0 || i == start) continue;
            var afterName = IsEnd(text[i - 1]);
            var separator = text[i] is '、' or ',' or ';' || (afterName && text[i] is '和' or '及' && !raw.BlankBefore(i));
            var blank = afterName && !spaced && raw.BlankBefore(i);
            if (!(afterName && (separator || blank || (char.IsAsciiDigit(text[i]) && i + 1 < text.Length && text[i + 1] is '.' or '、' or ')')))) continue;
            yield return text[start..i];
            start = separator ? i + 1 : i;
        }
        if (start < text.Length) yield return text[start..];
    }

    [GeneratedRegex(@"^(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳]|\([一二三四五六七八九十]{1,3}\))")]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"^(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|[①-⑳])[\u4e00-\u9fff]{3}")]
    private static partial Regex Listed();

    // "…人民医院为提高…": the preamble runs on behind the name.
    [GeneratedRegex("(?<=[院心站所局会司部府校])(?:为(?!民)|根据|依据|按照|遵照|参照|鉴于|经.{0,4}协商|双方|甲乙|各方|以上|本着).*$")]
    private static partial Regex PreambleAfter();

    [GeneratedRegex(@"(?:以?下?统?简称|以下称|下称)(?:为)?[:""]*(?<alias>[\u4e00-\u9fff]{2,10})")]
    private static partial Regex ShortName();

    [GeneratedRegex("^[甲乙丙丁戊己庚辛壬癸]方$|^双方|^各方")]
    private static partial Regex Letter();

    [GeneratedRegex(@"\((?:以?下?统?简?称|盖章|公章|签章|签字|甲方|乙方|丙方|全称|单位名称|章)[^()]*\)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"(?:\(?(?:盖章|公章|签章)\)?|法定代表人|法人代表|负责人|统一社会信用|地址|住所|联系人|联系电话|电话|邮编|执业许可).*$")]
    private static partial Regex FieldAfter();

    [GeneratedRegex(@"X{2,}|_{1,}|\.{3,}|…|^\[.*\]$|\[\s*\]|\[[^\]]{0,20}(?:名称|填写|单位|医院|机构)[^\]]{0,10}\]|^某|某某|某(?:市|县|区|医院)|^\(?(?:单位|医院|机构)?(?:全称|名称)\)?$|^[ABCDE](?:医院|单位|机构|方)$|^\*+|\*{2,}|○{2,}|OO")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"医院|卫生院|卫生室|卫生服务|中心|诊所|门诊部|保健院|保健所|防治|疾控|委员会|健康局|卫生局|卫健|卫计|集团|公司|学院|大学|总院|院区|研究所|研究院|血站|急救|学会|协会|医联体|医共体|联盟|人民政府|学校|药房|药店|局$|站$|所$|院$|部$")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"应|负责|[,。;]|提供|双方|承担|开展|进行")]
    private static partial Regex Sentence();
}
