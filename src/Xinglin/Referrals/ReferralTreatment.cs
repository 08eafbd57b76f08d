using System.Data.Common;
using System.Globalization;
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
        var patients = HandwrittenSql.Each("patient", registrations);
        return await db.Read(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT id, number, direction, state, from_id, to_id, owner_id, consent_id FROM referral
            WHERE patient_id IN ({string.Join(", ", patients.Select(patient => $"@{patient.Name}"))}) AND submitted_at IS NOT NULL AND (ended_at IS NULL OR ended_at > @since)
            ORDER BY created_at DESC LIMIT {Most}
            """), Case, ct, [.. patients, ("since", db.Stored(time.Now() - ReferralStore.AfterCare))]);
    }

    private static TreatmentCase Case(DbDataReader row) => new(
        Treating(Enum.Parse<ReferralState>(row.GetString(3))) ? row.GetGuid(6) : null, [row.GetGuid(4), row.GetGuid(5)],
        $"{Enum.Parse<ReferralDirection>(row.GetString(2)).Show()} {row.GetString(1)}", ReferralStore.Link(row.GetGuid(0)), row.IsDBNull(7) ? null : row.GetGuid(7));

    /// <summary>Who must act while the patient is in somebody's hands; on the way between two it is nobody in particular.</summary>
    private static bool Treating(ReferralState state) => state is ReferralState.Arrived or ReferralState.InCare or ReferralState.FollowUp;
}
