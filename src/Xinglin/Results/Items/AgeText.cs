using System.Globalization;
using System.Text.RegularExpressions;

namespace Xinglin.Results.Items;

/// <summary>An age group as tables write it: 「18-59」 and 「60-」 in years, 「0天-28天」, 「28天-5月」, 「6月-11月」; nothing for everybody.</summary>
internal static partial class AgeText
{
    /// <returns>Null where it is written otherwise, or ends before it begins.</returns>
    public static AgeGroup? Read(string text)
    {
        if (text.Length == 0) return AgeGroup.Everybody;
        if (Written().Match(text) is not { Success: true } match) return null;
        var (from, to) = (Number(match.Groups["from"]) ?? 0, Number(match.Groups["to"]));
        var (fromUnit, toUnit) = (Unit(match.Groups["fromUnit"].Value), Unit(match.Groups["toUnit"].Value));
        if (to is { } end && fromUnit == toUnit && end < from) return null;
        return new AgeGroup(from, fromUnit, to, toUnit);
    }

    public static string Write(AgeGroup ages) => ages.IsEverybody ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{ages.From}{Word(ages.FromUnit)}-{ages.To}{(ages.To is null ? "" : Word(ages.ToUnit))}");

    private static int? Number(Group group) => group.Length == 0 ? null : int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static AgeUnit Unit(string word) => word switch { "天" => AgeUnit.Days, "月" => AgeUnit.Months, _ => AgeUnit.Years };

    private static string Word(AgeUnit unit) => unit switch { AgeUnit.Days => "天", AgeUnit.Months => "月", _ => "" };

    [GeneratedRegex("^(?<from>[0-9]{1,4})?(?<fromUnit>天|月|岁)?-(?:(?<to>[0-9]{1,4})(?<toUnit>天|月|岁)?)?$")]
    private static partial Regex Written();
}
