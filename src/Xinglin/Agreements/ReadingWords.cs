using Xinglin.Agreements.Reading;

namespace Xinglin.Agreements;

/// <summary>Turns the reader's words into the draft's values.</summary>
internal static class ReadingWords
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
        DueBy = duty.Schedule?.By,
        Vague = [.. duty.Vague],
        Items = [.. duty.Items],
        OpenList = duty.OpenList,
        WithinMinutes = duty.Schedule?.Within is { } within ? Minutes(within) : null,
        WithinSource = duty.Schedule?.Within is null ? null : "协议条款原文",
        AtEnd = Contract.ClauseKinds.Of(duty.Kind).AtEnd
    };

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
