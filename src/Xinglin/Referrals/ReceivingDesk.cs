using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals.Capacity;

namespace Xinglin.Referrals;

/// <summary>The receiver's side: answering, arranging, treating, sending home.</summary>
public sealed class ReceivingDesk(
    XinglinDb db, ReferralStore store, SendingDesk sending, FollowUpPlan plan, DiagnosisCoding coding, PlaceBook places, CurrentUser user, TimeProvider time)
{
    /// <summary>As often as somebody else may be faster with the last free place before the answer is that none is free.</summary>
    private const int Tries = 20;

    public Task<Referral> Claim(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Claim, words, (referral, _) => { referral.ClaimFor(user.UserId!.Value, user.Name); return Task.CompletedTask; }, ct);

    public Task<Referral> Release(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Release, words, (referral, _) => { referral.GiveUpClaim(); return Task.CompletedTask; }, ct);

    /// <summary>Says yes, with everything the patient needs to know to come. A place of the department's quota is taken in the same transaction.</summary>
    /// <exception cref="Refused">No place is free on that day.</exception>
    public Task<Referral> Accept(Guid id, ActWords words, ReferralArrangement arrangement, CancellationToken ct = default) =>
        TakingAPlace(() => store.Act(id, ReferralAct.Accept, words, (referral, at) => Arrange(referral, arrangement, ReferralAct.Accept, at, ct), ct));

    public Task<Referral> Rearrange(Guid id, ActWords words, ReferralArrangement arrangement, CancellationToken ct = default) =>
        TakingAPlace(() => store.Act(id, ReferralAct.Rearrange, Explained(words, "调整安排"), (referral, at) => Arrange(referral, arrangement, ReferralAct.Rearrange, at, ct), ct));

    public Task<Referral> AskForMore(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.AskForMore, Explained(words, "要求补充资料"), null, ct);

    public Task<Referral> Advise(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Advise, Explained(words, "诊疗建议"), null, ct);

    public Task<Referral> Refuse(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Refuse, words, (referral, _) =>
        {
            SendingDesk.Coded(words, ReferralCodes.RefusalsFor(referral.Direction), "不接收");
            referral.Because(words.ReasonCode);
            return Task.CompletedTask;
        }, ct);

    /// <summary>To another department of the same institution; the patient has been asked.</summary>
    public Task<Referral> Reassign(Guid id, ActWords words, string department, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Reassign, SendingDesk.Agreed(Explained(words, "改派科室"), "改派科室"), (referral, _) =>
        {
            if (string.IsNullOrWhiteSpace(department)) throw new Refused(RefusalKind.Invalid, "referral.department-missing", "请选择改派到哪个科室。");
            referral.MoveTo(department.Trim());
            return Task.CompletedTask;
        }, ct);

    /// <summary>The patient is here. One who came home is followed up from now on.</summary>
    public Task<Referral> Arrive(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Arrive, words, async (referral, at) =>
        {
            if (referral.Direction.IsHomeward())
                plan.Begin(referral, await Request(id, ct), await store.Document<ReferralOutcome>(id, ReferralDocumentKind.Outcome, ct), at);
        }, ct);

    public Task<Referral> ReportNotArrived(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.ReportNotArrived, Explained(words, "登记未到诊"), null, ct);

    public Task<Referral> Admit(Guid id, ActWords words, CancellationToken ct = default) => store.Act(id, ReferralAct.Admit, words, null, ct);

    /// <summary>Ends the treatment with the outcome document, or with a coded reason why there is none.</summary>
    public Task<Referral> Complete(Guid id, ActWords words, ReferralOutcome? outcome, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Complete, words, async (referral, at) =>
        {
            if (outcome is null)
            {
                SendingDesk.Coded(words, ReferralCodes.Ending, "没有诊疗结果时结束诊疗");
                referral.Because(words.ReasonCode);
            }
            else
            {
                ReferralCheck.MustBeComplete(outcome, time.Today());
                store.Write(referral, ReferralDocumentKind.Outcome, await coding.Code(outcome, ct));
            }

            plan.Begin(referral, await Request(id, ct), outcome, at);
        }, ct);

    /// <summary>
    /// Sends a treated patient home with a care plan: a 回转 to the institution that referred, with consent, clause and clock of its own.
    /// It leaves in the same step, so that nobody stands between two referrals.
    /// </summary>
    /// <param name="known">Allergies, infection, transport, precautions and reports as they are now, and the visit that ends; null for those of the request that came up.</param>
    public async Task<Referral> SendBack(Guid id, ActWords words, IReadOnlyList<string> reasons, string? reasonText, ReferralOutcome outcome, string? fromPhone,
        SignedConsent? consent, ReferralRequest? known = null, CancellationToken ct = default)
    {
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        var referral = await store.Read(id, ct);
        ReferralLife.Require(referral, ReferralAct.SendBack, user, time.Now());
        var (reports, visit) = (known?.Reports ?? [], known?.SourceVisit);
        known ??= await Request(id, ct) ?? new ReferralRequest();
        var home = await sending.Draft(new ReferralDraft(referral.PatientId, ReferralDirection.Return, referral.Category, ReferralUrgency.Routine, referral.FromId,
            referral.FromDepartment, referral.FromPhysician, referral.ToDepartment, fromPhone,
            known.Homeward(outcome.Diagnoses, reasons, reasonText) with { Reports = reports, SourceVisit = visit }, outcome), id, ct);
        await sending.Submit(home.Id, new ActWords(null), consent, ct);
        await store.Act(id, ReferralAct.SendBack, words with { Text = $"回转单 {home.Number}" }, async (before, _) =>
            store.Write(before, ReferralDocumentKind.Outcome, await coding.Code(outcome, ct)), ct);
        await transaction.CommitAsync(ct);
        return home;
    }

    private Task<ReferralRequest?> Request(Guid id, CancellationToken ct) => store.Document<ReferralRequest>(id, ReferralDocumentKind.Request, ct);

    /// <param name="diedAt">Not later than now.</param>
    public Task<Referral> RecordDeath(Guid id, ActWords words, DateTimeOffset diedAt, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.RecordDeath, words with { Text = $"{ChinaTime.Show(diedAt)}{(string.IsNullOrWhiteSpace(words.Text) ? "" : $"，{words.Text}")}" }, (referral, at) =>
        {
            if (diedAt > at) throw new Refused(RefusalKind.Invalid, "referral.death-in-future", "死亡时间不能晚于现在。");
            return Task.CompletedTask;
        }, ct);

    /// <summary>Somebody else took the same place in that moment: whatever is free now is offered again.</summary>
    private static async Task<Referral> TakingAPlace(Func<Task<Referral>> act)
    {
        for (var left = Tries; ; left--)
        {
            try { return await act(); }
            catch (Refused refused) when (refused.Code == "taken" && left > 0) { }
        }
    }

    private async Task Arrange(Referral referral, ReferralArrangement arrangement, ReferralAct act, DateTimeOffset at, CancellationToken ct)
    {
        var faults = new List<string>();
        if (arrangement.At < at.AddMinutes(-5)) faults.Add("到院时间不能早于现在");
        if (string.IsNullOrWhiteSpace(arrangement.Department)) faults.Add("请写接诊科室");
        if (string.IsNullOrWhiteSpace(arrangement.Place)) faults.Add("请写到哪里（楼层、诊室或病区）");
        if (string.IsNullOrWhiteSpace(arrangement.Contact) || string.IsNullOrWhiteSpace(arrangement.Phone)) faults.Add("请留联系人和电话");
        if (referral.Category == ReferralCategory.Inpatient && !referral.Direction.IsHomeward() && string.IsNullOrWhiteSpace(arrangement.Bed)) faults.Add("住院转诊请写预留的床位");
        if (arrangement.BedHeldUntil < arrangement.At) faults.Add("床位保留时间早于到院时间");
        if (faults.Count > 0) throw new Refused(RefusalKind.Invalid, "referral.arrangement", $"到院安排还不完整：{string.Join("；", faults)}。", "患者要凭这些信息到院，请补全。");
        await places.Take(referral, arrangement, act, at, ct);
        referral.Expect(arrangement.At, arrangement.Department.Trim());
        store.Write(referral, ReferralDocumentKind.Arrangement, arrangement);
    }

    private static ActWords Explained(ActWords words, string what) => string.IsNullOrWhiteSpace(words.Text)
        ? throw new Refused(RefusalKind.Invalid, "referral.words-missing", $"{what}需要写明内容。")
        : words;
}
