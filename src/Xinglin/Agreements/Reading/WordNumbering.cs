using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinglin.Agreements.Reading;

/// <summary>Writes out the numbers that Word computes and does not store: "第三条", "（二）", "1.2".</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;
    private const string HanDigits = "〇一二三四五六七八九";
    private const string LegalDigits = "零壹贰叁肆伍陆柒捌玖";

    private readonly Dictionary<int, NumberingInstance> _instances = [];
    private readonly Dictionary<int, AbstractNum> _abstracts = [];
    private readonly Dictionary<string, Style> _styles = [];
    private readonly Dictionary<int, int?[]> _counters = [];
    private readonly HashSet<(int Instance, int Level)> _restarted = [];

    public WordNumbering(MainDocumentPart part)
    {
        foreach (var instance in part.NumberingDefinitionsPart?.Numbering?.Elements<NumberingInstance>() ?? [])
            if (instance.NumberID?.Value is { } id) _instances[id] = instance;
        foreach (var definition in part.NumberingDefinitionsPart?.Numbering?.Elements<AbstractNum>() ?? [])
            if (definition.AbstractNumberId?.Value is { } id) _abstracts[id] = definition;
        foreach (var style in part.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
            if (style.StyleId?.Value is { } id) _styles[id] = style;
    }

    /// <summary>The paragraph's number with its punctuation; empty when it has none.</summary>
    public string Next(Paragraph paragraph)
    {
        if (Numbered(paragraph) is not { } place || place.Level is < 0 or >= Levels) return "";
        if (!_instances.TryGetValue(place.Instance, out var instance) || instance.AbstractNumId?.Val?.Value is not { } abstractId || !_abstracts.TryGetValue(abstractId, out var definition)) return "";
        if (!_counters.TryGetValue(abstractId, out var counters)) _counters[abstractId] = counters = new int?[Levels];

        var change = instance.Elements<LevelOverride>().FirstOrDefault(over => over.LevelIndex?.Value == place.Level);
        var level = change?.Level ?? LevelOf(definition, place.Level);
        if (level is null) return "";
        if (change?.StartOverrideNumberingValue?.Val?.Value is { } restart && _restarted.Add((place.Instance, place.Level))) counters[place.Level] = restart;
        else counters[place.Level] = (counters[place.Level] ?? (level.StartNumberingValue?.Val?.Value ?? 1) - 1) + 1;
        for (var deeper = place.Level + 1; deeper < Levels; deeper++) counters[deeper] = null;

        if (level.NumberingFormat?.Val is { } format && format.Value == NumberFormatValues.Bullet) return "• ";
        return Fill(level, definition, counters);
    }

    private static string Fill(Level level, AbstractNum definition, int?[] counters)
    {
        var pattern = level.LevelText?.Val?.Value ?? "";
        var legal = level.IsLegalNumberingStyle is not null && level.IsLegalNumberingStyle.Val?.Value != false;
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is not '%' || i + 1 >= pattern.Length || pattern[i + 1] is not (>= '1' and <= '9'))
            {
                text.Append(pattern[i]);
                continue;
            }
            var index = pattern[++i] - '1';
            var of = LevelOf(definition, index);
            var number = counters[index] ?? of?.StartNumberingValue?.Val?.Value ?? 1;
            var own = of?.LevelIndex?.Value == level.LevelIndex?.Value ? level : of;
            text.Append(legal ? number.ToString(CultureInfo.InvariantCulture) : Write(number, own?.NumberingFormat?.Val));
        }
        return text.Append(level.LevelSuffix?.Val is { } suffix && suffix.Value == LevelSuffixValues.Nothing ? "" : " ").ToString();
    }

    private static Level? LevelOf(AbstractNum definition, int index) => definition.Elements<Level>().FirstOrDefault(level => level.LevelIndex?.Value == index);

    /// <summary>A paragraph is numbered by itself or by its style or that style's parents; number 0 takes a number away.</summary>
    private (int Instance, int Level)? Numbered(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties?.NumberingProperties;
        int? instance = properties?.NumberingId?.Val?.Value, level = properties?.NumberingLevelReference?.Val?.Value;
        var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (var depth = 0; instance is null && style is not null && depth < 10 && _styles.TryGetValue(style, out var found); depth++)
        {
            var inherited = found.StyleParagraphProperties?.NumberingProperties;
            instance = inherited?.NumberingId?.Val?.Value;
            level ??= inherited?.NumberingLevelReference?.Val?.Value;
            style = found.BasedOn?.Val?.Value;
        }
        return instance is null or 0 ? null : (instance.Value, level ?? 0);
    }

    private static string Write(int number, EnumValue<NumberFormatValues>? format)
    {
        var kind = format?.Value ?? NumberFormatValues.Decimal;
        if (kind == NumberFormatValues.ChineseCounting || kind == NumberFormatValues.ChineseCountingThousand || kind == NumberFormatValues.JapaneseCounting
            || kind == NumberFormatValues.TaiwaneseCounting || kind == NumberFormatValues.TaiwaneseCountingThousand || kind == NumberFormatValues.IdeographDigital) return Han(number);
        if (kind == NumberFormatValues.ChineseLegalSimplified || kind == NumberFormatValues.IdeographLegalTraditional) return Legal(number);
        if (kind == NumberFormatValues.DecimalEnclosedCircle || kind == NumberFormatValues.DecimalEnclosedCircleChinese) return number is >= 1 and <= 20 ? $"{(char)('①' + number - 1)}" : $"{number}";
        if (kind == NumberFormatValues.DecimalEnclosedParen) return $"({number})";
        if (kind == NumberFormatValues.LowerLetter) return Letter(number, 'a');
        if (kind == NumberFormatValues.UpperLetter) return Letter(number, 'A');
        if (kind == NumberFormatValues.UpperRoman) return Roman(number);
        if (kind == NumberFormatValues.LowerRoman) return Roman(number).ToLowerInvariant();
        if (kind == NumberFormatValues.None) return "";
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Han(int number) => Counted(number, HanDigits, "十", "百") is var text && number is >= 10 and < 20 ? text[1..] : Counted(number, HanDigits, "十", "百");

    private static string Legal(int number) => Counted(number, LegalDigits, "拾", "佰");

    private static string Counted(int number, string digits, string ten, string hundred)
    {
        if (number is <= 0 or >= 1000) return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        if (number >= 100) text.Append(digits[number / 100]).Append(hundred);
        if (number % 100 >= 10) text.Append(digits[number / 10 % 10]).Append(ten);
        else if (number > 100 && number % 10 > 0) text.Append('零');
        if (number % 10 > 0) text.Append(digits[number % 10]);
        return text.ToString();
    }

    private static string Letter(int number, char first) => number is >= 1 and <= 26 ? $"{(char)(first + number - 1)}" : $"{number}";

    private static string Roman(int number)
    {
        if (number is <= 0 or >= 400) return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var (value, sign) in ((int, string)[])[(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
            for (; number >= value; number -= value) text.Append(sign);
        return text.ToString();
    }
}
