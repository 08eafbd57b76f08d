using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>A party as the preamble introduces it.</summary>
/// <param name="Qualifier">Words in brackets or a second label: 牵头单位, 转出方 …</param>
internal sealed record NamedParty(string Label, string Qualifier, string Name);

/// <summary>Reads the parties from label lines ("甲方（牵头单位）：…") and from "…（以下简称甲方）".</summary>
internal static partial class PartyFinder
{
    private const int Most = 20;
    private const int PreambleLines = 80;

    /// <param name="Placeholders">Whether labels were found whose names are blanks to fill in.</param>
    public sealed record Found(IReadOnlyList<NamedParty> Parties, bool Placeholders);

    public static Found Find(IReadOnlyList<LogicalLine> paragraphs, string body)
    {
        var parties = new List<NamedParty>();
        var placeholders = false;
        var started = false;
        foreach (var paragraph in paragraphs.Take(PreambleLines))
        {
            var text = paragraph.Body.Text;
            if (text.Length > 2000) text = text[..2000];
            var before = parties.Count;
            foreach (Match match in LabelLine().Matches(text))
            {
                var (label, qualifier) = LabelAndQualifier(match.Groups["label"].Value, match.Groups["q"].Value, body);
                Add(label, qualifier, match.Groups["name"].Value);
            }
            if (parties.Count == before)
                foreach (Match match in Abbreviated().Matches(text))
                    Add(match.Groups["label"].Value, match.Groups["q"].Value, Introduction().Replace(match.Groups["name"].Value, ""));
            // Once the clauses begin, "甲方：" opens a list of duties, not an introduction.
            if (parties.Count > 0 && parties.Count == before && paragraph.Mark is { Style: not MarkStyle.Bullet and not MarkStyle.Dot } && started) break;
            started |= paragraph.Mark is not null && parties.Count > 1;
        }
        return new(parties, placeholders);

        void Add(string label, string qualifier, string rawName)
        {
            if (label.Length == 0 || parties.Count == Most || parties.Any(party => party.Label == label && !Repeatable().IsMatch(label))) return;
            if (NamedRole().Match(rawName) is { Success: true } role)
            {
                qualifier = $"{qualifier} {role.Groups[1].Value}".Trim();
                rawName = rawName.Remove(role.Index, role.Length);
            }
            var name = CleanName(rawName);
            if (name is null) return;
            if (name.Contains('、') && Repeatable().IsMatch(label) && name.Split('、') is var members && members.All(LooksLikeOrganisation))
            {
                foreach (var member in members) Add(label, qualifier, member);
                return;
            }
            if (IsPlaceholder(name)) placeholders = true;
            else if (LooksLikeOrganisation(name) && parties.All(party => party.Name != name)) parties.Add(new(label, qualifier, name));
        }
    }

    private static (string Label, string Qualifier) LabelAndQualifier(string label, string qualifier, string body)
    {
        qualifier = qualifier.Trim('(', ')');
        qualifier = ShortFor().Replace(qualifier, "").Trim('"', ':');
        // "支援方（甲方）": the text decides which of the two it goes by.
        if (qualifier.Length > 0 && BareLabel().IsMatch(qualifier) && (qualifier[^1] is '方' || Count(body, qualifier) > Count(body, label)))
            return Count(body, qualifier) >= Count(body, label) ? (qualifier, label) : (label, qualifier);
        return (label, qualifier);
    }

    private static int Count(string body, string word)
    {
        var count = 0;
        for (var at = body.IndexOf(word, StringComparison.Ordinal); at >= 0; at = body.IndexOf(word, at + word.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static string? CleanName(string raw)
    {
        var name = Remark().Replace(raw, "");
        name = FieldAfter().Replace(name, "").Trim(' ', ':', ',', '、', ';', '。', '"', '-', '*');
        return name.Length == 0 ? "_" : name.Length > 60 ? null : name;
    }

    internal static bool IsPlaceholder(string name) => Placeholder().IsMatch(name);

    private static bool LooksLikeOrganisation(string name) => Organisation().IsMatch(name) && !Sentence().IsMatch(name);

    private const string Labels = @"[甲乙丙丁戊己庚辛壬癸]方|(?:对口)?(?:支援|受援|帮扶|受扶|受帮扶|被帮扶|转出|转入|上转|下转|接收|委托|受托|托管|被托管|受托管|邀请|受邀|被邀请|牵头|核心|成员|发起|参与|合作|协作|送检|检测|服务|申请|供应|监督|监管|指导|主管|组长|副组长|理事长|副理事长|理事|主办|承办|协办|派驻|受驻|联盟|总院|分院|加盟|依托|基层|上级|下级|协调|鉴证|见证|存档)(?:方|单位|医院|机构|部门|中心|医疗机构|成员)|成员(?=[一二三四五六七八九十\d])";

    [GeneratedRegex(@"(?<=^|[;,。_)的院心所室局委站])(?<label>(?:" + Labels + @")(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])?)(?<q>\([^()]{1,30}\))?(?:\([^()]{1,30}\))?:(?<name>.{0,80}?)(?=$|(?:" + Labels + @")(?:[一二三四五六七八九十\d]{1,3})?(?:\([^()]{1,30}\))?:|[。;])")]
    private static partial Regex LabelLine();

    [GeneratedRegex(@"(?<name>[\u4e00-\u9fff()X_·]{3,50}?)\((?:以下|下)?(?:统?简|合)?称?(?:为)?[:""]*(?<label>(?:" + Labels + @")(?:[一二三四五六七八九十]{1,3}|\d{1,2})?)""?(?:,(?<q>[^()]{1,20}))?\)")]
    private static partial Regex Abbreviated();

    [GeneratedRegex("^(?:本协议)?(?:由|与|和|同|及|经)(?=[\\u4e00-\\u9fff]{4})")]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^(?:" + Labels + @")$")]
    private static partial Regex BareLabel();

    // Several members may share one label: "成员单位：…" line after line.
    [GeneratedRegex("^[^甲乙丙丁戊己庚辛壬癸]*(?:单位|医院|机构|成员|方)$")]
    private static partial Regex Repeatable();

    [GeneratedRegex(@"\(((?:" + Labels + @"))\)$")]
    private static partial Regex NamedRole();

    [GeneratedRegex(@"^(?:以?下?统?简称|以下称|下称|即)")]
    private static partial Regex ShortFor();

    [GeneratedRegex(@"\((?:以?下?统?简?称|盖章|公章|签章|签字|甲方|乙方|丙方|全称|单位名称|章)[^()]*\)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"(?:\(?(?:盖章|公章|签章)\)?|法定代表人|法人代表|负责人|统一社会信用|地址|住所|联系人|联系电话|电话|邮编|执业许可).*$")]
    private static partial Regex FieldAfter();

    [GeneratedRegex(@"X{2,}|_{1,}|\.{3,}|…|^\[.*\]$|\[\s*\]|\[[^\]]{0,20}(?:名称|填写|单位|医院|机构)[^\]]{0,10}\]|^某|某某|某(?:市|县|区|医院)|^\(?(?:单位|医院|机构)?(?:全称|名称)\)?$|^[ABCDE](?:医院|单位|机构|方)$|^\*+|\*{2,}|○{2,}|OO")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"医院|卫生院|卫生室|卫生服务|中心|诊所|门诊部|保健院|保健所|防治|疾控|委员会|健康局|卫生局|卫健|卫计|集团|公司|学院|大学|总院|院区|研究所|研究院|血站|急救|学会|协会|医联体|医共体|联盟|局$|站$|所$|院$|部$")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"应|负责|[,。;]|提供|双方|承担|开展|进行")]
    private static partial Regex Sentence();
}
