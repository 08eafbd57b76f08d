using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>
/// Joins and parts persons as links come and go. Everything happens within an open transaction that holds <see cref="Lock"/>, so that no
/// two change the same person at once. It never lets two registrations that a person judged different come under one number.
/// </summary>
public sealed class IndexLinks(XinglinDb db)
{
    // Any number that nothing else of this program locks by.
    private const long LockNumber = 0x584C_4958;

    private static readonly CompiledQuery<Func<XinglinDb, Guid, Guid, IAsyncEnumerable<Member>>> Beneath = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid first, Guid second) =>
        from entry in db.Set<IndexEntry>()
        where db.Set<IndexEntry>().Where(one => one.PatientId == first || one.PatientId == second).Select(one => one.PersonId).Contains(entry.PersonId)
        select new Member(entry.PatientId, entry.PersonId)));

    /// <summary>Held until the transaction ends. SQLite has one writer anyway.</summary>
    public async Task Lock(CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Links change within a transaction.");
        if (db is PostgresXinglinDb) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})", ct);
    }

    /// <summary>Brings two registrations under one number, unless two who were judged different would come under it.</summary>
    /// <returns>The pair that was judged so; null where both are one person now.</returns>
    public async Task<IndexPair?> Join(Guid first, Guid second, CancellationToken ct)
    {
        var members = await Beneath.On(db)(db, first, second).ToDictionaryAsync(member => member.PatientId, member => member.PersonId, cancellationToken: ct);
        var (one, other) = (members[first], members[second]);
        if (one == other) return null;
        // Between two who stood alone there is no pair but the one at hand.
        if (members.Count > 2 && await Judged([.. members.Keys], ct) is { } against) return against;
        var (kept, given) = one.CompareTo(other) < 0 ? (one, other) : (other, one);
        await db.Database.ExecuteSqlAsync($"UPDATE patient_index SET person_id = {kept} WHERE person_id = {given}", ct);
        return null;
    }

    /// <summary>Makes anew what a person consists of, after a link among its registrations was taken away and stored so.</summary>
    public async Task Part(Guid patient, CancellationToken ct)
    {
        var person = await PersonOf(patient, ct);
        var members = await Members(person, ct);
        var parts = Components(members, await Links(members).ToListAsync(ct));
        if (parts.Count == 1) return;
        foreach (var part in parts)
            if (part[0] != person) await Assign(part, part[0], ct);
    }

    /// <summary>The links by which two registrations still hang together, one after another; empty where they do not.</summary>
    public async Task<IReadOnlyList<IndexPair>> Path(Guid from, Guid to, CancellationToken ct)
    {
        var person = await PersonOf(from, ct);
        return person == await PersonOf(to, ct) ? Way(from, to, await Links(await Members(person, ct)).ToListAsync(ct)) : [];
    }

    /// <summary>The links by which the two of a pair hang together beside it, to be read: what undoing it would leave.</summary>
    public async Task<IReadOnlyList<IndexPair>> Beside(IndexPair pair, CancellationToken ct = default)
    {
        var person = await PersonOf(pair.FirstId, ct);
        return person == await PersonOf(pair.SecondId, ct) ? Way(pair.FirstId, pair.SecondId, await Links(await Members(person, ct)).AsNoTracking().Where(link => link.Id != pair.Id).ToListAsync(ct)) : [];
    }

    private static List<IndexPair> Way(Guid from, Guid to, List<IndexPair> links)
    {
        var reached = new Dictionary<Guid, (Guid Before, IndexPair? By)> { [from] = (from, null) };
        var open = new Queue<Guid>([from]);
        while (open.TryDequeue(out var here) && !reached.ContainsKey(to))
            foreach (var link in links.Where(link => link.FirstId == here || link.SecondId == here).OrderBy(link => link.Id))
                if (reached.TryAdd(link.Other(here), (here, link))) open.Enqueue(link.Other(here));
        if (!reached.ContainsKey(to)) return [];
        List<IndexPair> path = [];
        for (var here = to; here != from; here = reached[here].Before) path.Add(reached[here].By!);
        return path;
    }

    /// <summary>Parts of a person by links alone; each begins with its oldest registration.</summary>
    internal static List<List<Guid>> Components(IEnumerable<Guid> members, IReadOnlyCollection<IndexPair> links)
    {
        var neighbours = links.SelectMany(link => new[] { (From: link.FirstId, To: link.SecondId), (From: link.SecondId, To: link.FirstId) }).ToLookup(edge => edge.From, edge => edge.To);
        var seen = new HashSet<Guid>();
        List<List<Guid>> parts = [];
        foreach (var member in members.Order())
        {
            if (!seen.Add(member)) continue;
            List<Guid> part = [member];
            for (var place = 0; place < part.Count; place++)
                part.AddRange(neighbours[part[place]].Where(seen.Add));
            parts.Add(part);
        }

        return parts;
    }

    private IQueryable<IndexPair> Links(List<Guid> members) =>
        db.Set<IndexPair>().Where(pair => pair.State == PairState.Linked && members.Contains(pair.FirstId) && members.Contains(pair.SecondId));

    private Task<IndexPair?> Judged(List<Guid> members, CancellationToken ct) =>
        db.Set<IndexPair>().AsNoTracking().Where(pair => pair.State == PairState.Different && members.Contains(pair.FirstId) && members.Contains(pair.SecondId))
            .OrderBy(pair => pair.Id).FirstOrDefaultAsync(ct);

    private Task<Guid> PersonOf(Guid patient, CancellationToken ct) =>
        db.Set<IndexEntry>().Where(entry => entry.PatientId == patient).Select(entry => entry.PersonId).SingleAsync(ct);

    private Task<List<Guid>> Members(Guid person, CancellationToken ct) =>
        db.Set<IndexEntry>().Where(entry => entry.PersonId == person).Select(entry => entry.PatientId).ToListAsync(ct);

    private Task Assign(List<Guid> patients, Guid person, CancellationToken ct) =>
        db.Set<IndexEntry>().Where(entry => patients.Contains(entry.PatientId)).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.PersonId, person), ct);

    private sealed record Member(Guid PatientId, Guid PersonId);
}
