using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Hooks;

/// <summary>What the doctor reads on a card for one draft order: a line for each item of it, whether its result stands, why it does not, or that none is known.</summary>
/// <param name="reasons">National and local, as CDS Hooks override reasons.</param>
internal sealed class Cards(PublicAddress address, IReadOnlyList<RepeatReason> reasons)
{
    private const int LongestSummary = 138;

    private readonly IReadOnlyList<CardCoding> codings = [.. reasons.Select(reason => new CardCoding(reason.Code, Systems.RepeatReason, reason.NeedsWords ? $"{reason.Name}（请写明）" : reason.Name))];

    /// <summary>A result stands for the order or for a part of it; only where it does for all of it may the order go.</summary>
    public Card Standing(Guid id, DraftOrder order, OrderAnswer answer, IReadOnlyList<ItemAnswer> items)
    {
        var standing = items.Where(item => item.Standing == Results.Contract.Standing.Stands).ToList();
        var whole = standing.Count == items.Count;
        var critical = standing.Exists(item => item.Result!.Flag == ResultFlag.Critical);
        var newest = standing.MaxBy(item => item.Result!.At)!.Result!;
        var summary = whole ? $"{order.Name}：已有可互认的结果（{newest.Organization}，{ChinaTime.Show(newest.At)}）" : $"{order.Name}：{items.Count} 项中 {standing.Count} 项已有可互认的结果";
        return new Card(id.ToString(), Short(summary), Lines(items), critical ? "warning" : "info", Source(answer),
            whole ? [new CardSuggestion("采用已有结果，取消本次开单", id.ToString(), true, [new CardAction("delete", $"取消“{order.Name}”", order.Reference)])] : null,
            whole ? "at-most-one" : null, codings, [new CardLink("查看依据与明细", Link(answer))]);
    }

    /// <summary>No result stands, or none is known; the doctor learns why, and need not do anything.</summary>
    public Card NotStanding(Guid id, DraftOrder order, OrderAnswer answer, IReadOnlyList<ItemAnswer> items) => new(
        id.ToString(), Short($"{order.Name}：{(items.Any(item => item.Result is not null) ? "已有结果不能互认" : "没有查到既往结果")}，可以开单"),
        Lines(items), "info", Source(answer), Links: [new CardLink("查看依据与明细", Link(answer))]);

    private static string Lines(IReadOnlyList<ItemAnswer> items) => string.Join('\n', items.Select(item => $"- **{item.Name}**：{item.Standing switch
    {
        Results.Contract.Standing.Stands => $"可互认。{Line(item)}{Said(item, RuleOutcome.Note)}",
        Results.Contract.Standing.DoesNotStand => $"不能互认。{Where(item.Result!)}：{Said(item, RuleOutcome.Fails)}",
        _ => Said(item, RuleOutcome.Note)
    }}"));

    /// <summary>Each rule that came out so. What is to be known beside a result that stands is what changes how it is read.</summary>
    private static string Said(ItemAnswer item, RuleOutcome outcome) => string.Concat(item.Findings
        .Where(finding => finding.Outcome == outcome && (outcome == RuleOutcome.Fails || finding.Code is "critical" or "newer" or "method" or "unknown")).Select(finding => finding.Words));

    private static string Where(EarlierResult result) => $"{result.Organization} {result.Department}，{ChinaTime.Show(result.At)}";

    private static string Line(ItemAnswer item)
    {
        var result = item.Result!;
        var value = result.Masked ? "结果属敏感信息，请在杏林中查看" : result.Value ?? "见影像与报告";
        return $"{value}{Flag(result.Flag)}；{Where(result)}"
            + (item.Mark is { } mark ? $"；标识 {mark}" : "") + (item.Basis is { } basis ? $"；依据 {basis}" : "") + (item.Until is { } until ? $"；有效至 {ChinaTime.Show(until)}" : "")
            + (item.Price is { } price ? $"；重复检查{(item.PricedWithPanel ? "（整组）" : "")}约 {price:0.##} 元" : "") + "。";
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
