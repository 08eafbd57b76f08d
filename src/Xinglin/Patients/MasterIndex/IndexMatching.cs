using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <param name="Left">Whom the others were looked for.</param>
internal sealed record MatchedPair(MatchRecord Left, MatchRecord Right, Evidence Evidence, MatchVerdict Verdict, int ModelVersion);

/// <summary>Enters registrations into the index and compares each with those that have a key in common. Numbers are opened in memory only.</summary>
internal sealed class IndexMatching(
    XinglinDb db, PatientVault vault, MatchModels models, IndexLinks links, IAuditTrail audit, TimeProvider time, ILogger<IndexMatching> log)
{
    private static readonly CompiledQuery<Func<XinglinDb, Guid[], Guid?, IAsyncEnumerable<Patient>>> Registered = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] ids, Guid? only) =>
        db.Set<Patient>().AsNoTracking().Where(patient => ids.Contains(patient.Id) && (only == null || patient.OrganizationId == only))));

    private static readonly CompiledQuery<Func<XinglinDb, Guid, IAsyncEnumerable<IndexPair>>> Pairs = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid patient) =>
        db.Set<IndexPair>().Where(pair => pair.FirstId == patient || pair.SecondId == patient)));

    /// <summary>Joins the open unit of work: a new registration gets its number and its keys.</summary>
    public async Task Enter(Patient patient, PatientSecrets secrets, CancellationToken ct)
    {
        db.Add(new IndexEntry(patient.Id, patient.OrganizationId, await FreeNumber(ct)));
        db.AddRange(Keys(MatchRecord.Of(patient, secrets)).Select(key => new IndexKey(key, patient.Id)));
    }

    /// <summary>Joins the open unit of work: what is compared may have changed.</summary>
    public async Task Renew(Patient patient, PatientSecrets secrets, CancellationToken ct)
    {
        var known = await db.Set<IndexKey>().Where(key => key.PatientId == patient.Id).ToListAsync(ct);
        var wanted = Keys(MatchRecord.Of(patient, secrets));
        db.RemoveRange(known.Where(key => !wanted.Contains(key.Key)));
        db.AddRange(wanted.Where(key => known.All(one => one.Key != key)).Select(key => new IndexKey(key, patient.Id)));
        if (await db.Set<IndexEntry>().FirstOrDefaultAsync(entry => entry.PatientId == patient.Id, ct) is { } entered) entered.Pending = true;
        else db.Add(new IndexEntry(patient.Id, patient.OrganizationId, await FreeNumber(ct)));
    }

    /// <summary>
    /// Straight after registering, in a transaction of its own: what goes wrong here must not undo a registration, and stays pending for
    /// <see cref="IndexCatchUp"/>.
    /// </summary>
    public async Task MatchNow(Guid patient, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null) return;
        try { await Match(patient, ct); }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            log.LogWarning(exception, "Patient {Id} could not be matched at once", patient);
        }
    }

    /// <summary>Compares one registration with the others and does what follows: links, queues for review, lets go.</summary>
    public async Task Match(Guid patientId, CancellationToken ct)
    {
        var patient = await Registered.On(db)(db, [patientId], null).FirstAsync(ct);
        var known = await Pairs.On(db)(db, patientId).ToDictionaryAsync(pair => pair.Other(patientId), cancellationToken: ct);
        var found = await Compare(MatchRecord.Of(patient, vault.Open(patient)), known.Keys, ct);
        if (found.Count == 0)
        {
            await Done(patient, ct);
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whatever fails ends all of it: a place to go back to would be two more ways to the server.
        db.Database.AutoSavepointsEnabled = false;
        try
        {
            await links.Lock(ct);
            foreach (var one in found.OrderByDescending(one => one.Evidence.Weight).ThenBy(one => one.Right.Id))
                await Apply(one, known.GetValueOrDefault(one.Right.Id), patient.Subject, ct);
            await db.SaveChangesAsync(ct);
            await Done(patient, ct);
            await transaction.CommitAsync(ct);
        }
        finally
        {
            db.Database.AutoSavepointsEnabled = true;
        }
    }

    /// <summary>Where the registration was corrected while it was compared, it stays pending.</summary>
    private Task Done(Patient patient, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        UPDATE patient_index SET pending = {false}
        WHERE patient_id = {patient.Id} AND pending AND EXISTS (SELECT 1 FROM patient_patient WHERE id = {patient.Id} AND version = {patient.Version})
        """, ct);

    /// <summary>Registrations of one organisation that may be the person whose facts were typed, the likeliest first; nothing is stored.</summary>
    public async Task<IReadOnlyList<MatchedPair>> Repeats(PatientFacts facts, Guid? self, Guid organization, CancellationToken ct)
    {
        var found = await Compare(MatchRecord.Of(facts, self ?? Guid.Empty, organization, 0), [], ct, organization);
        return [.. found.OrderByDescending(one => one.Evidence.Weight).ThenBy(one => one.Right.Id)];
    }

    /// <summary>Compares with everything that shares a key, and with everything that was found like before.</summary>
    /// <param name="known">Whom it was found like before.</param>
    /// <returns>What is worth a look now, and how those known before compare now.</returns>
    private async Task<List<MatchedPair>> Compare(MatchRecord record, ICollection<Guid> known, CancellationToken ct, Guid? only = null)
    {
        var keys = Keys(record);
        var blocks = await Blocks(keys, ct);
        var ids = blocks.Values.SelectMany(block => block.Patients).Concat(known).Where(id => id != record.Id).Distinct().ToArray();
        if (ids.Length == 0) return [];
        var scorer = await models.Current(db, ct);
        var patients = await Registered.On(db)(db, ids, only).ToListAsync(ct);
        return [.. patients.Select(patient => Weigh(scorer, record, MatchRecord.Of(patient, vault.Open(patient)), blocks, known.Contains(patient.Id))).OfType<MatchedPair>()];
    }

    /// <returns>Null where it comes to nothing and never came to anything.</returns>
    private MatchedPair? Weigh(Scorer scorer, MatchRecord left, MatchRecord right, Dictionary<long, Block> blocks, bool known)
    {
        var holders = NumberComparison.SharedPhone(left, right) is { } phone && blocks.TryGetValue(vault.BlockKey("phone", phone), out var block) ? block.Holders : 0;
        return models.Weigh(scorer, left, right, holders, anyway: known);
    }

    /// <summary>
    /// Each key looked up by itself and no further than a block may be large: a default that thousands share costs no more than a rare number.
    /// A block comes as one row, because the engine puts its list together faster than it hands out two hundred rows.
    /// </summary>
    internal async Task<Dictionary<long, Block>> Blocks(long[] keys, CancellationToken ct)
    {
        if (keys.Length == 0) return [];
        List<(string Name, object Value)> parameters = [.. keys.Select((key, place) => (string.Create(CultureInfo.InvariantCulture, $"key{place}"), (object)key))];
        var sql = string.Join(" UNION ALL ", parameters.Select(key => string.Create(CultureInfo.InvariantCulture, $"""
            SELECT blind_key, COUNT(*), CASE WHEN COUNT(*) <= {BlockKeys.LargestBlock} THEN string_agg(CAST(patient_id AS text), ' ') END
            FROM (SELECT blind_key, patient_id FROM patient_index_key WHERE blind_key = @{key.Name} LIMIT {BlockKeys.LargestBlock + 1}) AS {key.Name} GROUP BY blind_key
            """)));
        var found = await db.Read(sql, row => (Key: row.GetInt64(0), Block: new Block(row.GetInt32(1), row.IsDBNull(2) ? [] : [.. row.GetString(2).Split(' ').Select(Guid.Parse)])), ct, parameters);
        return found.ToDictionary(each => each.Key, each => each.Block);
    }

    /// <summary>Those who have a key in common.</summary>
    /// <param name="Holders">How many; no further counted than one more than <see cref="BlockKeys.LargestBlock"/>.</param>
    /// <param name="Patients">Empty where there are more than that.</param>
    internal sealed record Block(int Holders, Guid[] Patients);

    private async Task Apply(MatchedPair found, IndexPair? pair, AuditSubject subject, CancellationToken ct)
    {
        if (pair is null)
        {
            if (found.Verdict == MatchVerdict.Apart) return;
            pair = IndexPair.Found(found, time.Now());
            db.Add(pair);
        }
        else
        {
            pair.Weigh(found);
            if (pair.ByPerson) return;
            if (pair.State == PairState.Lapsed && found.Verdict != MatchVerdict.Apart) Move(pair, PairAct.Find, PairState.Awaiting, "资料更正后再次相似");
        }

        if (pair.State == PairState.Awaiting && found.Verdict == MatchVerdict.Certain) await LinkAlone(pair, subject, ct);
        else if (pair.State == PairState.Awaiting && found.Verdict == MatchVerdict.Apart) Move(pair, PairAct.Lapse, PairState.Lapsed, "资料更正后不再相似");
        else if (pair.State == PairState.Linked && (found.Verdict == MatchVerdict.Apart || found.Evidence.Objection is not null)) await Part(pair, found.Evidence.Objection, ct);
    }

    /// <summary>Links what is certain, unless it would join two whom a person judged different.</summary>
    internal async Task LinkAlone(IndexPair pair, AuditSubject subject, CancellationToken ct)
    {
        if (await links.Join(pair.FirstId, pair.SecondId, ct) is { } against)
        {
            pair.Hold(against.Id);
            return;
        }

        Move(pair, PairAct.LinkAlone, PairState.Linked, null);
        foreach (var id in new[] { pair.FirstId, pair.SecondId })
            audit.Record("patient.linked", id == subject.Id ? subject : new("patient", id), $"系统关联；概率 {pair.Probability:0.0000}；模型 {pair.ModelVersion}");
    }

    private async Task Part(IndexPair pair, string? objection, CancellationToken ct)
    {
        Move(pair, PairAct.Part, PairState.Awaiting, $"资料更正后{objection ?? "不再相似"}");
        await db.SaveChangesAsync(ct);
        await links.Part(pair.FirstId, ct);
        await links.Part(pair.SecondId, ct);
        foreach (var id in new[] { pair.FirstId, pair.SecondId }) audit.Record("patient.unlinked", new("patient", id), $"系统解除关联；资料更正后{objection ?? "不再相似"}");
    }

    private void Move(IndexPair pair, PairAct act, PairState to, string? words) =>
        db.Add(pair.Move(act, to, Program, time.Now(), words));

    private static readonly CurrentUser Program = CurrentUser.Program("主索引") with { Name = IndexPair.ByProgram };

    internal long[] Keys(MatchRecord record) => BlockKeys.Of(record, vault.BlockKey);

    /// <summary>Twelve digits leave room: at ten million registrations one draw in a hundred thousand is taken.</summary>
    private async Task<string> FreeNumber(CancellationToken ct)
    {
        while (true)
        {
            var number = IndexNumber.Draw();
            if (!await db.Set<IndexEntry>().AnyAsync(entry => entry.Number == number, ct)) return number;
        }
    }
}
