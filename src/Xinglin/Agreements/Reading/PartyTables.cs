using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// Parties that stand in rows or lists: "| 胸痛中心 | 市第一人民医院 |" under a head that says which column is which,
/// and an attachment that lists the members by name.
/// </summary>
internal static partial class PartyTables
{
    /// <summary>The columns of a table of parties, told by its head "身份 | 单位".</summary>
    public sealed record Head(int Label, int Name);

    public static Head? HeadOf(string row)
    {
        var cells = row.Split('|');
        if (cells.Any(cell => cell.Length > 8)) return null;
        var label = Array.FindIndex(cells, cell => LabelColumn().IsMatch(cell));
        var name = Array.FindIndex(cells, cell => NameColumn().IsMatch(cell));
        return label >= 0 && name >= 0 && label != name ? new(label, name) : null;
    }

    /// <summary>The label and the name in a row under such a head.</summary>
    public static (string Label, string Name)? Row(string row, Head head)
    {
        var cells = row.Split('|');
        if (cells.Length <= Math.Max(head.Label, head.Name)) return null;
        var (label, name) = (cells[head.Label], cells[head.Name]);
        return Label().IsMatch(label) && PartyNames.IsOrganisation(name) && PartyNames.EndsAsOne(name) ? (label, name) : null;
    }

    /// <summary>
    /// "附件一　成员单位名单" and what it lists. The label is the one that the title names.
    /// </summary>
    public static IEnumerable<(string Label, string Name, Passage Line)> InAttachments(IReadOnlyList<LogicalLine> paragraphs)
    {
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (!paragraphs[i].IsAttachment || MemberList().Match(paragraphs[i].Body.Text) is not { Success: true } title) continue;
            while (i + 1 < paragraphs.Count && !paragraphs[i + 1].IsAttachment)
            {
                var line = paragraphs[++i].Body;
                if (line.Text.Contains('|'))
                {
                    if (line.Text.Split('|').FirstOrDefault(cell => PartyNames.IsOrganisation(cell) && PartyNames.EndsAsOne(cell)) is { } cell) yield return (title.Groups["label"].Value, cell, line);
                    continue;
                }
                var names = PartyNames.Of(line);
                if (names.Count == 0 && Column().IsMatch(line.Text)) continue;
                if (names.Count == 0 || !names.All(PartyNames.EndsAsOne)) break;
                foreach (var name in names) yield return (title.Groups["label"].Value, name, line);
            }
        }
    }

    [GeneratedRegex("^(?:(?:成员|单位|机构|参与|合作|签约|协议)?(?:身份|角色|地位|类别|类型|性质)|称谓|简称|名义|合作身份|签约身份|协议身份|各方|缔约方|签约方|当事人)$")]
    private static partial Regex LabelColumn();

    [GeneratedRegex("^(?:单位|机构|医院|单位全称|单位名称|机构名称|机构全称|医院名称|名称|全称)$")]
    private static partial Regex NameColumn();

    [GeneratedRegex("^[\\u4e00-\\u9fff]{2,10}$")]
    private static partial Regex Label();

    [GeneratedRegex("(?<label>[甲乙丙丁]方|(?:成员|网络|接入|加盟|参与|参加|合作|基层|受援|帮扶|协作|签约)(?:单位|医院|机构|方))(?:单位|机构|医院|成员)?(?:名单|名录|一览表?|列表|目录|清单|情况)")]
    private static partial Regex MemberList();

    [GeneratedRegex("^(?:序号|单位名称|机构名称|名称|单位|机构)+$")]
    private static partial Regex Column();
}
