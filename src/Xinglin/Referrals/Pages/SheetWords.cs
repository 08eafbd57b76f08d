namespace Xinglin.Referrals.Pages;

/// <summary>Contents of a referral as lines of a printed form; null where there is nothing to print.</summary>
internal static class SheetWords
{
    public static string Of(IReadOnlyList<Diagnosis> diagnoses) =>
        string.Join("；", diagnoses.Select(diagnosis => diagnosis.Code is null ? diagnosis.Name : $"{diagnosis.Name}（{diagnosis.Code}）"));

    public static string Of(IReadOnlyList<PlanMedicine> medicines) =>
        string.Join("；", medicines.Select(medicine => $"{medicine.Name}，{medicine.Dosage}{(medicine.Days is { } days ? $"，{days} 天" : "")}"));

    public static string Of(IReadOnlyList<PlannedFollowUp> followUps) =>
        string.Join("；", followUps.Select(followUp => $"{Platform.ChinaTime.Show(followUp.On)} {followUp.What}"));

    public static string Of(IReadOnlyList<LinkedReport> reports) =>
        string.Join("；", reports.Select(report => $"{report.Title}（{report.Organization}，{Platform.ChinaTime.Show(Platform.ChinaTime.DateIn(report.At))}）"));

    /// <summary>Infection, transport and precautions.</summary>
    public static IReadOnlyList<string> Cautions(ReferralRequest request) =>
        [.. new[] { request.Infectious ? $"有传染性。{request.Isolation}" : null, Labelled("转运需要", request.Transport.Show()), request.Precautions }.SelectMany(Given)];

    public static string? Labelled(string label, string? text) => string.IsNullOrWhiteSpace(text) ? null : $"{label}：{text.Trim()}";

    public static IEnumerable<string> Given(string? text) => string.IsNullOrWhiteSpace(text) ? [] : [text];
}
