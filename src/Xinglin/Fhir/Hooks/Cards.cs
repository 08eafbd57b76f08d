using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Hooks;

/// <summary>What the doctor reads on a card for one draft order.</summary>
internal sealed class Cards(PublicAddress address)
{
    private const int LongestSummary = 138;

    /// <summary>国家六种情形 (国卫医发〔2022〕6号, as repeated on 2024-11-27) as CDS Hooks override reasons.</summary>
    public static readonly IReadOnlyList<CardCoding> Reasons =
    [
        new("R1", Systems.RepeatReason, "病情变化，结果与临床表现、诊断不符，难以满足诊疗"), new("R2", Systems.RepeatReason, "结果在疾病演变中变化较快"),
        new("R3", Systems.RepeatReason, "对诊疗意义重大（手术、输血等重大措施前）"), new("R4", Systems.RepeatReason, "急诊、急救"),
        new("R5", Systems.RepeatReason, "司法、伤残、病退等鉴定"), new("R6", Systems.RepeatReason, "其他确需复查的情形（请写明）")
    ];

    /// <summary>A result stands for the order or for a part of it; only where it does for all of it may the order go.</summary>
    public Card Standing(Guid id, DraftOrder order, OrderAnswer answer, IReadOnlyList<ItemAnswer> items)
    {
        var standing = items.Where(item => item.Standing == Results.Contract.Standing.Stands).ToList();
        var whole = standing.Count == items.Count;
        var critical = standing.Exists(item => item.Result!.Flag == ResultFlag.Critical);
        var newest = standing.MaxBy(item => item.Result!.At)!.Result!;
        var summary = whole ? $"{order.Name}：已有可互认的结果（{newest.Organization}，{ChinaTime.Show(newest.At)}）" : $"{order.Name}：{items.Count} 项中 {standing.Count} 项已有可互认的结果";
        return new Card(id.ToString(), Short(summary), string.Join('\n', standing.Select(Line)), critical ? "warning" : "info", Source(answer),
            whole ? [new CardSuggestion("采用已有结果，取消本次开单", id.ToString(), true, [new CardAction("delete", $"取消“{order.Name}”", order.Reference)])] : null,
            whole ? "at-most-one" : null, Reasons, [new CardLink("查看依据与明细", Link(answer))]);
    }

    /// <summary>There are results and none of them stands; the doctor learns why, and need not do anything.</summary>
    public Card NotStanding(Guid id, DraftOrder order, OrderAnswer answer, IReadOnlyList<ItemAnswer> items) => new(
        id.ToString(), Short($"{order.Name}：已有结果不能互认，可以开单"),
        string.Join('\n', items.Where(item => item.Result is not null).Select(item => $"- **{item.Name}**：{string.Join("；", item.Findings.Where(finding => finding.Outcome == RuleOutcome.Fails).Select(finding => finding.Words))}")),
        "info", Source(answer), Links: [new CardLink("查看依据与明细", Link(answer))]);

    private static string Line(ItemAnswer item)
    {
        var result = item.Result!;
        var value = result.Masked ? "结果属敏感信息，请在杏林中查看" : result.Value ?? "见影像与报告";
        return $"- **{item.Name}**：{value}{Flag(result.Flag)}；{result.Organization} {result.Department}，{ChinaTime.Show(result.At)}"
            + (item.Mark is { } mark ? $"；标识 {mark}" : "") + (item.Basis is { } basis ? $"；依据 {basis}" : "") + (item.Until is { } until ? $"；有效至 {ChinaTime.Show(until)}" : "")
            + (item.Price is { } price ? $"；重复检查{(item.PricedWithPanel ? "（整组）" : "")}约 {price:0.##} 元" : "");
    }

    private static string Flag(ResultFlag flag) => flag switch
    {
        ResultFlag.High => " ↑",
        ResultFlag.Low => " ↓",
        ResultFlag.Critical => " 危急",
        ResultFlag.Abnormal => " 异常",
        _ => ""
    };

    private CardSource Source(OrderAnswer answer) => new("杏林 检查检验结果互认", Link(answer));

    private string Link(OrderAnswer answer) => address.Of($"/results/orders/{answer.PatientId}/{answer.CheckId}");

    private static string Short(string text) => text.Length <= LongestSummary ? text : text[..(LongestSummary - 1)] + "…";
}
