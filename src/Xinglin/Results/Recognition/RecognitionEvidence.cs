using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>
/// A result that was recognised under a clause shows that the institution which recognised it kept that clause. Decisions never change,
/// so the same question gives the same evidence for ever. All of one order count as one piece.
/// </summary>
internal sealed class RecognitionEvidence(XinglinDb db) : IEvidenceSource
{
    public IReadOnlyCollection<string> Kinds { get; } = [ClauseKinds.ResultRecognition];

    public async Task<IReadOnlyList<Evidence>> Collect(IReadOnlyList<EvidenceQuery> queries, CancellationToken ct)
    {
        var evidence = new List<Evidence>();
        foreach (var query in queries)
        {
            Guid?[] clauses = [.. query.ClauseIds];
            var (from, to) = (ChinaTime.StartOf(query.From), ChinaTime.StartOf(query.To.AddDays(1)));
            var decisions = await db.Set<OrderDecision>().AsNoTracking()
                .Where(decision => clauses.Contains(decision.ClauseId) && decision.OrganizationId == query.Bearer && decision.Outcome == OrderOutcomeKind.Recognised
                    && decision.DecidedAt >= from && decision.DecidedAt < to && decision.DecidedAt <= query.AsOf)
                .OrderBy(decision => decision.DecidedAt).ThenBy(decision => decision.Id)
                .Select(decision => new { decision.ClauseId, decision.PatientId, decision.CheckId, decision.Panel, decision.Maker, decision.DecidedAt }).ToListAsync(ct);
            evidence.AddRange(decisions.GroupBy(decision => decision.CheckId).Select(order => new Evidence(order.First().ClauseId!.Value, query.Bearer, "检查检验结果互认",
                $"互认{string.Join("、", order.Select(decision => decision.Maker).Distinct())}的{string.Join("、", order.Select(decision => decision.Panel).Distinct())} {order.Count()} 项",
                ChinaTime.DateIn(order.First().DecidedAt), $"/results/orders/{order.First().PatientId}/{order.Key}", order.Max(decision => decision.DecidedAt))));
        }

        return evidence;
    }
}
