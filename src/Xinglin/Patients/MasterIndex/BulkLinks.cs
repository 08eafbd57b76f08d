using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <param name="Taken">Pairs looked at; 0 where none is left.</param>
/// <param name="Held">Those that would have joined two whom a person judged different.</param>
internal sealed record BulkBatch(int Taken, int Linked, int Held);

/// <summary>
/// Links certain pairs by the thousand: the same rules as <see cref="IndexLinks"/>, reckoned in memory for one batch, while the lock is held
/// for the blink of an eye. The likeliest go first, so that where a judgement stands in the way, the less likely gives way.
/// </summary>
internal sealed class BulkLinks(XinglinDb db, IndexLinks links, TimeProvider time)
{
    private const int Size = 2000;

    public Task<int> Waiting(CancellationToken ct) => Certain.CountAsync(ct);

    /// <param name="run">Stands in the history of each pair.</param>
    public async Task<BulkBatch> Batch(MatchRun run, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await links.Lock(ct);
        var batch = await Certain.OrderByDescending(pair => pair.Probability).ThenBy(pair => pair.Id).Take(Size)
            .Select(pair => new Waiter(pair.Id, pair.FirstId, pair.SecondId, pair.Probability, pair.Steps, pair.ModelVersion)).ToListAsync(ct);
        if (batch.Count == 0) return new(0, 0, 0);
        var ids = batch.SelectMany(pair => new[] { pair.FirstId, pair.SecondId }).Distinct().ToList();
        var persons = await db.Set<IndexEntry>().Where(entry => ids.Contains(entry.PatientId)).Select(entry => entry.PersonId).Distinct().ToListAsync(ct);
        var members = await db.Set<IndexEntry>().Where(entry => persons.Contains(entry.PersonId)).Select(entry => new { entry.PatientId, entry.PersonId }).ToDictionaryAsync(entry => entry.PatientId, entry => entry.PersonId, ct);
        List<Guid> all = [.. members.Keys];
        // Asked for both sides at once, an engine looks up each of the first with each of the second: sixteen million times a batch.
        var judged = (await db.Set<IndexPair>().Where(pair => pair.State == PairState.Different && all.Contains(pair.FirstId))
            .Select(pair => new { pair.Id, pair.FirstId, pair.SecondId }).ToListAsync(ct)).Where(pair => members.ContainsKey(pair.SecondId));

        var groups = new Groups(judged.Select(pair => (members[pair.FirstId], members[pair.SecondId], pair.Id)));
        List<Waiter> linked = [];
        List<(Guid Pair, Guid By)> held = [];
        foreach (var pair in batch)
            if (groups.Join(members[pair.FirstId], members[pair.SecondId]) is { } against) held.Add((pair.Id, against));
            else linked.Add(pair);

        await Write(linked, held, run.Called, ct);
        var moved = members.Select(one => (Patient: one.Key, Before: one.Value, Now: groups.Of(one.Value))).Where(one => one.Before != one.Now).ToList();
        await BulkRows.Write(db, "UPDATE patient_index SET person_id = moved.column2 FROM (VALUES", [.. moved.Select(one => new object?[] { one.Patient, one.Now })], ") AS moved WHERE patient_id = moved.column1", ct);
        await transaction.CommitAsync(ct);
        return new(batch.Count, linked.Count, held.Count);
    }

    private IQueryable<IndexPair> Certain => db.Set<IndexPair>().Where(pair => pair.State == PairState.Awaiting && pair.Certain && !pair.ByPerson && pair.HeldBy == null);

    private async Task Write(List<Waiter> linked, List<(Guid Pair, Guid By)> held, string words, CancellationToken ct)
    {
        var now = time.Now();
        List<Guid> ids = [.. linked.Select(pair => pair.Id)];
        await db.Set<IndexPair>().Where(pair => ids.Contains(pair.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(pair => pair.State, PairState.Linked).SetProperty(pair => pair.ChangedAt, now).SetProperty(pair => pair.ChangedBy, IndexPair.ByProgram).SetProperty(pair => pair.Words, words).SetProperty(pair => pair.Steps, pair => pair.Steps + 1).SetProperty(pair => pair.Version, pair => pair.Version + 1), ct);
        await BulkRows.Write(db, "INSERT INTO patient_index_event (id, pair_id, step, at, changed_by, act, from_state, to_state, probability, model_version, words) VALUES",
            [.. linked.Select(pair => new object?[] { Guid.CreateVersion7(now), pair.Id, pair.Steps + 1, now, IndexPair.ByProgram, PairAct.LinkAlone, PairState.Awaiting, PairState.Linked, pair.Probability, pair.ModelVersion, words })], "", ct);
        foreach (var (pair, by) in held)
            await db.Set<IndexPair>().Where(one => one.Id == pair).ExecuteUpdateAsync(set => set.SetProperty(one => one.HeldBy, by), ct);
    }

    /// <summary>What linking needs of a pair; the evidence, which is most of it, stays where it is.</summary>
    private sealed record Waiter(Guid Id, Guid FirstId, Guid SecondId, double Probability, int Steps, int ModelVersion);

    /// <summary>Which persons become one, and whom nobody may bring together.</summary>
    private sealed class Groups
    {
        private readonly Dictionary<Guid, Guid> above = [];
        private readonly Dictionary<Guid, List<(Guid Person, Guid By)>> apart = [];

        public Groups(IEnumerable<(Guid One, Guid Other, Guid By)> judged)
        {
            foreach (var (one, other, by) in judged)
            {
                Apart(one).Add((other, by));
                Apart(other).Add((one, by));
            }
        }

        public Guid Of(Guid person)
        {
            while (above.TryGetValue(person, out var next)) person = next;
            return person;
        }

        /// <returns>The judgement that stands against it; null where both are one now. The oldest gives the group its name.</returns>
        public Guid? Join(Guid left, Guid right)
        {
            var (one, other) = (Of(left), Of(right));
            if (one == other) return null;
            var (kept, given) = one.CompareTo(other) < 0 ? (one, other) : (other, one);
            foreach (var (person, by) in Apart(given))
                if (Of(person) == kept) return by;
            above[given] = kept;
            Apart(kept).AddRange(Apart(given));
            return null;
        }

        private List<(Guid Person, Guid By)> Apart(Guid person) => apart.TryGetValue(person, out var list) ? list : apart[person] = [];
    }
}
