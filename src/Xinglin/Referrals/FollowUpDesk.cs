using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>The institution that has the patient again: follow-up contacts, and the end of the case.</summary>
public sealed class FollowUpDesk(ReferralStore store, FollowUpPlan plan, CurrentUser user)
{
    public Task<Referral> Record(Guid id, ActWords words, Guid followUpId, FollowUpResult result, string means, string findings, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.RecordFollowUp, words, (referral, at) =>
        {
            if (result == FollowUpResult.Planned) throw new Refused(RefusalKind.Invalid, "follow-up.result", "请选择随访结果。");
            if (string.IsNullOrWhiteSpace(means) || string.IsNullOrWhiteSpace(findings))
                throw new Refused(RefusalKind.Invalid, "follow-up.incomplete", "请填写随访方式和随访情况。");
            return plan.Record(referral, followUpId, result, means.Trim(), findings.Trim(), user.Name, at, ct);
        }, ct);

    public Task<Referral> Close(Guid id, ActWords words, CancellationToken ct = default)
    {
        SendingDesk.Coded(words, ReferralCodes.Ending, "闭环");
        return store.Act(id, ReferralAct.Close, words, (referral, _) =>
        {
            referral.Because(words.ReasonCode);
            return Task.CompletedTask;
        }, ct);
    }
}
