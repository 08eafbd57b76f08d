using System.Globalization;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>
/// What a clause says. The upper part comes from the text; the lower part is the detail that people add where the text is vague
/// (定期, 优先, 一定优惠), or which they knowingly leave open.
/// </summary>
public sealed class ClauseContent
{
    public string Text { get; set; } = "";

    /// <summary>Codes of <see cref="ClauseKinds"/>, the leading one first. One sentence can be of several kinds.</summary>
    public List<string> Kinds { get; set; } = [];

    /// <summary>Labels of the parties that owe it; a collective word (各方, 双方, 各成员单位) means all that it names.</summary>
    public List<string> Bearers { get; set; } = [];

    /// <summary>Labels of those to whom it is owed; empty means all others.</summary>
    public List<string> Counterparties { get; set; } = [];
    public Modality Modality { get; set; } = Modality.Shall;

    public decimal? QuantityValue { get; set; }
    public string? QuantityUnit { get; set; }

    /// <summary>How often; null for a standing duty.</summary>
    public Every? Every { get; set; }

    /// <summary>
    /// By which day of the period: month and day of a year ("12-31"), the day of a month ("5"), the place of the month and the day of a quarter
    /// or half-year ("3-25" for 末月25日), or the day alone for its first month ("10" for 首月10日). Null means by the end of the period.
    /// </summary>
    public string? DueBy { get; set; }

    /// <summary>How many times in each period; one where nothing is said.</summary>
    public int? Times { get; set; }

    /// <summary>Words that promise without saying how much: each needs detail or is knowingly left open.</summary>
    public List<string> Vague { get; set; } = [];
    public List<string> Items { get; set; } = [];

    /// <summary>The list ends in 等: items may be added by agreement of both sides.</summary>
    public bool OpenList { get; set; }

    public AtEnd AtEnd { get; set; }

    /// <summary>Minutes within which the act must follow; a time limit always has a source.</summary>
    public int? WithinMinutes { get; set; }
    public string? WithinSource { get; set; }
    public string? PersonInCharge { get; set; }

    /// <summary>Price rule of a supply clause, in words: 「按成本价下浮 15%，以 2026 年价目表为准」.</summary>
    public string? PriceRule { get; set; }
    public string? Note { get; set; }

    /// <summary>Why something vague is knowingly left open.</summary>
    public string? LeftOpen { get; set; }

    public string Kind => Kinds.Count > 0 ? Kinds[0] : "other";

    /// <summary>The words in the clause that still promise without a measure.</summary>
    public bool NeedsDetail => Vague.Count > 0 && LeftOpen is null
        && Every is null && Times is null && WithinMinutes is null && PriceRule is null && Note is null;

    /// <exception cref="Refused">Names every gap.</exception>
    public void MustBeComplete()
    {
        var gaps = new List<string>();
        if (string.IsNullOrWhiteSpace(Text)) gaps.Add("条款原文为空");
        if (Kinds.Count == 0) gaps.Add("没有选择条款类型");
        if (Bearers.Count == 0) gaps.Add("没有写明由哪一方承担");
        if (NeedsDetail) gaps.Add($"“{string.Join("”“", Vague)}”没有量化：请补充频次、时限、价格或说明，或写明为何暂不细化");
        if (WithinMinutes is not null && string.IsNullOrWhiteSpace(WithinSource)) gaps.Add("时限没有写明来源（协议条款、地方规定或双方商定）");
        if (WithinMinutes is <= 0) gaps.Add("时限应大于零");
        if (Times is <= 0) gaps.Add("次数应大于零");
        if (QuantityValue is <= 0) gaps.Add("数量应大于零");
        if (QuantityValue is not null && string.IsNullOrWhiteSpace(QuantityUnit)) gaps.Add("数量没有写明单位（人、次、例）");
        if (DueBy is not null && !IsDueBy(DueBy, Every)) gaps.Add("截止日期应为“月-日”（每年，如 12-31）、日（每月，如 5），或首月的日、“第几个月-日”（每季度、每半年，如 10、3-25）");
        if (gaps.Count > 0)
            throw new Refused(RefusalKind.Invalid, "clause.incomplete", $"这条条款还不能确认：{string.Join("；", gaps)}。", "请补充后再确认；已填写的内容不会丢失。");
    }

    /// <summary>Days and weeks have no day of their own: they are due by their end.</summary>
    public static bool IsDueBy(string text, Every? every) => MonthAndDay(text, every) is not null;

    /// <summary>The place of the month in the period, from 1, and the day of that month; null where the text does not fit the rhythm.</summary>
    internal static (int Month, int Day)? MonthAndDay(string text, Every? every)
    {
        if (every == Agreements.Every.Year) return PartialDate.TryParse($"2024-{text}", out var date) && date.Day is { } day ? (date.Month!.Value, day) : null;
        var months = every switch { Agreements.Every.Month => 1, Agreements.Every.Quarter => 3, Agreements.Every.HalfYear => 6, _ => 0 };
        var parts = text.Split('-');
        if (parts.Length > (months > 1 ? 2 : 1) || !parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return null;
        var (month, of) = (parts.Length == 2 ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 1, int.Parse(parts[^1], CultureInfo.InvariantCulture));
        return month >= 1 && month <= months && of is >= 1 and <= 31 ? (month, of) : null;
    }

    public ClauseContent Copy()
    {
        var copy = (ClauseContent)MemberwiseClone();
        (copy.Kinds, copy.Bearers, copy.Counterparties, copy.Vague, copy.Items) = ([.. Kinds], [.. Bearers], [.. Counterparties], [.. Vague], [.. Items]);
        return copy;
    }
}
