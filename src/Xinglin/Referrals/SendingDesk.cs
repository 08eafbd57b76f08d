using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>What the sender writes.</summary>
/// <param name="Outcome">For a patient who goes home: what was done and what is to be done; null onward.</param>
/// <param name="PreviousId">The referral that a new one goes on from: of the same patient, who has arrived there or for whom it has ended. It stays as it was begun.</param>
/// <param name="OutsideReason">Only for a receiver without an agreement: why not inside the consortium.</param>
/// <param name="OutsideConfirmedBy">Who at the receiver has agreed to take the patient, and when.</param>
public sealed record ReferralDraft(
    Guid PatientId, ReferralDirection Direction, ReferralCategory Category, ReferralUrgency Urgency, Guid ToId, string? ToDepartment, string? ToPhysician,
    string? FromDepartment, string? FromPhone, ReferralRequest Request, ReferralOutcome? Outcome = null, string? OutsideReason = null,
    string? OutsideConfirmedBy = null, bool EnteredAfterwards = false, Guid? PreviousId = null);

/// <summary>The sender's side: writing, reviewing, sending, answering, sending on, ending.</summary>
public sealed class SendingDesk(
    XinglinDb db, ReferralStore store, ReferralGate gate, DiagnosisCoding coding, ReportLinks links, IPatients patients, IDirectory directory, IStaffLicences licences, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    internal static readonly string[] Authors = [Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs];

    /// <summary>Begins a referral; nobody else sees it until it is submitted.</summary>
    /// <param name="previous">The referral that it goes on from.</param>
    public async Task<Referral> Draft(ReferralDraft draft, Guid? previous = null, CancellationToken ct = default)
    {
        if (previous is { } earlier) MustGoOn(await store.Read(earlier, ct), draft);
        var referral = await Begin(draft, previous, ct);
        await db.SaveChangesAsync(ct);
        return referral;
    }

    private async Task<Referral> Begin(ReferralDraft draft, Guid? previous, CancellationToken ct)
    {
        user.Require("填写转诊单", Authors);
        var now = time.Now();
        var patient = await patients.Require(draft.PatientId, ct);
        var (from, to) = await Ends(draft, previous, ct);
        var today = time.Today();
        var practices = await store.Practices(from.OrganizationId, to.OrganizationId, ct);
        var referral = new Referral(ReferralNumber.Next(now), draft.Direction, from, to,
            new ReferredPatient(patient.Id, patient.Name, patient.Initials, patient.Sex.Show(), patient.BirthDate, patient.AgeOn(today) ?? "年龄不详"), previous, now)
        {
            ReviewWanted = practices.GetValueOrDefault(from.OrganizationId)?.InHouseReview ?? true
        };
        db.Add(referral);
        await Fill(referral, draft, from, to, ct);
        referral.StartDraft(store.Limits(referral, practices));
        audit.Record("referral.drafted", ReferralStore.Subject(referral), $"{draft.Direction.Show()}，{from.Organization} → {to.Organization}");
        return referral;
    }

    /// <summary>Writes a draft anew, or what was missing while the receiver waits for it.</summary>
    public async Task<Referral> Save(Guid id, int? seen, ReferralDraft draft, CancellationToken ct = default)
    {
        user.Require("填写转诊单", Authors);
        var referral = await store.Visible.FirstOrDefaultAsync(each => each.Id == id && each.FromId == user.OrganizationId, ct) ?? throw Refused.NotFound("这张转诊单");
        referral.MustBeAt(seen, $"转诊单 {referral.Number}");
        if (draft.PatientId != referral.PatientId) throw new Refused(RefusalKind.Invalid, "referral.patient-fixed", "转诊单不能改成另一位患者的。", "请撤销这张草稿，为另一位患者新建。");
        if (referral.State is not (ReferralState.Draft or ReferralState.InfoWanted))
            throw new Refused(RefusalKind.Conflict, "referral.closed-for-writing", $"转诊单 {referral.Number} 已送出，不能再改。", "需要补充时请在“沟通”中说明，或由接收方要求补充资料。");
        var (from, to) = await Ends(draft, referral.PreviousId, ct);
        var urgency = referral.Urgency;
        if (referral.State == ReferralState.InfoWanted) await Write(referral, draft, ct);
        else await Fill(referral, draft, from, to, ct);
        if (referral.Urgency != urgency) referral.StartDraft(await store.Limits(referral, ct));
        audit.Record("referral.written", ReferralStore.Subject(referral));
        await db.SaveChangesAsync(ct);
        return referral;
    }

    /// <summary>
    /// Hands a finished draft in: to the in-house office where the institution wants it, else to the receiver. Consent comes before
    /// (国卫办医政发〔2024〕21号); in an emergency it may follow.
    /// </summary>
    public Task<Referral> Submit(Guid id, ActWords words, SignedConsent? consent = null, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Submit, words, async (referral, at) =>
        {
            await MustBeComplete(referral, ct);
            await gate.MustSee(referral, ct);
            await gate.Consent(referral, consent, await Gives(referral, ct), ct);
            await gate.Terms(referral, at, ct);
            await (ReferralLife.LeavesTheHouse(referral) ? gate.Leave(referral, ct) : gate.Keep(referral, ct));
        }, ct);

    /// <summary>Sends it on to the receiver. A consent that was withdrawn or ran out while the house reviewed stands against it, as at handing in.</summary>
    public Task<Referral> Approve(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Approve, words, async (referral, at) =>
        {
            await gate.MustSee(referral, ct);
            await gate.Consent(referral, null, await Gives(referral, ct), ct);
            await gate.Terms(referral, at, ct);
            await gate.Leave(referral, ct);
        }, ct);

    public Task<Referral> ReturnToAuthor(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.ReturnToAuthor, Explained(words, "退回"), null, ct);

    public Task<Referral> Supply(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Supply, words, async (referral, _) =>
        {
            await MustBeComplete(referral, ct);
            await gate.MustCover(referral, await Gives(referral, ct), ct);
        }, ct);

    public Task<Referral> Insist(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Insist, Explained(words, "仍需转诊"), null, ct);

    public Task<Referral> Depart(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Depart, words, null, ct);

    public Task<Referral> Acknowledge(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Acknowledge, words, null, ct);

    public Task<Referral> KeepHere(Guid id, ActWords words, CancellationToken ct = default)
    {
        Coded(words, ReferralCodes.Ending, "留在本机构诊治");
        return store.Act(id, ReferralAct.KeepHere, Explained(words, "留在本机构诊治"), Ended(words), ct);
    }

    public Task<Referral> Cancel(Guid id, ActWords words, CancellationToken ct = default) =>
        store.Act(id, ReferralAct.Cancel, words, (referral, at) =>
        {
            Coded(words, ReferralCodes.CancellationsFor(referral), "撤销");
            return Ended(words)(referral, at);
        }, ct);

    /// <summary>
    /// Sends the same request with its papers to another institution, with the patient's agreement: a new referral that goes on from this one
    /// and is saved together with this one's end. Who goes home to another house than the one that referred goes down, not back.
    /// </summary>
    public async Task<Referral> Redirect(Guid id, ActWords words, Guid toId, string? toDepartment, CancellationToken ct = default)
    {
        Referral? next = null;
        await store.Act(id, ReferralAct.Redirect, Agreed(Explained(words, "改转"), "改转其他机构"), async (old, _) =>
        {
            if (toId == old.ToId) throw new Refused(RefusalKind.Invalid, "referral.redirect-same", $"已被{old.ToName}答复，不能改转到同一机构。", "请选择另一家机构，或撤销后重新申请。");
            await gate.MustSee(old, ct);
            old.Because(words.ReasonCode);
            var (request, _, outcome) = await store.Documents(id, ct);
            next = await Begin(new ReferralDraft(old.PatientId, old.Direction == ReferralDirection.Return ? ReferralDirection.Down : old.Direction, old.Category, old.Urgency,
                toId, toDepartment, null, old.FromDepartment, old.FromPhone, request ?? new ReferralRequest(), outcome), id, ct);
            await Bring([id], next, ct);
        }, ct);
        return next!;
    }

    /// <summary>
    /// Up again from a follow-up, carrying everything along: a new draft in the sender's own house. What the last sheet does not say comes from
    /// the last one of the chain that does: a 回转 tells no allergies, past history or isolation.
    /// </summary>
    public async Task<Referral> Again(Guid id, CancellationToken ct = default)
    {
        var before = await store.Read(id, ct);
        if (before.State != ReferralState.FollowUp || before.OwnerId != user.OrganizationId)
            throw new Refused(RefusalKind.Conflict, "referral.again-not-now", $"转诊单 {before.Number} 目前“{before.State.Show()}”；再次上转由正在随访患者的机构办理。", "请从本机构随访中的转诊单再次上转，或新建转诊。");
        var chain = (await store.Chain(before, ct)).TakeWhile(each => each.Id != id).Append(before).ToList();
        var (told, outcomes) = (new List<ReferralRequest>(), new List<ReferralOutcome>());
        foreach (var each in chain)
        {
            var (request, _, done) = await store.Documents(each.Id, ct);
            if (request is not null) told.Add(request);
            if (done is not null) outcomes.Add(done);
        }

        string? Last(Func<ReferralRequest, string?> what) => told.Select(what).LastOrDefault(text => !string.IsNullOrWhiteSpace(text));
        var outcome = outcomes.LastOrDefault();
        var diagnoses = outcome is { Diagnoses.Count: > 0 } ? outcome.Diagnoses : told.Select(request => request.Diagnoses).LastOrDefault(list => list.Count > 0);
        var hospital = before.ToId == user.Organization ? before.FromId : before.ToId;
        var next = await Begin(new ReferralDraft(before.PatientId, ReferralDirection.Up, chain[0].Category, ReferralUrgency.Urgent, hospital,
            before.ToId == user.Organization ? before.FromDepartment : before.ToDepartment, null, null, null,
            new ReferralRequest
            {
                Diagnoses = diagnoses ?? [],
                SourceVisit = SourceVisit.FollowUp,
                PastHistory = string.Join("\n", new[] { Last(request => request.PastHistory), outcome?.Course, outcome?.Plan }.Where(text => !string.IsNullOrWhiteSpace(text))),
                Allergies = Last(request => request.Allergies),
                Medication = outcome is { Medicines.Count: > 0 }
                    ? string.Join("；", outcome.Medicines.Select(medicine => $"{medicine.Name} {medicine.Dosage}"))
                    : Last(request => request.Medication),
                Infectious = told.Any(request => request.Infectious),
                Isolation = Last(request => request.Isolation)
            }), id, ct);
        await Bring([.. chain.Select(each => each.Id)], next, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }

    /// <summary>The papers of earlier referrals go along: the same files, with who added them and when.</summary>
    private async Task Bring(IReadOnlyCollection<Guid> earlier, Referral referral, CancellationToken ct)
    {
        var papers = (await db.Set<ReferralAttachment>().AsNoTracking().Where(paper => earlier.Contains(paper.ReferralId)).OrderBy(paper => paper.At).ToListAsync(ct))
            .DistinctBy(paper => paper.FileId).ToList();
        foreach (var paper in papers)
            db.Add(new ReferralAttachment(Guid.CreateVersion7(time.Now()), referral.Id, paper.FileId, paper.Title, paper.By, paper.OrganizationId, paper.At));
        if (papers.Count > 0) audit.Record("referral.attached", ReferralStore.Subject(referral), $"随单带入 {papers.Count} 份");
    }

    internal async Task MustBeComplete(Referral referral, CancellationToken ct)
    {
        var (request, _, outcome) = await store.Documents(referral.Id, ct);
        ReferralCheck.MustBeComplete(referral, request ?? new ReferralRequest(), outcome);
    }

    private async Task<IReadOnlyList<ConsentScope>> Gives(Referral referral, CancellationToken ct)
    {
        var (request, _, outcome) = await store.Documents(referral.Id, ct);
        return HandedOver.By(request ?? new ReferralRequest(), outcome);
    }

    private async Task Fill(Referral referral, ReferralDraft draft, ReferralEnd from, ReferralEnd to, CancellationToken ct)
    {
        referral.Describe(draft.Direction, draft.Category, draft.Urgency, from, to);
        referral.EnterAfterwards(draft.EnteredAfterwards);
        referral.GoOutside(draft.OutsideReason, draft.OutsideConfirmedBy);
        await Write(referral, draft, ct);
    }

    private async Task Write(Referral referral, ReferralDraft draft, CancellationToken ct)
    {
        var licence = referral.FromPhysician is { } physician ? await licences.OfPhysician(referral.FromId, physician, ct) : null;
        store.Write(referral, ReferralDocumentKind.Request, await links.Named(referral, await coding.Code(draft.Request with { PhysicianLicence = licence }, ct), ct));
        if (draft.Outcome is { } outcome && referral.Direction.IsHomeward()) store.Write(referral, ReferralDocumentKind.Outcome, await coding.Code(outcome, ct));
    }

    private async Task<(ReferralEnd From, ReferralEnd To)> Ends(ReferralDraft draft, Guid? previous, CancellationToken ct)
    {
        var houses = await directory.Find([user.Organization, draft.ToId], ct);
        if (!houses.TryGetValue(draft.ToId, out var receiver)) throw Refused.NotFound("接收机构");
        var sender = houses[user.Organization];
        MustFit(draft, sender, receiver, previous is { } earlier ? await store.Read(earlier, ct) : null);
        return (new ReferralEnd(sender.Id, sender.Name, draft.FromDepartment, user.OnBehalfOf ?? user.Name, draft.FromPhone),
            new ReferralEnd(receiver.Id, receiver.Name, draft.ToDepartment, draft.ToPhysician, null));
    }

    private static void MustGoOn(Referral earlier, ReferralDraft draft)
    {
        if (earlier.PatientId != draft.PatientId) throw new Refused(RefusalKind.Invalid, "referral.previous-of-another", $"转诊单 {earlier.Number} 是另一位患者的，不能接着它转诊。", "请核对患者，或不写上一张转诊单。");
        if (earlier.SubmittedAt is null || (earlier.IsOpen && earlier.ArrivedAt is null))
            throw new Refused(RefusalKind.Conflict, "referral.previous-under-way", $"转诊单 {earlier.Number} 目前“{earlier.State.Show()}”，患者还没有到诊，不能接着它转诊。", "请等对方答复和患者到诊，或先撤销那一张。");
    }

    private static void MustFit(ReferralDraft draft, OrganizationRef sender, OrganizationRef receiver, Referral? previous)
    {
        if (receiver.Kind == OrganizationKind.HealthAuthority)
            throw new Refused(RefusalKind.Invalid, "referral.no-care", $"{receiver.Name}是卫生健康行政部门，不收治患者。", "请选择一家医疗卫生机构。");
        var fits = draft.Direction switch
        {
            ReferralDirection.Internal => sender.Id == receiver.Id,
            ReferralDirection.Up => sender.Id != receiver.Id && receiver.Level <= sender.Level,
            ReferralDirection.Down => sender.Id != receiver.Id && receiver.Level >= sender.Level,
            _ => sender.Id != receiver.Id
        };
        if (draft.Direction == ReferralDirection.Return && (previous is null || receiver.Id != previous.FromId))
            throw new Refused(RefusalKind.Invalid, "referral.return-elsewhere",
                previous is null ? "回转要从收治患者的那张转诊单开出，不能单独新建。" : $"回转只能转回原转出机构{previous.FromName}，不能转到{receiver.Name}。",
                "收治的患者请在原转诊单上“转回基层”；转往其他下级机构请选“下转”。");
        if (!fits)
            throw new Refused(RefusalKind.Invalid, "referral.direction", $"{draft.Direction.Show()}与机构级别不符：{sender.Name}（{sender.Level.Show()}）到{receiver.Name}（{receiver.Level.Show()}）。",
                "请核对接收机构，或改选转诊方向。");
        if (draft.Direction == ReferralDirection.Internal && string.IsNullOrWhiteSpace(draft.ToDepartment))
            throw new Refused(RefusalKind.Invalid, "referral.department-missing", "院内转诊请选择接收科室。");
    }

    private static Func<Referral, DateTimeOffset, Task> Ended(ActWords words) => (referral, _) =>
    {
        referral.Because(words.ReasonCode);
        return Task.CompletedTask;
    };

    private static ActWords Explained(ActWords words, string what) => string.IsNullOrWhiteSpace(words.Text)
        ? throw new Refused(RefusalKind.Invalid, "referral.words-missing", $"{what}需要写明理由。")
        : words;

    /// <summary>The story says that the patient was asked, beside why it is done.</summary>
    /// <exception cref="Refused">It is not said that the patient agrees.</exception>
    internal static ActWords Agreed(ActWords words, string what) => words.PatientAgreed
        ? words with { Text = $"{words.Text}（患者或家属已同意）" }
        : throw new Refused(RefusalKind.Invalid, "referral.patient-not-asked", $"{what}须经患者或家属同意。", "请先征求意见，同意后勾选“患者或家属已同意”再提交。",
            new Citation("国卫办医政发〔2024〕21号", "转诊须经患者知情同意"));

    internal static void Coded(ActWords words, IReadOnlyList<ReferralCode> codes, string what)
    {
        if (codes.All(code => code.Code != words.ReasonCode))
            throw new Refused(RefusalKind.Invalid, "referral.reason-missing", $"{what}需要选择原因。", $"可选：{string.Join("、", codes.Select(code => code.Name))}。");
        if (ReferralCodes.IsOther(words.ReasonCode!)) Explained(words, $"{what}原因选“其他”时");
    }
}
