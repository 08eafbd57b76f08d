using System.Globalization;

namespace Xinglin.Agreements.Reading;

/// <summary>Numbers as agreements write them: 12, 十二, 肆, 一百零五, 两, 半 is not a number here.</summary>
internal static class ChineseNumber
{
    /// <summary>The characters a number may consist of, for use in patterns.</summary>
    public const string Pattern = "(?:[0-9]+(?:\\.[0-9]+)?|[零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]+)";

    public static decimal? Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        if (char.IsAsciiDigit(text[0]))
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

        var total = 0m;
        var digit = -1m;
        var plain = 0m;
        var onlyDigits = true;
        foreach (var c in text)
        {
            if (Digit(c) is { } d)
            {
                plain = plain * 10 + d;
                if (plain > 1_000_000_000m) return null;
                digit = d;
                continue;
            }
            if (Unit(c) is not { } unit) return null;
            onlyDigits = false;
            total += (digit < 0 ? 1 : digit) * unit;
            digit = -1;
        }
        return onlyDigits ? plain : total + Math.Max(digit, 0);
    }

    public static int? ParseInt(ReadOnlySpan<char> text) => Parse(text) is { } value && value == decimal.Truncate(value) && value <= 100_000_000 ? (int)value : null;

    private static decimal? Digit(char c) => c switch
    {
        '零' => 0,
        '一' or '壹' => 1,
        '二' or '贰' or '两' => 2,
        '三' or '叁' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陆' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => null,
    };

    private static decimal? Unit(char c) => c switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1000,
        _ => null,
    };
}
