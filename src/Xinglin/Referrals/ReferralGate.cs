using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>What must hold before a referral leaves the house: the agreement allows it, the patient has agreed, the receiver takes patients.</summary>
public sealed class ReferralGate(XinglinDb db, IAgreementTerms terms, IPatients patients, IConsents consents)
{
    private static readonly Citation PatientRule = new("个人信息保护法第六条、第十九条", "处理患者信息限于目的所需的最小范围和最短期限");
    private static readonly Citation ConsentRule = new("个人信息保护法第二十九条；国卫办医政发〔2024〕21号", "转诊须经患者知情同意");

    /// <summary>
    /// Pins the clause in force. Inside the consortium first: a receiver without any agreement needs a reason and its own word;
    /// one whose agreement has ended is refused with the clause that ended. Who goes back goes by the clause that the referral up began
    /// under, for an end of the agreement strands nobody; only a clause that says so (<see cref="AtEnd.Stop"/>) ends with it.
    /// </summary>
    /// <exception cref="Refused">No clause allows it.</exception>
    public async Task Terms(Referral referral, DateTimeOffset at, CancellationToken ct)
    {
        if (referral.Direction == ReferralDirection.Internal) return;
        await terms.EnsureCurrent(ct);
        var first = First(referral, at);
        referral.GoFirstUnder(first is null ? null : Pin(first));
        var back = await ReturnsFrom(referral, ct);
        var answer = Answer(referral, back, at);
        if (answer is TermAnswer.Granted granted)
        {
            referral.RunUnder(Pin(granted.Term));
            return;
        }

        if (back is { OutsideReason: not null } && referral.OutsideReason is null) referral.GoOutside(back.OutsideReason, back.OutsideConfirmedBy);
        if (answer is TermAnswer.NotGranted { Code: "term.no-agreement" } && referral.OutsideReason is { Length: > 0 })
        {
            if (string.IsNullOrWhiteSpace(referral.OutsideConfirmedBy))
                throw new Refused(RefusalKind.Invalid, "referral.outside-unconfirmed", $"{referral.ToName}不在医联体内，转出前须与对方对接确认。", "请填写对方同意接收的人员和时间。",
                    new Citation("国卫办医政发〔2024〕21号", "医联体内无能力时，经患者同意并与转入机构对接后转其他机构"));
            return;
        }

        answer.OrRefuse();
    }

    /// <summary>What the receiver grants the sender between these two, for the form that asks before anything is written.</summary>
    public TermAnswer Answer(Guid from, Guid to, DateTimeOffset at) => terms.Ask(to, from, ClauseKinds.TwoWayReferral, at);

    /// <summary>What a draft would be sent under now.</summary>
    public async Task<TermAnswer> Answer(Referral referral, DateTimeOffset at, CancellationToken ct = default) => Answer(referral, await ReturnsFrom(referral, ct), at);

    /// <summary>A clause whose list somebody who refers compares with; what others agreed on reads as not there.</summary>
    public Term Clause(Guid id, Guid organization) =>
        terms.Pinned(id) is { } term && (term.Bearers.Contains(organization) || term.Counterparties.Contains(organization)) ? term : throw Refused.NotFound("这一条款");

    /// <param name="handedOver">What the referral gives to the receiver; a consent that covers less is completed by one that is signed now.</param>
    /// <exception cref="Refused">The patient has not agreed, or to less than that, and it is no emergency.</exception>
    public async Task Consent(Referral referral, SignedConsent? words, IReadOnlyList<ConsentScope> handedOver, CancellationToken ct)
    {
        if (referral.Direction == ReferralDirection.Internal) return;
        var standing = await consents.Standing(referral.PatientId, PatientPurpose.Referral, referral.ToId, ct);
        if (words is not null && (standing is not { Given: true } || standing.LeftOut.Intersect(handedOver).Any()))
            standing = await consents.Give(referral.PatientId, PatientPurpose.Referral, referral.ToId, words, ct);
        if (standing is null && referral.Urgency == ReferralUrgency.Emergency)
            standing = await consents.Await(referral.PatientId, PatientPurpose.Referral, referral.ToId, $"急诊绿色通道 {referral.Number}", ct);
        if (standing is null || (!standing.Given && referral.Urgency != ReferralUrgency.Emergency))
            throw new Refused(RefusalKind.Conflict, "referral.consent-missing", $"现在没有患者同意把病情资料提供给{referral.ToName}的有效记录，转诊不能送出。",
                "请患者或监护人签署转诊知情同意后登记；危及生命时可选“急诊绿色通道”，事后补签。", ConsentRule);
        if (standing.Given) MustCover(referral, standing.Scope, handedOver);
        referral.ConsentId = standing.Id;
    }

    /// <summary>What is added later goes out on the same consent.</summary>
    /// <exception cref="Refused">The patient agreed to less, and it is no emergency.</exception>
    public async Task MustCover(Referral referral, IReadOnlyList<ConsentScope> handedOver, CancellationToken ct)
    {
        if (referral.ConsentId is { } consent && await consents.Bounds(consent, referral.ToId, ct) is { } scope) MustCover(referral, scope, handedOver);
    }

    private static void MustCover(Referral referral, IReadOnlyList<ConsentScope> scope, IReadOnlyList<ConsentScope> handedOver)
    {
        if (referral.Urgency != ReferralUrgency.Emergency && handedOver.Except(scope).ToList() is { Count: > 0 } left)
            throw new Refused(RefusalKind.Conflict, "referral.consent-scope", $"患者同意提供给{referral.ToName}的资料不含{string.Join("、", left.Select(kind => kind.Show()))}，而转诊单里写有这些内容。",
                "请患者或监护人另签一份同意并登记，或从转诊单中去掉这些内容后再提交。", ConsentRule);
    }

    /// <summary>The house that refers may see the patient as long as the case runs: what let it see the patient, a case before this one or an emergency, may end sooner.</summary>
    public Task Keep(Referral referral, CancellationToken ct) => Share(referral, [referral.FromId], ct);

    /// <summary>The receiver may see the patient from now on.</summary>
    /// <exception cref="Refused">The receiver takes no referrals at present, and it is no emergency.</exception>
    public async Task Leave(Referral referral, CancellationToken ct)
    {
        await MustReceive(referral, ct);
        await Share(referral, [referral.FromId, referral.ToId], ct);
    }

    private Task Share(Referral referral, Guid[] organizations, CancellationToken ct) =>
        patients.Share(referral.PatientId, organizations, PatientPurpose.Referral, referral.Id, referral.ConsentId, ct);

    /// <exception cref="Refused">What let this house, or this person, see the patient has ended since the referral was written.</exception>
    public async Task MustSee(Referral referral, CancellationToken ct)
    {
        if ((await patients.Known([referral.PatientId], ct)).Count == 0)
            throw new Refused(RefusalKind.Conflict, "referral.patient-closed", $"您现在不能查看{referral.PatientName}的资料：此前转诊的共享或紧急调阅已到期，转诊单不能送出或改转。",
                "请为患者在本机构登记后新建转诊；危及生命时先紧急调阅，再办理这一张。", PatientRule);
    }

    /// <summary>Who is treated here could go home to the sender now: a clause holds for it, and the sender takes patients.</summary>
    /// <exception cref="Refused">The way home is closed.</exception>
    public async Task MustTakeBack(Referral referral, DateTimeOffset at, CancellationToken ct)
    {
        var home = new Referral(referral.Number, ReferralDirection.Return, new ReferralEnd(referral.ToId, referral.ToName, null, null, null), new ReferralEnd(referral.FromId, referral.FromName, null, null, null),
            new ReferredPatient(referral.PatientId, referral.PatientName, referral.PatientInitials, referral.Sex, referral.BirthDate, referral.Age), referral.Id, at);
        await Terms(home, at, ct);
        await MustReceive(home, ct);
    }

    /// <exception cref="Refused">The receiver takes no referrals at present, and it is no emergency.</exception>
    public async Task MustReceive(Referral referral, CancellationToken ct)
    {
        var suspended = await db.Set<ReferralPractice>().Where(practice => practice.Id == referral.ToId).Select(practice => practice.SuspendedBecause).FirstOrDefaultAsync(ct);
        if (suspended is not null && referral.Urgency != ReferralUrgency.Emergency && !referral.EnteredAfterwards)
            throw new Refused(RefusalKind.Conflict, "referral.receiver-suspended", $"{referral.ToName}暂停接收转诊：{suspended}。", "请拨打其转诊热线商定，或改转其他机构；急诊绿色通道不受此限。");
    }

    private TermAnswer Answer(Referral referral, Referral? back, DateTimeOffset at) =>
        Kept(back, at) is { } kept ? new TermAnswer.Granted(kept, null) : Answer(referral.FromId, referral.ToId, at);

    /// <summary>The clause by which the receiver lets this sender's patients go first; the green channel is for those who cannot wait.</summary>
    private Term? First(Referral referral, DateTimeOffset at)
    {
        string[] kinds = referral.Urgency == ReferralUrgency.Routine ? [ClauseKinds.ReferralPriority] : [ClauseKinds.GreenChannel, ClauseKinds.ReferralPriority];
        return kinds.Select(kind => terms.Ask(referral.ToId, referral.FromId, kind, at)).OfType<TermAnswer.Granted>().Select(granted => granted.Term).FirstOrDefault();
    }

    private static ReferralTerm Pin(Term term) => new(term.ClauseId, term.Cite().Source, (int?)term.Parameters.Within?.TotalMinutes);

    /// <summary>The referral that brought the patient who now goes back; null for whoever does not go back.</summary>
    private Task<Referral?> ReturnsFrom(Referral referral, CancellationToken ct) => referral.Direction == ReferralDirection.Return
        ? db.Set<Referral>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == referral.PreviousId, ct)
        : Task.FromResult<Referral?>(null);

    private Term? Kept(Referral? before, DateTimeOffset at) =>
        before?.TermClauseId is { } clause && terms.Pinned(clause) is { } term && (term.AtEnd != AtEnd.Stop || term.InForceOn(ChinaTime.DateIn(at))) ? term : null;
}
