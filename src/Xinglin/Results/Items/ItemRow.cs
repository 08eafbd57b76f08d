using System.Globalization;
using System.Text.RegularExpressions;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Results.Items;

/// <summary>
/// An item as a table holds it, in the file that comes with the program and in every file that is imported. Ranges are written
/// 「男:18-59:130-175」 (sex, ages, low and high, each may be empty), critical limits 「&lt;50|&gt;230」 or for some ages 「0天-28天:&lt;1.7」, conversions 「mg/dL=0.0555」 or
/// 「mmol/mol=0.0915+2.15」, several of each with 「|」 between.
/// </summary>
internal static partial class ItemRow
{
    public static readonly IReadOnlyList<(string Heading, bool Required, string Example)> Columns =
    [
        ("项目代码", true, "BIO-GLU"), ("项目名称", true, "葡萄糖"), ("类别", true, "检验"), ("组合", true, "血糖"), ("结果类型", true, "数值"), ("LOINC", false, "14749-6"),
        ("单位", false, "mmol/L"), ("标本", false, "血清"), ("方法", false, "己糖激酶法"), ("小数位", false, "1"), ("换算", false, "mg/dL=0.0555"),
        ("参考区间", false, ":18-:3.9-6.1"), ("危急值", false, "<2.5|>22.2"), ("密级", false, "4"), ("别名", false, "GLU|血糖"), ("来源", false, "本院检验手册 2026"),
        ("专业", false, "临床化学"), ("国家代码", false, "1700104A")
    ];

    /// <summary>Reads a row; what is wrong goes into the check.</summary>
    public static Item Read(Func<string, string> cell, Check check)
    {
        var kind = Choose("类别", cell("类别"), ItemKind.Laboratory, ItemWords.Show, check);
        var value = Choose("结果类型", cell("结果类型"), ValueKind.Numeric, ItemWords.Show, check);
        var code = check.Required("项目代码", cell("项目代码"), 40);
        if (code.Any(letter => char.IsWhiteSpace(letter) || letter == '/')) check.Fault("项目代码", "不能有空格或斜杠");
        return new Item(code, check.Required("项目名称", cell("项目名称"), 80), kind, check.Required("组合", cell("组合"), 40), value,
            Loinc(cell("LOINC"), check), check.Optional("单位", cell("单位"), 20), check.Optional("标本", cell("标本"), 20), check.Optional("方法", cell("方法"), 40),
            Whole("小数位", cell("小数位"), 0, 0, 6, check),
            Parts(cell("换算")).Select(text => Conversion(text, check)).OfType<UnitConversion>().ToList(),
            Parts(cell("参考区间")).Select(text => Range(text, check)).OfType<ReferenceRange>().ToList(),
            Critical(cell("危急值"), check), Whole("密级", cell("密级"), 4, 1, 5, check), [.. Parts(cell("别名"))], check.Optional("来源", cell("来源"), 120))
        {
            Discipline = check.Optional("专业", cell("专业"), 20),
            NationalCode = National(cell("国家代码"), check)
        };
    }

    /// <summary>The same row back, so that a list can be changed and imported again.</summary>
    public static IReadOnlyList<string> Write(Item item) =>
    [
        item.Code, item.Name, item.Kind.Show(), item.Panel, item.Value.Show(), item.Loinc ?? "", item.Unit ?? "", item.Specimen ?? "", item.Method ?? "",
        Text(item.Decimals), string.Join('|', item.Conversions.Select(way => $"{way.Unit}={Text(way.Factor)}{(way.Offset == 0 ? "" : $"{(way.Offset > 0 ? "+" : "")}{Text(way.Offset)}")}")),
        string.Join('|', item.References.Select(range => $"{Sex(range.Sex)}:{AgeText.Write(range.Ages)}:{Text(range.Low)}-{Text(range.High)}")),
        string.Join('|', item.Critical.SelectMany(Limits)),
        Text(item.Level), string.Join('|', item.Aliases), item.Source ?? "", item.Discipline ?? "", item.NationalCode ?? ""
    ];

    private static UnitConversion? Conversion(string text, Check check)
    {
        var sides = text.Split('=', 2);
        if (sides.Length == 2 && sides[0].Trim() is { Length: > 0 } unit)
        {
            var sign = sides[1].IndexOfAny(['+', '-'], Math.Min(1, sides[1].Length));
            var (factor, offset) = sign < 0 ? (sides[1], "0") : (sides[1][..sign], sides[1][sign..]);
            if (Number(factor) is { } by && by != 0 && Number(offset) is { } plus) return new UnitConversion(unit, by, plus);
        }

        check.Fault("换算", $"“{text}”应写成 单位=倍数，如 mg/dL=0.0555");
        return null;
    }

    private static ReferenceRange? Range(string text, Check check)
    {
        var parts = text.Split(':');
        if (parts.Length == 3 && parts[0] is "" or "男" or "女" && AgeText.Read(parts[1]) is { } ages && Ends(parts[2]) is var (low, high)
            && (parts[2].Length > 1) && (low is null || high is null || low <= high))
            return new ReferenceRange(parts[0] switch { "男" => "1", "女" => "2", _ => null }, ages.From, ages.To, low, high, ages.FromUnit, ages.ToUnit);
        check.Fault("参考区间", $"“{text}”应写成 性别:年龄:下限-上限，如 男:18-59:130-175；年龄也可写 0天-28天、6月-11月");
        return null;
    }

    /// <summary>「130-175」, 「18-」, 「-5.2」, 「」.</summary>
    private static (decimal? Low, decimal? High)? Ends(string text)
    {
        if (text.Length == 0) return (null, null);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return null;
        var (left, right) = (text[..dash], text[(dash + 1)..]);
        if ((left.Length > 0 && Number(left) is null) || (right.Length > 0 && Number(right) is null)) return null;
        return (Number(left), Number(right));
    }

    private static IEnumerable<string> Limits(CriticalLimits limits)
    {
        var whom = limits.Ages.IsEverybody ? "" : $"{AgeText.Write(limits.Ages)}:";
        if (limits.Below is { } below) yield return $"{whom}<{Text(below)}";
        if (limits.Above is { } above) yield return $"{whom}>{Text(above)}";
    }

    /// <summary>Both sides of an age group are one; the groups stay in their order.</summary>
    private static List<CriticalLimits> Critical(string text, Check check)
    {
        var all = new List<CriticalLimits>();
        foreach (var part in Parts(text))
        {
            var (whom, limit) = part.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (part[..colon], part[(colon + 1)..]) : ("", part);
            if (AgeText.Read(whom) is not { } ages || limit.Length < 2 || limit[0] is not ('<' or '>') || Number(limit[1..]) is not { } value)
            {
                check.Fault("危急值", $"“{part}”应写成 <下限 或 >上限，只用于某些年龄的写成 年龄:<下限，如 0天-28天:<1.7");
                continue;
            }

            var at = all.FindIndex(each => each.Ages == ages);
            if (at < 0) all.Add(new CriticalLimits(null, null, ages.From, ages.To, ages.FromUnit, ages.ToUnit));
            if (at < 0) at = all.Count - 1;
            all[at] = limit[0] == '<' ? all[at] with { Below = value } : all[at] with { Above = value };
        }

        if (all.Any(each => each.Below >= each.Above)) check.Fault("危急值", "下限应低于上限");
        return all;
    }

    /// <summary>LOINC numbers end in a Luhn check digit.</summary>
    private static string? Loinc(string text, Check check)
    {
        if (text.Length == 0) return null;
        var parts = text.Split('-');
        if (parts is not [{ Length: >= 1 and <= 7 } number, [var digit]] || !number.All(char.IsAsciiDigit) || !char.IsAsciiDigit(digit)) check.Fault("LOINC", $"“{text}”不是 LOINC 编码");
        else if (Luhn(number) != digit - '0') check.Fault("LOINC", $"“{text}”的校验位不对");
        return text;
    }

    /// <summary>WS/T 886-2026: seven digits and a letter, A to D by the kind of result.</summary>
    private static string? National(string text, Check check)
    {
        if (text.Length == 0) return null;
        if (!NationalForm().IsMatch(text)) check.Fault("国家代码", $"“{text}”不是 WS/T 886-2026 的代码，应为 7 位数字和一个字母（A–D）");
        return text;
    }

    [GeneratedRegex("^[0-9]{7}[A-D]$")]
    private static partial Regex NationalForm();

    private static int Luhn(string digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)] - '0';
            if (index % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return (10 - sum % 10) % 10;
    }

    private static T Choose<T>(string field, string text, T fallback, Func<T, string> show, Check check) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (show(value) == text) return value;
        check.Fault(field, text.Length == 0 ? "不能为空" : $"不能是“{text}”，可填：{string.Join("、", Enum.GetValues<T>().Select(show))}");
        return fallback;
    }

    private static int Whole(string field, string text, int fallback, int least, int most, Check check)
    {
        if (text.Length == 0) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        check.Fault(field, $"应是 {least} 到 {most} 的整数");
        return fallback;
    }

    private static string[] Parts(string text) => text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Sex(string? code) => code switch { "1" => "男", "2" => "女", _ => "" };

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
