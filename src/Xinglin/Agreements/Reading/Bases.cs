using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Policy documents cited by 文号: "国卫医发 [2018] 26 号", "鲁政办发（2017）51号".</summary>
internal static partial class Bases
{
    /// <returns>Each once, with the place of its first citation.</returns>
    public static IReadOnlyList<(Basis Basis, TextSpan Place)> Find(IEnumerable<Passage> passages) => [.. passages
        .SelectMany(passage => Number().Matches(passage.Text), Cited)
        .DistinctBy(cited => cited.Basis)];

    private static (Basis Basis, TextSpan Place) Cited(Passage passage, Match match)
    {
        var (words, end) = (match.Groups["issuer"], match.Index + match.Length);
        var issuer = Issuer(words.Value);
        return (new($"{issuer}〔{match.Groups["year"].Value}〕{match.Groups["no"].Value.TrimStart('0')}号"),
            passage.Span(words.Index + words.Length - issuer.Length, end));
    }

    // An issuer's short form begins after the words that introduce it.
    private static string Issuer(string words)
    {
        foreach (var lead in (string[])["文件", "通知", "意见", "根据", "依据", "按照", "贯彻", "落实", "执行", "以及", "遵照", "遵循", "结合", "参照", "参考", "对照", "印发", "下发", "转发", "会同", "关于", "和", "与", "及", "的", "据", "省文", "号文"])
        {
            var at = words.LastIndexOf(lead, StringComparison.Ordinal);
            if (at >= 0 && at + lead.Length < words.Length - 1) words = words[(at + lead.Length)..];
        }
        // The full name of an authority may stand before its short form: "某省卫生健康委某卫医".
        var office = words.LastIndexOfAny(['委', '局', '厅']);
        return office >= 2 && words.Length - office > 3 ? words[(office + 1)..] : words;
    }

    [GeneratedRegex(@"(?<issuer>[\u4e00-\u9fff]{2,14})[\[(](?<year>(?:19|20)\d{2})[\])]第?(?<no>\d{1,4})号")]
    private static partial Regex Number();
}
