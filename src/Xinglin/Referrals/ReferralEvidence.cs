using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

/// <summary>
/// A referral that came to its end (closed, or sent back home) under a clause shows that both its ends kept that clause. A patient who
/// arrived under a clause of the green channel or of priority, having been answered in time or received without waiting, shows that the
/// receiver kept that one. What has ended and when somebody answered or came never changes, so the same question gives the same evidence for ever.
/// </summary>
internal sealed class ReferralEvidence(XinglinDb db) : IEvidenceSource
{
    public IReadOnlyCollection<string> Kinds { get; } = [ClauseKinds.TwoWayReferral, ClauseKinds.GreenChannel, ClauseKinds.ReferralPriority];

    public async Task<IReadOnlyList<Evidence>> Collect(IReadOnlyList<EvidenceQuery> queries, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        foreach (var query in queries)
        {
            if (query.Kinds.Contains(ClauseKinds.TwoWayReferral)) evidence.AddRange(await Closed(query, ct));
            if (query.Kinds.Contains(ClauseKinds.GreenChannel) || query.Kinds.Contains(ClauseKinds.ReferralPriority)) evidence.AddRange(await WentFirst(query, ct));
        }

        return evidence;
    }

    private async Task<IEnumerable<Evidence>> WentFirst(EvidenceQuery query, CancellationToken ct)
    {
        Guid?[] clauses = [.. query.ClauseIds];
        var (from, to) = (ChinaTime.StartOf(query.From), ChinaTime.StartOf(query.To.AddDays(1)));
        var came = await db.Set<Referral>().AsNoTracking()
            .Where(referral => clauses.Contains(referral.PriorityClauseId) && referral.ToId == query.Bearer && !referral.EnteredAfterwards
                && referral.ArrivedAt >= from && referral.ArrivedAt < to && referral.ArrivedAt <= query.AsOf && (referral.AnsweredAt ?? referral.ArrivedAt) <= referral.AnswerBy)
            .OrderBy(referral => referral.ArrivedAt).ThenBy(referral => referral.Id)
            .Select(referral => new { referral.Id, referral.Number, referral.Urgency, referral.PriorityClauseId, referral.ArrivedAt }).ToListAsync(ct);
        return came.Select(referral => new Evidence(referral.PriorityClauseId!.Value, query.Bearer, "双向转诊",
            $"{referral.Urgency.Show()} {referral.Number}：时限内答复并接诊", ChinaTime.DateIn(referral.ArrivedAt!.Value), $"/referrals/{referral.Id}", referral.ArrivedAt.Value));
    }

    private async Task<IEnumerable<Evidence>> Closed(EvidenceQuery query, CancellationToken ct)
    {
        Guid?[] clauses = [.. query.ClauseIds];
        var (from, to) = (ChinaTime.StartOf(query.From), ChinaTime.StartOf(query.To.AddDays(1)));
        var ended = await db.Set<Referral>().AsNoTracking()
            .Where(referral => clauses.Contains(referral.TermClauseId) && referral.EndedAt >= from && referral.EndedAt < to && referral.EndedAt <= query.AsOf
                && (referral.State == ReferralState.Closed || referral.State == ReferralState.SentBack)
                && (referral.FromId == query.Bearer || referral.ToId == query.Bearer))
            .OrderBy(referral => referral.EndedAt).ThenBy(referral => referral.Id)
            .Select(referral => new { referral.Id, referral.Number, referral.Direction, referral.State, referral.TermClauseId, referral.EndedAt }).ToListAsync(ct);
        return ended.Select(referral => new Evidence(referral.TermClauseId!.Value, query.Bearer, "双向转诊",
            $"{referral.Direction.Show()} {referral.Number}：{referral.State.Show()}", ChinaTime.DateIn(referral.EndedAt!.Value), $"/referrals/{referral.Id}", referral.EndedAt.Value));
    }
}
