using System.Globalization;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

/// <summary>
/// 履约情况说明: how every duty of one agreement stood over a period, as known at a moment. The same question gives the same
/// bytes for ever, whatever is recorded afterwards.
/// </summary>
/// <param name="Number">Null until it is issued.</param>
/// <param name="Form">See <see cref="FulfilmentCsv"/>.</param>
public sealed record FulfilmentStatement(
    Guid AgreementId, string Agreement, string Title, string? Number, DateOnly From, DateOnly To, DateTimeOffset AsOf, IReadOnlyList<DutyLine> Lines,
    int Form = FulfilmentCsv.Form)
{
    public int Count(DutyState state) => Lines.Count(line => line.State == state);

    /// <summary>Manual pieces of evidence among all, so that the reader knows how much rests on people's word.</summary>
    public (int Manual, int All) Evidence => (Lines.Sum(line => line.Evidence.Count(proof => proof.Evidence.Manual)), Lines.Sum(line => line.Evidence.Count));

    /// <summary>SHA-256 of <see cref="FulfilmentCsv"/>, hexadecimal.</summary>
    public string Sha256() => Platform.Sha256.Of(FulfilmentCsv.Write(Lines, Form));
}

/// <summary>
/// Duty lines as CSV with fixed columns. The form is part of issued statements: it has a number, and each statement is written again in the
/// form in which it was issued.
/// </summary>
public static class FulfilmentCsv
{
    /// <summary>The first form: what a clause asks for was counted in pieces of evidence alone, without 应有数量 and 已有数量.</summary>
    public const int WithoutAmounts = 1;

    /// <summary>The present form.</summary>
    public const int Form = 2;

    private static readonly string[] Header =
    [
        "协议", "条款", "类型", "约定内容", "承担方", "相对方", "强度", "频次", "期次", "自", "至", "到期日", "状态", "应有次数", "已有次数",
        "其中人工登记", "凭据", "豁免"
    ];

    public static byte[] Write(IEnumerable<DutyLine> lines, int form = Form) => form == WithoutAmounts
        ? Csv.Write(Header, lines.Select(Cells))
        : Csv.Write([.. Header, "应有数量", "已有数量", "数量单位"], lines.Select(line => Cells(line).Concat(Amounts(line))));

    private static IEnumerable<string?> Amounts(DutyLine line) => line.Duty.NeededAmount is { } needed
        ? [Number(needed), Number(line.DoneAmount), line.Duty.Content.QuantityUnit]
        : ["", "", ""];

    private static IEnumerable<string?> Cells(DutyLine line)
    {
        var duty = line.Duty;
        return
        [
            duty.Agreement.Reference, duty.Clause.Path, string.Join("、", duty.Content.Kinds.Select(kind => ClauseKinds.Of(kind).Name)), duty.Content.Text,
            duty.Bearer.Name, string.Join("、", duty.Counterparties.Select(party => party.Name)), ClauseWords.Show(duty.Content.Modality),
            ClauseWords.ShowSchedule(duty.Content) ?? "持续", line.Period ?? "", ChinaTime.Show(line.From), ChinaTime.Show(line.To),
            line.Due is { } due ? ChinaTime.Show(due) : "", DutyWords.Show(line), Number(duty.Needed), Number(line.Evidence.Count),
            Number(line.Evidence.Count(proof => proof.Evidence.Manual)),
            string.Join("；", line.Evidence.Select(proof => $"{ChinaTime.Show(proof.Evidence.OccurredOn)} {proof.Evidence.Title}{DutyWords.ShowAmount(line, proof)}（{proof.Evidence.Source}）")),
            string.Join("；", line.Waivers.Select(waiver => $"{waiver.Organization}豁免 {ChinaTime.Show(waiver.From)} 至 {ChinaTime.Show(waiver.Until)}：{waiver.Reason}"))
        ];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
