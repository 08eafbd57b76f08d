using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Keeps pairs that a bulk run found. What a person decided, and what is linked, stays as it is.</summary>
internal sealed class BulkPairs(XinglinDb db)
{
    public Task Store(IReadOnlyList<MatchedPair> found, DateTimeOffset now, CancellationToken ct)
    {
        // One pair twice in a statement would meet itself.
        var rows = found.Select(pair => IndexPair.Found(pair, now)).DistinctBy(pair => (pair.FirstId, pair.SecondId)).Select(pair => new object?[]
        {
            pair.Id, pair.FirstId, pair.SecondId, pair.FirstOrganization, pair.SecondOrganization, pair.State, false, pair.Probability, pair.Certain, pair.EvidenceText, pair.ModelVersion,
            pair.FoundAt, pair.ChangedAt, pair.ChangedBy, 0, 1
        }).ToList();
        return BulkRows.Write(db, """
            INSERT INTO patient_index_pair (id, first_id, second_id, first_organization, second_organization, state, by_person, probability, certain, evidence, model_version,
                found_at, changed_at, changed_by, steps, version) VALUES
            """, rows, """
            ON CONFLICT (first_id, second_id) DO UPDATE SET probability = excluded.probability, certain = excluded.certain, evidence = excluded.evidence,
                model_version = excluded.model_version, state = excluded.state
            WHERE NOT patient_index_pair.by_person AND patient_index_pair.state IN ('Awaiting', 'Lapsed')
            """, ct);
    }
}
