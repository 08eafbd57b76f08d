using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Figures of indicators: what this agreement promises, kept apart from what others are said to have reached.</summary>
internal static partial class Targets
{
    private const int Reach = 60;

    public sealed record Found(Target Figure, bool IsExample);

    public static IReadOnlyList<Found> Read(Passage passage)
    {
        var found = new List<Found>();
        var text = passage.Text;
        var inExample = false;
        foreach (var (start, end) in Sentences.Ranges(text))
        {
            var sentence = text[start..end];
            inExample = ExampleScope.Continues(sentence, inExample);
            if (sentence.Length > 3000) continue;
            var from = 0;
            foreach (Match value in Value().Matches(sentence))
            {
                var number = ChineseNumber.Parse(value.Groups["n"].ValueSpan) ?? ChineseNumber.Parse(value.Groups["c"].ValueSpan);
                var unit = value.Groups["c"].Success ? "%" : value.Groups["unit"].Value;
                if (number is null) continue;
                var nearest = Math.Max(from, value.Index - Reach);
                var before = sentence[nearest..value.Index];
                if (before.AsSpan().IndexOfAny(IndicatorNames.Signs) < 0) continue;
                var named = IndicatorNames.LastIn(before, unit is "个百分点" ? "%" : unit);
                if (named is null || before.Length - named.Value.At - named.Value.Name.Length > 24) continue;
                var at = nearest + named.Value.At;
                var tail = sentence.AsSpan(value.Index + value.Length, Math.Min(3, sentence.Length - value.Index - value.Length));
                var stop = value.Index + value.Length + (After().Match(tail.ToString()) is { Success: true } after ? after.Length : 0);
                var comparator = Comparator(before[(named.Value.At + named.Value.Name.Length)..], sentence[(value.Index + value.Length)..stop]);
                var target = new Target(named.Value.Code, named.Value.Name, comparator, number.Value, unit is "日" ? "天" : unit, passage.Span(start + at, start + stop));
                found.Add(new(target, inExample));
                from = value.Index + value.Length;
            }
        }
        return found;
    }

    private static string Comparator(string between, string after)
    {
        if (AtLeast().IsMatch(between)) return ">=";
        if (AtMost().IsMatch(between) || after.Contains("以内") || after.Contains("以下") || after.Contains("之内")) return "<=";
        return after.Contains("以上") || Reaches().IsMatch(between) ? ">=" : "=";
    }

    [GeneratedRegex(@"(?<![\d.〔\[])(?<n>\d{1,4}(?:\.\d+)?)(?<unit>%|‰|个百分点|天|日(?!前|内)|分钟|小时|DDDs?|分(?!钟|期|别|之|级|院|制)|)(?=[^\d.])|百分之(?<c>" + ChineseNumber.Pattern + ")")]
    private static partial Regex Value();

    [GeneratedRegex("^(?:及|或)?(?:以上|以内|以下|之内|左右)")]
    private static partial Regex After();

    [GeneratedRegex("不(?:得)?(?:低|少|小)于|至少|≥|>=|高于|大于|超过(?<!不(?:得)?超过)")]
    private static partial Regex AtLeast();

    [GeneratedRegex("控制|不(?:得|能|应)?(?:超过|高于|大于|突破)|低于|小于|降|下降|≤|<=|压缩|缩短|减")]
    private static partial Regex AtMost();

    [GeneratedRegex("达|提升|提高|升|增|突破|保持|稳定在|力争|>")]
    private static partial Regex Reaches();
}
