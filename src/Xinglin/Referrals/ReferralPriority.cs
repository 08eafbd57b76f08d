using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>
/// The order in which waiting patients are dealt with, the one place that says it: emergencies; then whoever's clock has run out, the
/// longest late first; then the urgent; then the rest. Among equals those whose sender has a priority clause go before those without, then who is
/// due first, then who has waited longest. Whoever is late goes before all that came later, so nobody waits for ever behind others'
/// urgency. Age or infection move nobody: no rule that could be cited says by how much.
/// </summary>
public static class ReferralPriority
{
    public const string Rule = "急诊绿色通道在前；其次是已超时的，超时最久的在前；再次是紧急，最后是普通。同级中，有优先条款的在前，然后先到期的在前，再后等得久的在前。";

    private const int Emergency = 0;

    /// <summary>The lower, the earlier; a clock that has run out comes after the emergencies and before all others.</summary>
    public static int RankOf(ReferralUrgency urgency, bool clause) => urgency switch
    {
        ReferralUrgency.Emergency => Emergency,
        ReferralUrgency.Urgent => clause ? 1 : 2,
        _ => clause ? 3 : 4
    };

    /// <summary>Ids come in the order of writing: of two that are due together, the one that has waited longer is first.</summary>
    public static IOrderedQueryable<Referral> InOrder(IQueryable<Referral> referrals, DateTimeOffset now) => referrals
        .OrderBy(referral => referral.PriorityRank == Emergency ? 0 : referral.DueAt < now ? 1 : referral.PriorityRank + 1)
        .ThenBy(referral => referral.DueAt)
        .ThenBy(referral => referral.Id);

    /// <summary>The first of each tier, each in an order that the index has: the emergencies, the late, those in time.</summary>
    internal static IEnumerable<IQueryable<Referral>> Tiers(IQueryable<Referral> referrals, DateTimeOffset now, int most) =>
    [
        InTier(referrals.Where(referral => referral.PriorityRank == Emergency)).Take(most),
        referrals.Where(referral => referral.PriorityRank > Emergency && referral.DueAt < now).OrderBy(referral => referral.DueAt).ThenBy(referral => referral.Id).Take(most),
        InTier(referrals.Where(referral => referral.PriorityRank > Emergency && referral.DueAt >= now)).Take(most)
    ];

    private static IOrderedQueryable<Referral> InTier(IQueryable<Referral> referrals) =>
        referrals.OrderBy(referral => referral.PriorityRank).ThenBy(referral => referral.DueAt).ThenBy(referral => referral.Id);

    /// <summary>Why it stands where it stands, in words.</summary>
    public static string Explain(ReferralUrgency urgency, DateTimeOffset? due, string? priority, DateTimeOffset now)
    {
        var until = due is { } moment ? $"期限 {ChinaTime.Show(moment)}" : "没有期限";
        var clause = priority is null ? "" : $"（{priority}）";
        if (urgency == ReferralUrgency.Emergency) return $"急诊绿色通道排在最前{clause}；同为急诊的先到期的在前，{until}。";
        if (due < now) return $"已经超时（{until}），排在未超时的之前；超时最久的最先，谁也不会一直排在后面。";
        var first = urgency == ReferralUrgency.Urgent ? "紧急，排在普通之前" : "普通";
        return priority is null
            ? $"{first}；没有优先条款，同级中排在有优先条款的之后；先到期的在前，{until}。"
            : $"{first}；有优先条款{clause}，同级中排在没有的之前；先到期的在前，{until}。";
    }
}
