using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>A party as the preamble introduces it.</summary>
/// <param name="Qualifier">Words in brackets or a second label: 牵头单位, 转出方 …</param>
/// <param name="Alias">What the text calls it from then on, when that is not its label: 以下简称“总院”.</param>
/// <param name="Place">Its name in the source; null where remarks stand within it.</param>
internal sealed record NamedParty(string Label, string Qualifier, string Name, string? Alias, TextSpan? Place);

/// <summary>Reads the parties from label lines ("甲方（牵头单位）：…"), lists and tables under a label, and from "…（以下简称甲方）".</summary>
internal static partial class PartyFinder
{
    private const int Most = 20;
    private const int PreambleLines = 80;
    private const int Longest = 2000;

    /// <param name="Placeholders">Whether labels were found whose names are blanks to fill in.</param>
    public sealed record Found(IReadOnlyList<NamedParty> Parties, bool Placeholders);

    public static Found Find(IReadOnlyList<LogicalLine> paragraphs, string body)
    {
        var parties = new List<NamedParty>();
        var placeholders = false;
        var started = false;
        (string Label, string Qualifier)? open = null;
        PartyTables.Head? table = null;
        foreach (var paragraph in paragraphs.Take(PreambleLines))
        {
            var text = paragraph.Body.Text;
            if (text.Length > Longest) text = text[..Longest];
            var before = parties.Count;
            var wasOpen = open;
            open = null;
            foreach (Match match in LabelLine().Matches(text))
            {
                var name = match.Groups["name"];
                var (label, qualifier) = LabelAndQualifier(match.Groups["label"].Value, match.Groups["q"].Value, body);
                // "理事单位：甲院" and further names below it
                open = name.Length == 0 || (Repeatable().IsMatch(label) && name.Index + name.Length == text.Length) ? (label, qualifier) : null;
                if (name.Length > 0) Add(label, qualifier, paragraph.Body.Slice(name.Index, name.Index + name.Length));
            }
            if (parties.Count == before && text.Contains('|'))
            {
                table = PartyTables.HeadOf(text) ?? table;
                if (table is not null && PartyTables.Row(text, table) is { } row) Take(row.Label, "", row.Name, null, paragraph.Body);
                else open = Row(paragraph.Body, wasOpen) ?? wasOpen;
            }
            else if (!started && parties.Count == before && OwnLabel().Match(text) is { Success: true } own) Add(own.Groups["label"].Value, own.Groups["q"].Value.Trim('(', ')'), paragraph.Body.From(own.Groups["name"].Index));
            else if (parties.Count == before && open is null && wasOpen is { } heading && paragraph.Mark is null && PartyNames.Of(paragraph.Body) is { Count: > 0 } names && text.AsSpan().IndexOfAny(':', '《') < 0)
            {
                foreach (var name in names.Where(PartyNames.EndsAsOne)) Take(heading.Label, heading.Qualifier, name, PartyNames.Alias(text), paragraph.Body);
                open = wasOpen;
            }
            if (parties.Count == before)
                foreach (Match match in ShortNamed().Matches(text))
                    foreach (var (name, at) in Listed(text, match))
                        if (PartyNames.EndsAsOne(name)) Take(match.Groups["label"].Value, match.Groups["q"].Value, name, null, paragraph.Body.From(at));
            if (wasOpen is not null && open is null && parties.All(party => party.Label != wasOpen.Value.Label)) placeholders = true;
            // Once the clauses begin, "甲方：" opens a list of duties, not an introduction.
            if (parties.Count > 0 && parties.Count == before && paragraph.Mark is { Style: not MarkStyle.Bullet and not MarkStyle.Dot } && started) break;
            started |= paragraph.Mark is not null && parties.Count > 1;
        }
        if (parties.Count == 1 && !placeholders && paragraphs.Take(PreambleLines).All(paragraph => !LabelLine().IsMatch(paragraph.Body.Text))) parties.Clear();
        foreach (var (label, name, line) in PartyTables.InAttachments(paragraphs)) Take(label, "", name, null, line);
        return new(parties, placeholders);

        void Add(string label, string qualifier, Passage raw)
        {
            if (label.Length == 0 || parties.Any(party => party.Label == label && !Repeatable().IsMatch(label))) return;
            var alias = PartyNames.Alias(raw.Text);
            if (NamedRole().Match(raw.Text) is { Success: true } role)
            {
                qualifier = $"{qualifier} {role.Groups[1].Value}".Trim();
                raw = raw.Without(role.Index, role.Length);
            }
            var names = PartyNames.Of(raw);
            foreach (var name in names) Take(label, qualifier, name, names.Count == 1 ? alias : null, raw);
            if (names.Count == 0 && PartyNames.Clean(raw.Text) is { } blank && PartyNames.IsPlaceholder(blank)) placeholders = true;
        }

        void Take(string label, string qualifier, string name, string? alias, Passage where)
        {
            if (label.Length == 0 || parties.Count == Most) return;
            if (PartyNames.IsPlaceholder(name)) placeholders = true;
            else if (PartyNames.IsOrganisation(name) && parties.All(party => party.Name != name)) parties.Add(new(label, qualifier, name, alias, PlaceOf(name, where)));
        }

        // "| 1 | 成员单位 | 沙港镇卫生院 |": the label stands in the row, in the table's head or above the table.
        (string Label, string Qualifier)? Row(Passage row, (string Label, string Qualifier)? above)
        {
            var cells = row.Text.Split('|');
            (string Label, string Qualifier)? label = cells.FirstOrDefault(cell => BareLabel().IsMatch(cell)) is { } own ? (own, "") : null;
            var name = cells.FirstOrDefault(cell => !BareLabel().IsMatch(cell) && PartyNames.IsOrganisation(cell) && PartyNames.EndsAsOne(cell));
            if (name is null) return label ?? above;
            if ((label ?? above) is { } known) Take(known.Label, known.Qualifier, name, null, row);
            return above ?? label;
        }
    }

    private static TextSpan? PlaceOf(string name, Passage where) =>
        where.Text.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at ? where.Span(at, at + name.Length) : null;

    /// <summary>"甲院、乙院（以下简称分院）": all that are listed go by the short name. At is where the list begins.</summary>
    private static IEnumerable<(string Name, int At)> Listed(string text, Match match)
    {
        var start = match.Index;
        while (start > 0 && (Characters.IsHan(text[start - 1]) || text[start - 1] is '、')) start--;
        if (start == match.Index || text[match.Index - 1] is not '、') return [(Introduction().Replace(match.Groups["name"].Value, ""), match.Groups["name"].Index)];
        var names = (text[start..match.Index] + match.Groups["name"].Value).Split('、');
        names[0] = Introduction().Replace(names[0][(names[0].LastIndexOfAny(['与', '和']) + 1)..], "");
        return names.Select(name => (name, start));
    }

    /// <summary>Whether a line is "成员单位：…" with one or several names, numbered or not.</summary>
    public static bool IsPartyLine(string text) =>
        PartyHead().Match(text) is { Success: true } head && text.AsSpan(head.Length).IndexOfAny("。:") < 0 && PartyNames.EndsAsOne(text[head.Length..].TrimEnd(';')) && PartyNames.Clean(text[head.Length..].Split(';', '、')[0]) is { } first && PartyNames.IsOrganisation(first);

    /// <summary>Organisations listed under "成员单位：" are no items, although they are numbered.</summary>
    public static IReadOnlyList<LogicalLine> WithoutListNumbers(IReadOnlyList<LogicalLine> paragraphs)
    {
        if (!paragraphs.Take(PreambleLines).Any(paragraph => PartyHead().Match(paragraph.Body.Text) is { Success: true } head && head.Length == paragraph.Body.Length)) return paragraphs;
        var plain = paragraphs.ToArray();
        var listing = false;
        for (var i = 0; i < Math.Min(plain.Length, PreambleLines); i++)
        {
            var text = plain[i].Body.Text;
            if (PartyHead().Match(text) is { Success: true } head) listing = head.Length == text.Length;
            else if (listing && plain[i].Mark is not null && text.Length <= 80 && text.AsSpan().IndexOfAny("。;:") < 0 && PartyNames.Of(plain[i].Body).Count > 0) plain[i] = plain[i] with { Mark = null };
            else listing = false;
        }
        return plain;
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

    private const string Labels = @"[甲乙丙丁戊己庚辛壬癸]方|(?:对口)?(?:支援|受援|帮扶|受扶|受帮扶|被帮扶|转出|转入|上转|下转|接收|委托|受托|托管|被托管|受托管|邀请|受邀|被邀请|牵头|核心|成员|发起|参与|合作|协作|送检|检测|服务|申请|供应|监督|监管|指导|主管|组长|副组长|理事长|副理事长|理事|主办|承办|协办|派驻|受驻|联盟|总院|分院|加盟|依托|基层|上级|下级|协调|鉴证|见证|存档|普通|一般|正式|首批|骨干)(?:方|单位|医院|机构|部门|中心|医疗机构|成员)|成员(?=[一二三四五六七八九十\d])|总院|分院|总医院|[\u4e00-\u9fff]{2,5}方(?=\([甲乙丙丁戊]方\))";

    [GeneratedRegex(@"(?<=^|[;,。_)的院心所室局委站书议同])(?<label>(?:" + Labels + @")(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])?)(?<q>\([^()]{1,30}\))?(?:\([^()]{1,30}\))?:(?<name>.{0,600}?)(?=$|(?:" + Labels + @")(?:[一二三四五六七八九十\d]{1,3})?(?:\([^()]{1,30}\))?:|。|;(?!\d|[\u4e00-\u9fff]{2,30}[院心站所局室](?:[;、]|$)))")]
    private static partial Regex LabelLine();

    // "某市中医医院（以下简称“市中医院”）": the text's own short names serve as labels, whatever they are.
    [GeneratedRegex(@"(?<name>[\u4e00-\u9fff()X_·]{3,50}?)\((?:(?:以下|下)?(?:统?简|统|合)?称(?:为|作)?[:""]*|以下(?:为|作)[:""]+)?(?<label>(?:" + Labels + @")(?:[一二三四五六七八九十]{1,3}|\d{1,2})?|(?<=称(?:为|作)?[:""]*)(?!集团|医共体|医联体|联合体|联盟|本)[^()"",。;:]{2,10})""?(?:,(?<q>[^()]{1,20}))?\)")]
    private static partial Regex ShortNamed();

    // "标的医院：某区第二人民医院": any word that stands before one organisation and nothing else.
    [GeneratedRegex(@"^(?<label>[\u4e00-\u9fff]{0,6}(?:方|单位|医院|机构|部门|中心|学校|高校|院校|企业|公司|政府|成员|总院|分院))(?<q>\([^()]{1,30}\))?:(?<name>[^:。;]{4,60})$")]
    private static partial Regex OwnLabel();

    [GeneratedRegex(@"^(?:" + Labels + @")(?:[一二三四五六七八九十]{1,3}|\d{1,2})?(?:\([^()]{1,30}\))?(?:包括|如下|名单|有|为)?:")]
    private static partial Regex PartyHead();

    [GeneratedRegex("^(?:本协议)?(?:由|与|和|同|及|经)(?=[\\u4e00-\\u9fff]{4})")]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^(?:" + Labels + @")$")]
    private static partial Regex BareLabel();

    // Several members may share one label: "成员单位：…" line after line.
    [GeneratedRegex("^[^甲乙丙丁戊己庚辛壬癸]*(?:单位|医院|机构|成员|方)$")]
    private static partial Regex Repeatable();

    [GeneratedRegex(@"\(((?:" + Labels + @")|[^()]{2,10}(?:单位|机构|部门|方))\)$")]
    private static partial Regex NamedRole();

    [GeneratedRegex(@"^(?:以?下?统?简称|以下称|下称|即)")]
    private static partial Regex ShortFor();
}
