using System.Text.RegularExpressions;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Reading;

namespace Xinglin.Agreements;

/// <summary>Turns the reader's words into the draft's values.</summary>
internal static partial class ReadingWords
{
    /// <summary>"signing-and-sealing" → SigningAndSealing.</summary>
    public static T Enum<T>(string word) where T : struct, Enum =>
        System.Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    public static AgreementPeriod Period(AgreementTerm term) => new()
    {
        From = term.From,
        To = term.To,
        Years = term.Years,
        StartsOn = term.StartsOn is { } startsOn ? Enum<StartsOn>(startsOn) : StartsOn.Sealing,
        Renewal = term.Renewal is { } renewal ? Enum<Renewal>(renewal) : Renewal.ByAgreement,
        NoticeDays = term.Notice is { Unit: "day" } days ? (int)days.Value : null,
        NoticeMonths = term.Notice is { Unit: "month" } months ? (int)months.Value : null,
        DutiesSurvive = term.SurvivingDuties
    };

    public static ClauseContent Content(Duty duty) => new()
    {
        Text = duty.Text,
        Kinds = [.. (duty.Kinds.Count > 0 ? duty.Kinds : [duty.Kind]).Take(3)],
        Bearers = [.. duty.Bearer],
        Counterparties = [.. duty.Counterparty],
        Modality = Enum<Modality>(duty.Modality),
        QuantityValue = Recurs(duty) ? null : duty.Quantity?.Value,
        QuantityUnit = Recurs(duty) ? null : duty.Quantity?.Unit,
        Times = Recurs(duty) ? (int)duty.Quantity!.Value : null,
        Every = duty.Schedule?.Every is { } every ? Enum<Every>(every) : null,
        DueBy = duty.Schedule is { By: { } by } schedule ? DueBy(by, schedule.Every, duty.Text) : null,
        Vague = [.. duty.Vague],
        Items = [.. duty.Items],
        OpenList = duty.OpenList,
        WithinMinutes = duty.Schedule?.Within is { } within ? Minutes(within) : null,
        WithinSource = duty.Schedule?.Within is null ? null : "协议条款原文",
        AtEnd = ClauseKinds.Of(duty.Kind).AtEnd
    };

    /// <summary>「每季度末月25日前」: which month of the period a plain day means stands in the text; its first where nothing is said, and for 次月, the first of the next.</summary>
    private static string DueBy(string by, string? every, string text) =>
        by.Contains('-') || every is not ("quarter" or "half-year") ? by
        : MonthOfPeriod().Match(text) is not { Success: true } named ? by
        : named.Groups["second"].Success ? $"2-{by}" : every == "quarter" ? $"3-{by}" : $"6-{by}";

    [GeneratedRegex("(?:季度?|半年)的?(?:(?<second>第二个月)|末月|最后一个?月)|季度?的?第三个月")]
    private static partial Regex MonthOfPeriod();

    /// <summary>「每月 2 次」 is how often, not how much.</summary>
    private static bool Recurs(Duty duty) => duty is { Quantity.Unit: "次", Schedule.Every: not null };

    private static int Minutes(Amount within) => (int)(within.Value * within.Unit switch
    {
        "minute" => 1,
        "hour" => 60,
        "day" => 1440,
        _ => 43200
    });
}
