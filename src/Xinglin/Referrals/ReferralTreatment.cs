using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;

namespace Xinglin.Referrals;

/// <summary>Tells for whom a patient's results open: both ends of a referral that runs, or that ended within <see cref="ReferralStore.AfterCare"/>.</summary>
internal sealed class ReferralTreatment(XinglinDb db, TimeProvider time) : ITreatmentSource
{
    private const int Most = 10;

    public async Task<IReadOnlyList<TreatmentCase>> Of(IReadOnlyCollection<Guid> registrations, CancellationToken ct)
    {
        var since = time.Now() - ReferralStore.AfterCare;
        var referrals = await db.Set<Referral>().AsNoTracking()
            .Where(referral => EF.Parameter(registrations).Contains(referral.PatientId) && referral.SubmittedAt != null && (referral.EndedAt == null || referral.EndedAt > since))
            .OrderByDescending(referral => referral.CreatedAt).Take(Most)
            .Select(referral => new { referral.Id, referral.Number, referral.Direction, referral.State, referral.FromId, referral.ToId, referral.OwnerId, referral.ConsentId }).ToListAsync(ct);
        return [.. referrals.Select(referral => new TreatmentCase(Treating(referral.State) ? referral.OwnerId : null, [referral.FromId, referral.ToId], $"{referral.Direction.Show()} {referral.Number}", ReferralStore.Link(referral.Id), referral.ConsentId))];
    }

    /// <summary>Who must act while the patient is in somebody's hands; on the way between two it is nobody in particular.</summary>
    private static bool Treating(ReferralState state) => state is ReferralState.Arrived or ReferralState.InCare or ReferralState.FollowUp;
}
