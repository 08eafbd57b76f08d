using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Figures of indicators: what this agreement promises, kept apart from what others are said to have reached.</summary>
internal static partial class Targets
{
    private const int Reach = 60;
    // "72%和90%", "72%以上、90%以上"
    private const int LongestJoin = 4;

    /// <param name="Stretch">The figure as the text has it, from its name to its unit.</param>
    public sealed record Found(Target Figure, bool IsExample, string Stretch);

    /// <param name="goals">Whether the section sets goals: there counts and times are results too, elsewhere they are terms of a duty.</param>
    public static IReadOnlyList<Found> Read(Passage passage, bool goals)
    {
        var found = new List<Found>();
        var text = passage.Text;
        var inExample = false;
        foreach (var (start, end) in Sentences.Ranges(text))
        {
            var sentence = text[start..end];
            (var parts, inExample) = ExampleScope.Parts(sentence, inExample);
            if (sentence.Length > 3000) continue;
            var from = 0;
            (string Code, string Name, string Unit)? last = null;
            var respective = new Queue<JointFigures.Indicator>();
            bool IsExample(int at) => parts.Any(part => part.IsExample && at >= part.Start && at < part.End);
            foreach (Match value in (goals ? GoalValue() : Value()).Matches(sentence))
            {
                var number = ChineseNumber.Parse(value.Groups["n"].ValueSpan) ?? ChineseNumber.Parse(value.Groups["c"].ValueSpan);
                var unit = value.Groups["c"].Success ? "%" : value.Groups["unit"].Value;
                if (number is null) continue;
                if (respective.Count > 0 && value.Index - from <= LongestJoin && unit == last?.Unit)
                {
                    var next = respective.Dequeue();
                    var till = value.Index + value.Length + AfterLength(sentence, value);
                    var isExampleToo = IsExample(value.Index);
                    found.Add(new(new(next.Code, next.Name, found[^1].Figure.Comparator, number.Value, unit, passage.Span(start + value.Index, start + till)), isExampleToo, sentence[value.Index..till]));
                    from = value.Index + value.Length;
                    continue;
                }
                respective.Clear();
                var nearest = Math.Max(from, value.Index - Reach);
                var before = sentence[nearest..value.Index];
                var tail = sentence.AsSpan(value.Index + value.Length, Math.Min(6, sentence.Length - value.Index - value.Length));
                // "由31%提高到45%": where it starts from is no target.
                if (before.Length > 0 && before[^1] is '由' or '从' && Rises().IsMatch(tail)) continue;
                var isExample = IsExample(value.Index);
                var known = !goals && before.AsSpan().IndexOfAny(IndicatorNames.Signs) < 0 ? null : IndicatorNames.LastIn(before, unit is "个百分点" ? "%" : unit, goals);
                if (known is { } far && before.Length - far.At - far.Name.Length > 24) known = null;
                // "转介成功率多在70%左右，先行地区也不过80%": the second figure is of the same indicator.
                if (known is null && isExample && last is { } same && same.Unit == unit && value.Index - from <= 24) known = (same.Code, same.Name, before.Length);
                if (known is not { } named) continue;
                last = (named.Code, named.Name, unit);
                var inherited = named.At == before.Length;
                var at = inherited ? value.Index : nearest + named.At;
                var stop = value.Index + value.Length + AfterLength(sentence, value);
                var between = inherited ? before : before[(named.At + named.Name.Length)..];
                var comparator = Comparator(between, sentence[(value.Index + value.Length)..stop]);
                List<JointFigures.Indicator> names = [new(named.Code, named.Name)];
                var alike = JointFigures.AreAlike(between);
                if (alike || JointFigures.AreRespective(between)) names.InsertRange(0, JointFigures.Before(before, named.At, named.Name, unit, goals));
                foreach (var name in alike ? names : names.Take(1))
                    found.Add(new(new(name.Code, name.Name, comparator, number.Value, unit is "日" ? "天" : unit, passage.Span(start + at, start + stop)), isExample, sentence[at..stop]));
                if (!alike) respective = new(names.Skip(1));
                from = value.Index + value.Length;
            }
        }
        return found;
    }

    /// <summary>The text without its figures of indicators, whose minutes and days are results and no time limits.</summary>
    public static string Cut(string text, IReadOnlyList<Found> figures)
    {
        foreach (var found in figures.Where(found => !found.IsExample && found.Figure.Unit is "天" or "分钟" or "小时"))
            text = text.Replace(found.Stretch, "", StringComparison.Ordinal);
        return text;
    }

    private static int AfterLength(string sentence, Match value)
    {
        var end = value.Index + value.Length;
        return After().Match(sentence[end..Math.Min(end + 3, sentence.Length)]).Length;
    }

    private static string Comparator(string between, string after)
    {
        if (AtLeast().IsMatch(between) || after.Contains("以上")) return ">=";
        if (AtMost().IsMatch(between) || after.Contains("以内") || after.Contains("以下") || after.Contains("之内")) return "<=";
        return Reaches().IsMatch(between) ? ">=" : "=";
    }

    private const string Number = @"(?<![\d.〔\[])(?<n>\d{1,4}(?:\.\d+)?)";
    private const string Units = "%|‰|/10万|/十万|个百分点|天|日(?!前|内)|分钟|小时|DDDs?|分(?!钟|期|别|之|级|院|制)|万元|元|人次|例|倍(?!数|率|体)|";
    private const string Share = "|百分之(?<c>" + ChineseNumber.Pattern + ")";

    [GeneratedRegex(Number + "(?<unit>" + Units + @")(?![\d.])" + Share)]
    private static partial Regex Value();

    [GeneratedRegex(Number + "(?<unit>份|万人次|项|个(?!月|工作日|百分点|小时)|名|人(?!次|员)|家|次|篇|台|张|" + Units + @")(?![\d.])" + Share)]
    private static partial Regex GoalValue();

    [GeneratedRegex("^(?:的)?(?:提|上升|升|增|降|下降|减|缩短|压缩|扩大|至|到)")]
    private static partial Regex Rises();

    [GeneratedRegex("^(?:及|或)?(?:以上|以内|以下|之内|左右)")]
    private static partial Regex After();

    [GeneratedRegex("不(?:得|能|应)?(?:低|少|小)于|至少|≥|>=|(?<!不|不得|不能|不应)(?:高于|大于|超过)")]
    private static partial Regex AtLeast();

    [GeneratedRegex("控制|不(?:得|能|应)?(?:超过|高于|大于|突破)|低于|小于|降|下降|≤|<=|压缩|缩短|减")]
    private static partial Regex AtMost();

    [GeneratedRegex("达|提升|提高|升|增|突破|保持|稳定在|力争|>")]
    private static partial Regex Reaches();
}
