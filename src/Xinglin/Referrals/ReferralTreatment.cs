using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;

namespace Xinglin.Referrals;

/// <summary>Tells for whom a patient's results open: both ends of a referral that runs, or that ended within <see cref="ReferralStore.AfterCare"/>.</summary>
internal sealed class ReferralTreatment(XinglinDb db, TimeProvider time) : ITreatmentSource
{
    private const int Most = 10;

    private static readonly CompiledQuery<Func<XinglinDb, Guid[], DateTimeOffset, IAsyncEnumerable<RunningCase>>> Cases = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] patients, DateTimeOffset since) =>
        db.Set<Referral>().Where(referral => patients.Contains(referral.PatientId) && referral.SubmittedAt != null && (referral.EndedAt == null || referral.EndedAt > since))
            .OrderByDescending(referral => referral.CreatedAt).Take(Most)
            .Select(referral => new RunningCase(referral.Id, referral.Number, referral.Direction, referral.State, referral.FromId, referral.ToId, referral.OwnerId, referral.ConsentId))));

    public async Task<IReadOnlyList<TreatmentCase>> Of(IReadOnlyCollection<Guid> registrations, CancellationToken ct) =>
        [.. (await Cases.On(db)(db, [.. registrations], time.Now() - ReferralStore.AfterCare).ToListAsync(ct)).Select(found => new TreatmentCase(
            Treating(found.State) ? found.OwnerId : null, [found.FromId, found.ToId], $"{found.Direction.Show()} {found.Number}", ReferralStore.Link(found.Id), found.ConsentId))];

    /// <summary>Who must act while the patient is in somebody's hands; on the way between two it is nobody in particular.</summary>
    private static bool Treating(ReferralState state) => state is ReferralState.Arrived or ReferralState.InCare or ReferralState.FollowUp;

    private sealed record RunningCase(Guid Id, string Number, ReferralDirection Direction, ReferralState State, Guid FromId, Guid ToId, Guid? OwnerId, Guid? ConsentId);
}
