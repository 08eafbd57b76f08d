using System.Text;
using Xinglin.Agreements.Contract;

namespace Xinglin.Agreements;

/// <summary>
/// The whole of one version as one plain text: what the parties agree to and seal. Its SHA-256 stands under every seal, so a
/// changed word is found. The form is part of the product: a change to it would void hashes, so it carries a number.
/// </summary>
public static class AgreementDocument
{
    public static string Write(Agreement agreement, IEnumerable<Clause> clauses, IEnumerable<AgreementTarget> targets, AgreementSource? source)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');

        Line("杏林协议文本 格式2");
        Line($"编号：{agreement.Reference}");
        Line($"名称：{agreement.Title}");
        Line($"形式：{agreement.Form.Show()}");
        foreach (var party in agreement.Parties.OrderBy(party => party.Position))
            Line(Write(party));
        if (agreement.Bases.Count > 0) Line($"依据：{string.Join("、", agreement.Bases)}");
        Line($"生效：{AgreementPeriod.Show(agreement.Period.StartsOn)}");
        Line($"期限：{agreement.Period.Show()}");
        Line($"期满：{AgreementPeriod.Show(agreement.Period.Renewal)}");
        Line($"提前终止：{Ending(agreement.Period)}");
        if (Copies(agreement) is { Length: > 0 } copies) Line($"份数：{copies}");
        foreach (var clause in InOrder(clauses).Where(clause => clause.State == ClauseState.Confirmed))
            Line(Write(clause));
        foreach (var target in targets.Where(target => target is { IsExample: false, State: ClauseState.Confirmed }).OrderBy(target => target.Position))
            Line($"目标：{Write(target)}");
        if (source is not null) Line($"来源文件：{source.FileName} SHA-256 {source.Sha256}");
        return text.ToString();
    }

    public static string Write(AgreementParty party) => $"{party.Label}（{party.RoleName}）：{party.Name}";

    public static string Write(AgreementTarget target) => $"{target.Show()}（{target.Indicator}）";

    public static string Ending(AgreementPeriod period) => $"{period.ShowNotice()}{(period.DutiesSurvive ? "；已承诺的义务终止后继续履行" : "")}";

    /// <summary>Empty where nothing is said.</summary>
    public static string Copies(Agreement agreement) =>
        agreement.CopiesTotal is { } copies ? $"{copies} 份{(agreement.CopiesEach is { } each ? $"，各执 {each} 份" : "")}" : "";

    /// <summary>1.2.10 comes after 1.2.9.</summary>
    public static IEnumerable<Clause> InOrder(IEnumerable<Clause> clauses) =>
        clauses.OrderBy(clause => clause.Position).ThenBy(clause => clause.Path, StringComparer.Ordinal).ThenBy(clause => clause.Id);

    /// <summary>One clause with everything that binds, as one line.</summary>
    public static string Write(Clause clause)
    {
        var content = clause.Content;
        var parts = new List<string>
        {
            $"类型：{string.Join("、", content.Kinds.Select(kind => ClauseKinds.Of(kind).Name))}",
            $"承担方：{string.Join("、", content.Bearers)}"
        };
        if (content.Counterparties.Count > 0) parts.Add($"相对方：{string.Join("、", content.Counterparties)}");
        parts.Add($"强度：{ClauseWords.Show(content.Modality)}");
        if (ClauseWords.ShowSchedule(content) is { } schedule) parts.Add($"频次：{schedule}");
        if (content.QuantityValue is { } quantity) parts.Add($"数量：{quantity:0.##}{content.QuantityUnit}");
        if (content.Items.Count > 0) parts.Add($"项目：{string.Join("、", content.Items)}{(content.OpenList ? "等（可协商增加）" : "")}");
        if (content.WithinMinutes is not null) parts.Add($"时限：{ClauseWords.ShowWithin(content)}（{content.WithinSource}）");
        if (content.PersonInCharge is { Length: > 0 } person) parts.Add($"负责人：{person}");
        if (content.PriceRule is { Length: > 0 } price) parts.Add($"价格：{price}");
        if (content.Note is { Length: > 0 } note) parts.Add($"说明：{note}");
        if (content.LeftOpen is { Length: > 0 } open) parts.Add($"暂不细化：{open}");
        parts.Add($"到期：{content.AtEnd.Show()}");
        return $"第{clause.Path}条 {content.Text}【{string.Join("；", parts)}】";
    }
}
