using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals.Contract;

namespace Xinglin.Referrals;

/// <summary>Answers for the patient's own view: what concerns the patient of a referral, and nothing that one side wrote for the other.</summary>
internal sealed class OwnReferrals(XinglinDb db, ReferralStore store, TimeProvider time) : IOwnReferrals
{
    public async Task<IReadOnlyList<OwnReferralLine>> Of(Guid patientId, Guid? asSeenBy, CancellationToken ct) =>
        [.. (await Visible(patientId, asSeenBy).OrderByDescending(referral => referral.CreatedAt).ThenByDescending(referral => referral.Id).ToListAsync(ct)).Select(Line)];

    public async Task<OwnReferral> Read(Guid patientId, Guid? asSeenBy, Guid id, CancellationToken ct)
    {
        var referral = await Visible(patientId, asSeenBy).FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("这张转诊单");
        var (request, arranged, outcome) = await store.Documents(id, ct);
        var arrangement = Leads(referral) ? arranged : null;
        var child = referral.BirthDate is { } born && born.AddYears(PatientPapers.AdultPapersFrom) > time.Today();
        var withheld = NarrowestCircle.Holds([.. request?.Diagnoses ?? [], .. outcome?.Diagnoses ?? []]);
        var bring = PatientPapers.ToBring(referral.Category, referral.Direction, child, arrangement?.Bring);
        return new(Line(referral), PlainWords.Next(referral), referral.ToDepartment,
            referral.State is ReferralState.Accepted or ReferralState.InTransit or ReferralState.NotArrived,
            arrangement is null ? null : new(arrangement.At, arrangement.Department, arrangement.Place, arrangement.Contact, arrangement.Phone,
                arrangement.Bed, arrangement.BedHeldUntil, bring),
            outcome is null ? null : Plan(outcome, await store.FollowUps(id, ct), withheld), await Steps(referral, ct), bring);
    }

    /// <summary>The patient is expected at, or is at, the place that was arranged.</summary>
    private static bool Leads(Referral referral) =>
        referral.State is ReferralState.Accepted or ReferralState.InTransit or ReferralState.NotArrived or ReferralState.Arrived or ReferralState.InCare
        || (referral.State == ReferralState.FollowUp && referral.Direction.IsHomeward());

    private IQueryable<Referral> Visible(Guid patientId, Guid? asSeenBy) => db.Set<Referral>().AsNoTracking().Where(referral =>
        referral.PatientId == patientId && referral.State != ReferralState.Draft && !(referral.State == ReferralState.Cancelled && referral.SubmittedAt == null)
        && (asSeenBy == null || referral.FromId == asSeenBy || (referral.ToId == asSeenBy && referral.SubmittedAt != null)));

    private static OwnReferralLine Line(Referral referral) => new(
        referral.Id, referral.Number, referral.Direction.Show(), referral.FromId, referral.FromName, referral.ToId, referral.ToName, referral.IsOpen,
        PlainWords.Headline(referral), referral.State.Tone(), referral.SubmittedAt ?? referral.CreatedAt);

    /// <summary>What may show an illness of the narrowest circle is left to paper and talk; what brings a patient back at once never is.</summary>
    private static OwnPlan Plan(ReferralOutcome outcome, IReadOnlyList<FollowUpLine> followUps, bool withheld)
    {
        IEnumerable<OwnFollowUp> dates = followUps.Count > 0
            ? followUps.Select(each => new OwnFollowUp(each.On, withheld ? null : each.What, each.Result != FollowUpResult.Planned))
            : outcome.FollowUps.OrderBy(each => each.On).Select(each => new OwnFollowUp(each.On, withheld ? null : each.What, false));
        return withheld
            ? new([], null, null, null, outcome.WarningSigns, outcome.GuidingPhysician, outcome.GuidingPhone, [.. dates], true)
            : new([.. outcome.Medicines.Select(medicine => new OwnMedicine(medicine.Name, medicine.Dosage, medicine.Days))], outcome.Plan, outcome.Rehabilitation,
                outcome.Monitoring, outcome.WarningSigns, outcome.GuidingPhysician, outcome.GuidingPhone, [.. dates], false);
    }

    private async Task<IReadOnlyList<OwnStep>> Steps(Referral referral, CancellationToken ct) =>
        [.. (await db.Set<ReferralEvent>().AsNoTracking().Where(line => line.ReferralId == referral.Id && line.Act != null)
                .OrderByDescending(line => line.At).ThenByDescending(line => line.Id).Select(line => new { line.At, line.Act, line.From, line.To }).ToListAsync(ct))
            .Select(line => (line.At, What: PlainWords.Step(referral, line.Act!.Value, line.From, line.To))).Where(line => line.What is not null)
            .Select(line => new OwnStep(line.At, line.What!))];
}
