namespace Xinglin.Results.Items;

/// <summary>检验 is made on material from the body, 检查 yields images or tracings (国卫医发〔2022〕6号 第二条).</summary>
public enum ItemKind { Laboratory, Examination }

/// <summary>What a result of the item consists of.</summary>
public enum ValueKind
{
    /// <summary>A number with a unit.</summary>
    Numeric,

    /// <summary>阴性, 阳性, 1+ …</summary>
    Qualitative,

    /// <summary>A culture: what grew, and what it is sensitive to.</summary>
    Microbiology,

    /// <summary>Images; the words of the report are another doctor's opinion.</summary>
    Images,

    /// <summary>A tracing such as an ECG.</summary>
    Tracing,

    /// <summary>Words only, such as pathology.</summary>
    Words,

    /// <summary>淡黄色, A型, 0–1/HP: what was found, neither usual nor unusual by itself.</summary>
    Nominal
}

/// <summary>value in the item's unit = value in <paramref name="Unit"/> × <paramref name="Factor"/> + <paramref name="Offset"/>.</summary>
public sealed record UnitConversion(string Unit, decimal Factor, decimal Offset = 0);

/// <summary>What is usual in healthy people of that sex and age.</summary>
/// <param name="Sex">Code of GB/T 2261.1: 1 male, 2 female; null for both.</param>
/// <param name="From">See <see cref="AgeGroup"/>, as the three after it.</param>
public sealed record ReferenceRange(string? Sex, int From, int? To, decimal? Low, decimal? High, AgeUnit FromUnit = AgeUnit.Years, AgeUnit ToUnit = AgeUnit.Years)
{
    public AgeGroup Ages => new(From, FromUnit, To, ToUnit);

    public bool Fits(string sex, Age? age) => (Sex is null || Sex == sex) && Ages.Fits(age);

    /// <summary>「男 18–59 岁」, 「60 岁起」; empty where it holds for everybody.</summary>
    public string Whom() => $"{Sex switch { "1" => "男", "2" => "女", _ => "" }} {Ages.Show()}".Trim();

    /// <summary>「3.5–9.5」, 「≤ 5.2」</summary>
    public string Show() => (Low, High) switch
    {
        ({ } low, { } high) => $"{low}–{high}",
        (null, { } high) => $"≤ {high}",
        ({ } low, null) => $"≥ {low}",
        _ => ""
    };
}

/// <summary>A value below or above which somebody must act at once (危急值); null where there is no such side.</summary>
/// <param name="From">See <see cref="AgeGroup"/>, as the three after it.</param>
public sealed record CriticalLimits(decimal? Below, decimal? Above, int From = 0, int? To = null, AgeUnit FromUnit = AgeUnit.Years, AgeUnit ToUnit = AgeUnit.Years)
{
    public AgeGroup Ages => new(From, FromUnit, To, ToUnit);

    /// <param name="age">Null where it is not known: no limit is passed over then, because a false alarm harms less than none.</param>
    public bool Fits(Age? age) => age is null || Ages.Fits(age);

    public bool IsCritical(decimal value) => value < Below || value > Above;

    /// <summary>「&lt; 2.5、&gt; 22.2」, 「0–28 天：&lt; 1.7」</summary>
    public string Show() => $"{(Ages.IsEverybody ? "" : $"{Ages.Show()}：")}{string.Join("、", new[] { Below is { } below ? $"< {below}" : null, Above is { } above ? $"> {above}" : null }.OfType<string>())}";
}

/// <summary>An entry of the national item list as this installation uses it: what local codes are mapped to, and what is recognised.</summary>
/// <param name="Panel">What a doctor orders it by: 「血常规」. An examination is its own panel's part too: 「CT」.</param>
/// <param name="Loinc">Only where it is sure.</param>
/// <param name="Unit">The unit that values are compared in; null for what has none.</param>
/// <param name="Level">Data level (GB/T 39725-2020): 4, or 5 for what only those may see who treat the illness itself.</param>
/// <param name="Source">Where ranges and limits come from.</param>
public sealed record Item(
    string Code, string Name, ItemKind Kind, string Panel, ValueKind Value, string? Loinc, string? Unit, string? Specimen, string? Method, int Decimals,
    IReadOnlyList<UnitConversion> Conversions, IReadOnlyList<ReferenceRange> References, IReadOnlyList<CriticalLimits> Critical, int Level, IReadOnlyList<string> Aliases, string? Source)
{
    public const int SecretLevel = 5;

    /// <summary>Whose work it is: a speciality of 《医疗机构诊疗科目名录》 such as 「临床化学」; null for an examination, which its panel places.</summary>
    public string? Discipline { get; init; }

    /// <summary>Code of WS/T 886-2026, in force since 2026-11-01; null for what the standard does not list, or not surely.</summary>
    public string? NationalCode { get; init; }

    public bool IsSecret => Level >= SecretLevel;

    /// <summary>The value in the item's own unit; null where the unit is not known for this item.</summary>
    public decimal? Convert(decimal value, string? unit)
    {
        if (Unit is null || unit is null || SameUnit(unit, Unit)) return value;
        return Conversions.FirstOrDefault(each => SameUnit(each.Unit, unit)) is { } way ? value * way.Factor + way.Offset : null;
    }

    public ReferenceRange? ReferenceFor(string sex, Age? age) => References.FirstOrDefault(range => range.Fits(sex, age));

    internal IEnumerable<string> Names => (NationalCode is null ? Aliases : Aliases.Prepend(NationalCode)).Prepend(Code).Prepend(Name).Select(name => name.Trim());

    public bool IsCalled(string name) => Names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Units are written in many ways: μ and µ, 10^9/L and 10*9/L and ×10⁹/L.</summary>
    internal static bool SameUnit(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string unit) => string.Concat(unit.Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant()
        .Replace('μ', 'u').Replace('µ', 'u').Replace("×", "", StringComparison.Ordinal).Replace("*", "^", StringComparison.Ordinal)
        .Replace("⁹", "^9", StringComparison.Ordinal).Replace("¹²", "^12", StringComparison.Ordinal).TrimStart('x');
}

public static class ItemWords
{
    /// <summary>「CT检查」 where the panel's name alone says little.</summary>
    public static string PanelTitle(string panel) => panel.All(char.IsAscii) ? $"{panel}检查" : panel;

    public static string Show(this ItemKind kind) => kind == ItemKind.Laboratory ? "检验" : "检查";

    public static string Show(this ValueKind kind) => kind switch
    {
        ValueKind.Numeric => "数值",
        ValueKind.Qualitative => "定性",
        ValueKind.Microbiology => "微生物",
        ValueKind.Images => "影像",
        ValueKind.Tracing => "图形",
        ValueKind.Nominal => "描述",
        _ => "文字"
    };
}
