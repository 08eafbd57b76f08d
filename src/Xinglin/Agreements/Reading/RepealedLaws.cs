using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Laws that agreements still cite although they are no longer in force.</summary>
internal static partial class RepealedLaws
{
    private sealed record Repealed(string Name, DateOnly Since, string By);

    // 民法典 art. 1260: nine laws end on 2021-01-01. 医师法 art. 67: 执业医师法 ends on 2022-03-01.
    private static readonly Repealed[] Table =
    [
        .. ((string[])["合同法", "民法通则", "民法总则", "侵权责任法", "物权法", "担保法", "婚姻法", "继承法", "收养法"]).Select(name => new Repealed(name, new(2021, 1, 1), "民法典")),
        new("执业医师法", new(2022, 3, 1), "医师法"),
    ];

    public static IEnumerable<ReadingFinding> Cited(IEnumerable<Passage> passages, DateOnly today)
    {
        var seen = new HashSet<string>();
        foreach (var passage in passages)
            foreach (Match match in Law().Matches(passage.Text))
            {
                var law = Table.First(entry => entry.Name == match.Groups["law"].Value);
                if (law.Since > today || !seen.Add(law.Name)) continue;
                yield return new("repealed-law", "warning", $"引用的《{law.Name}》已于 {law.Since:yyyy-MM-dd} 废止，现行规定见《{law.By}》，请更新依据。",
                    passage.Span(match.Groups["law"].Index, match.Index + match.Length));
            }
    }

    [GeneratedRegex("(?<!劳动|技术|经济|保险|涉外经济|[^《国]{1}劳动)(?<law>合同法|民法通则|民法总则|侵权责任法|物权法|担保法|婚姻法|继承法|收养法|执业医师法)(?!典|院|律师|规)")]
    private static partial Regex Law();
}
