using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>
/// A referral that came to its end (closed, or sent back home) under a clause shows that both its ends kept that clause. What has ended
/// never changes, so the same question gives the same evidence for ever.
/// </summary>
internal sealed class ReferralEvidence(XinglinDb db) : IEvidenceSource
{
    public IReadOnlyCollection<string> Kinds { get; } = [ClauseKinds.TwoWayReferral];

    public async Task<IReadOnlyList<Evidence>> Collect(IReadOnlyList<EvidenceQuery> queries, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        foreach (var query in queries)
        {
            Guid?[] clauses = [.. query.ClauseIds];
            var (from, to) = (ChinaTime.StartOf(query.From), ChinaTime.StartOf(query.To.AddDays(1)));
            var ended = await db.Set<Referral>().AsNoTracking()
                .Where(referral => clauses.Contains(referral.TermClauseId) && referral.EndedAt >= from && referral.EndedAt < to && referral.EndedAt <= query.AsOf
                    && (referral.State == ReferralState.Closed || referral.State == ReferralState.SentBack)
                    && (referral.FromId == query.Bearer || referral.ToId == query.Bearer))
                .OrderBy(referral => referral.EndedAt).ThenBy(referral => referral.Id)
                .Select(referral => new { referral.Id, referral.Number, referral.Direction, referral.State, referral.TermClauseId, referral.EndedAt }).ToListAsync(ct);
            evidence.AddRange(ended.Select(referral => new Evidence(referral.TermClauseId!.Value, query.Bearer, "双向转诊",
                $"{referral.Direction.Show()} {referral.Number}：{referral.State.Show()}", ChinaTime.DateIn(referral.EndedAt!.Value), $"/referrals/{referral.Id}", referral.EndedAt.Value)));
        }

        return evidence;
    }
}
