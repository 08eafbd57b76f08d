using Xinglin.Agreements.Contract;

namespace Xinglin.Agreements.Pages;

/// <summary>A clause as typed in the form. Text fields hold lists one to a line or parted by 、.</summary>
public sealed class ClauseForm
{
    public int Seen { get; set; }
    public string? Path { get; set; }
    public string? Text { get; set; }
    public string? Kind1 { get; set; }
    public string? Kind2 { get; set; }
    public string? Kind3 { get; set; }
    public List<string> Bearers { get; set => field = value ?? []; } = [];
    public List<string> Counterparties { get; set => field = value ?? []; } = [];
    public Modality Modality { get; set; }
    public decimal? QuantityValue { get; set; }
    public string? QuantityUnit { get; set; }
    public Every? Every { get; set; }
    public int? Times { get; set; }
    public string? DueBy { get; set; }
    public string? Items { get; set; }
    public bool OpenList { get; set; }
    public int? Within { get; set; }

    /// <summary>Minutes in one unit of <see cref="Within"/>: 1, 60 or 1440.</summary>
    public int WithinUnit { get; set; } = 60;
    public string? WithinSource { get; set; }
    public string? PersonInCharge { get; set; }
    public string? PriceRule { get; set; }
    public string? Note { get; set; }
    public string? LeftOpen { get; set; }
    public AtEnd AtEnd { get; set; }
    public string? Vague { get; set; }
    public string? Reason { get; set; }
    public string? Parts { get; set; }

    public static ClauseForm Of(Clause clause)
    {
        var content = clause.Content;
        var unit = content.WithinMinutes switch { null => 60, var minutes when minutes % 1440 == 0 => 1440, var minutes when minutes % 60 == 0 => 60, _ => 1 };
        return new ClauseForm
        {
            Seen = clause.Version,
            Path = clause.Path,
            Text = content.Text,
            Kind1 = content.Kinds.ElementAtOrDefault(0),
            Kind2 = content.Kinds.ElementAtOrDefault(1),
            Kind3 = content.Kinds.ElementAtOrDefault(2),
            Bearers = [.. content.Bearers],
            Counterparties = [.. content.Counterparties],
            Modality = content.Modality,
            QuantityValue = content.QuantityValue,
            QuantityUnit = content.QuantityUnit,
            Every = content.Every,
            Times = content.Times,
            DueBy = content.DueBy,
            Items = string.Join("、", content.Items),
            OpenList = content.OpenList,
            Within = content.WithinMinutes / unit,
            WithinUnit = unit,
            WithinSource = content.WithinSource,
            PersonInCharge = content.PersonInCharge,
            PriceRule = content.PriceRule,
            Note = content.Note,
            LeftOpen = content.LeftOpen,
            AtEnd = content.AtEnd,
            Vague = string.Join("、", content.Vague),
            Parts = content.Text.Replace("；", "；\n", StringComparison.Ordinal).Replace("。", "。\n", StringComparison.Ordinal).Trim()
        };
    }

    public ClauseContent ToContent() => new()
    {
        Text = Text?.Trim() ?? "",
        Kinds = [.. new[] { Kind1, Kind2, Kind3 }.Where(kind => !string.IsNullOrWhiteSpace(kind)).Select(kind => kind!).Distinct()],
        Bearers = [.. Bearers],
        Counterparties = [.. Counterparties],
        Modality = Modality,
        QuantityValue = QuantityValue,
        QuantityUnit = Blank(QuantityUnit),
        Every = Every,
        Times = Times,
        DueBy = Blank(DueBy),
        Vague = Split(Vague),
        Items = Split(Items),
        OpenList = OpenList,
        WithinMinutes = Within * WithinUnit,
        WithinSource = Blank(WithinSource),
        PersonInCharge = Blank(PersonInCharge),
        PriceRule = Blank(PriceRule),
        Note = Blank(Note),
        LeftOpen = Blank(LeftOpen),
        AtEnd = AtEnd
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static List<string> Split(string? text) =>
        [.. (text ?? "").Split(['、', '，', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}
