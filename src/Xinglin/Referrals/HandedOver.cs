using Xinglin.Patients.Contract;

namespace Xinglin.Referrals;

/// <summary>Which kinds of data a referral gives to its receiver, by what is written in it: each needs the patient's agreement (个人信息保护法 第二十三条).</summary>
internal static class HandedOver
{
    public static IReadOnlyList<ConsentScope> By(ReferralRequest request, ReferralOutcome? outcome)
    {
        List<ConsentScope> kinds = [ConsentScope.Identity, ConsentScope.Diagnosis];
        if (Any(request.PastHistory, request.Treatment, outcome?.Course, outcome?.Condition, outcome?.DischargeSummary)) kinds.Add(ConsentScope.Visits);
        if (Any(request.Results, outcome?.MainResults) || request.Reports.Count > 0) kinds.Add(ConsentScope.Tests);
        if (Any(request.Medication, request.Allergies) || outcome is { Medicines.Count: > 0 }) kinds.Add(ConsentScope.Medication);
        if (Any(outcome?.Plan, outcome?.Rehabilitation, outcome?.Monitoring)) kinds.Add(ConsentScope.Plan);
        return kinds;
    }

    private static bool Any(params string?[] texts) => texts.Any(text => !string.IsNullOrWhiteSpace(text));
}
