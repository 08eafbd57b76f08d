using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Indicators that share a sentence's figures: "A率、B率均不低于70%" and "A率、B率分别不低于72%和90%".</summary>
internal static partial class JointFigures
{
    private const int LongestName = 20;

    public sealed record Indicator(string Code, string Name);

    public static bool AreAlike(string between) => Alike().IsMatch(between);

    public static bool AreRespective(string between) => Respective().IsMatch(between);

    /// <summary>
    /// The names listed before the last one, in the order of the text. "高血压、糖尿病患者规范管理率": a name that is cut short takes the end of the last.
    /// </summary>
    public static IReadOnlyList<Indicator> Before(string text, int at, string last, string unit, bool goals)
    {
        var names = new List<Indicator>();
        while (at > 1 && text[at - 1] is '、' or '和' or '与' or '及')
        {
            var end = at - 1;
            var start = Math.Max(text.AsSpan(0, end).LastIndexOfAny("、,:;和与及") + 1, end - LongestName);
            var part = text[start..end];
            if (part.Length < 2 || (Whole(part, unit, goals) ?? Completed(part, last, unit)) is not { } name) break;
            names.Insert(0, name);
            at = end - name.Name.Length > start ? 0 : start;
        }
        return names;
    }

    private static Indicator? Whole(string part, string unit, bool goals) =>
        IndicatorNames.LastIn(part, unit, goals) is { } found && found.At + found.Name.Length == part.Length ? new(found.Code, found.Name) : null;

    private static Indicator? Completed(string part, string last, string unit)
    {
        for (var cut = 1; cut < last.Length - 1; cut++)
        {
            var name = part + last[cut..];
            if (IndicatorNames.LastIn(name, unit, false) is { Code: not "other" } found && found.At < part.Length && found.At + found.Name.Length == name.Length) return new(found.Code, found.Name);
        }
        return null;
    }

    [GeneratedRegex("^[^,。;]{0,4}(?:均|都|皆)")]
    private static partial Regex Alike();

    [GeneratedRegex("^[^,。;]{0,4}(?:分别|依次)")]
    private static partial Regex Respective();
}
