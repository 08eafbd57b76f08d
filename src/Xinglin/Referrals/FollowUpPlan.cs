using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;

namespace Xinglin.Referrals;

/// <summary>The contacts after a patient came home: planned from the care plan, each with its record, none forgotten.</summary>
public sealed class FollowUpPlan(XinglinDb db, DataKey key)
{
    /// <summary>国家基本公共卫生服务规范（第三版）: followed up within two weeks of a referral.</summary>
    public const int FirstWithinDays = 14;

    /// <summary>After so many tries on the telephone somebody goes there. A custom of this program.</summary>
    public const int Tries = 3;

    /// <summary>A custom of this program.</summary>
    public const int DaysToNextTry = 3;

    /// <summary>
    /// Plans what the outcome asks for. A patient who came home, or who had been sent up for a chronic disease, has at least one contact within two weeks.
    /// </summary>
    public void Begin(Referral referral, ReferralRequest? request, ReferralOutcome? outcome, DateTimeOffset at)
    {
        var latest = ChinaTime.DateIn(at).AddDays(FirstWithinDays);
        var planned = (outcome?.FollowUps ?? []).OrderBy(each => each.On).ToList();
        if ((referral.Direction.IsHomeward() || request?.Reasons.Contains(ReferralCodes.Chronic) == true) && (planned.Count == 0 || planned[0].On > latest))
            planned.Insert(0, new PlannedFollowUp(latest, "转诊后首次随访：症状、用药、血压血糖等监测指标"));
        foreach (var each in planned) db.Add(new FollowUp(Guid.CreateVersion7(at), referral.Id, each.On, each.What));
        referral.PlanFollowUp(planned.Count > 0 ? planned[0].On : null);
    }

    /// <summary>Records one contact. Who was not reached is tried again after three days, by a visit from the third time on.</summary>
    /// <exception cref="Refused">It is not open.</exception>
    public async Task Record(Referral referral, Guid followUpId, FollowUpResult result, string means, string findings, string by, DateTimeOffset at, CancellationToken ct)
    {
        var all = await db.Set<FollowUp>().Where(each => each.ReferralId == referral.Id).OrderBy(each => each.On).ToListAsync(ct);
        var followUp = all.FirstOrDefault(each => each.Id == followUpId && each.Result == FollowUpResult.Planned)
            ?? throw new Refused(RefusalKind.Conflict, "follow-up.not-open", "这次随访已经登记过，或不属于这张转诊单。", "请刷新页面查看最新的随访计划。");
        followUp.Record(result, means, key.Seal(followUp.Id, findings), by, at);
        if (result == FollowUpResult.NotReached)
        {
            var tries = all.Count(each => each.Result == FollowUpResult.NotReached);
            var next = new FollowUp(Guid.CreateVersion7(at), referral.Id, ChinaTime.DateIn(at).AddDays(DaysToNextTry),
                tries >= Tries ? $"上门随访：已 {tries} 次未联系上" : followUp.What);
            db.Add(next);
            all.Add(next);
        }

        var open = all.Where(each => each.Result == FollowUpResult.Planned).Select(each => each.On).ToList();
        referral.PlanFollowUp(open.Count > 0 ? open.Min() : null);
    }
}
