using System.Globalization;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Reports;

/// <summary>Reads a value as laboratories write it, and says how it lies.</summary>
public static class Reading
{
    private static readonly (string Written, string Means)[] Comparators = [("<=", "≤"), (">=", "≥"), ("≤", "≤"), ("≥", "≥"), ("<", "<"), (">", ">"), ("＜", "<"), ("＞", ">")];
    private static readonly string[] Negative = ["阴性", "未检出", "negative", "neg", "-", "（-）", "(-)", "阴性(-)", "阴性（-）", "正常", "无反应性", "未生长", "无细菌生长"];

    /// <summary>「5.6」, 「&lt; 0.01」, 「≥100」. Null for words.</summary>
    public static (decimal Number, string? Comparator)? Number(string? text)
    {
        var rest = text?.Trim() ?? "";
        string? comparator = null;
        foreach (var (written, means) in Comparators)
            if (rest.StartsWith(written, StringComparison.Ordinal))
            {
                (comparator, rest) = (means, rest[written.Length..].TrimStart());
                break;
            }

        return rest.Length is > 0 and <= 20 && decimal.TryParse(rest, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (number, comparator) : null;
    }

    /// <summary>What the sender says goes first, but a value beyond the critical limits is critical whatever he says.</summary>
    /// <param name="sex">Code of GB/T 2261.1.</param>
    public static ResultFlag Flag(ValueIn value, Item? item, string sex, Age? age)
    {
        if (value.Flag == ResultFlag.Critical) return ResultFlag.Critical;
        if (item is null) return value.Flag;
        if (item.Value == ValueKind.Qualitative && value.Value is { } word)
            return value.Flag != ResultFlag.Unknown ? value.Flag : IsNegative(word) ? ResultFlag.Normal : ResultFlag.Abnormal;
        if (item.Value != ValueKind.Numeric || Number(value.Value) is not var (number, comparator) || item.Convert(number, value.Unit) is not { } own) return value.Flag;
        if (item.Critical.Any(limits => limits.Fits(age) && Beyond(limits, own, comparator))) return ResultFlag.Critical;
        if (value.Flag != ResultFlag.Unknown) return value.Flag;
        if (item.ReferenceFor(sex, age) is not { } range) return ResultFlag.Unknown;
        return own < range.Low ? ResultFlag.Low : own > range.High ? ResultFlag.High : ResultFlag.Normal;
    }

    /// <summary>"&lt; 31" is below every limit from 31 on; "≥ 100" says nothing about an upper limit of 300.</summary>
    private static bool Beyond(CriticalLimits limits, decimal value, string? comparator) => comparator switch
    {
        null => limits.IsCritical(value),
        "<" or "≤" => value <= limits.Below,
        _ => value >= limits.Above
    };

    public static bool IsNegative(string word) => Negative.Contains(word.Trim().ToLowerInvariant());

    public static ValueLine Line(ValueIn value, Item? item, string sex, Age? age)
    {
        var number = Number(value.Value);
        return new ValueLine(value.Code.Trim(), value.Name.Trim(), Trimmed(value.Value), number?.Number, number?.Comparator, Trimmed(value.Unit), Trimmed(value.Reference),
            Flag(value, item, sex, age), Trimmed(value.Method), value.Susceptibilities);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
