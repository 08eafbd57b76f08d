using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <param name="Done">Of <paramref name="Total"/>, within the stage.</param>
internal sealed record BulkProgress(MatchStage Stage, long Done, long Total);

/// <summary>
/// Compares all registrations with all, in memory and in tiles of a fixed size, keeps what is worth keeping, and then links the certain
/// ones, the likeliest first. It may be stopped at any moment: the next run goes on where the last batch was kept.
/// </summary>
internal sealed class BulkMatching(XinglinDb db, BulkReading reading, BulkPairs pairs, BulkLinks links, MatchModels models, PatientVault vault, IAuditTrail audit, CurrentUser user, TimeProvider time)
{
    /// <summary>How long a run may be silent before another node takes it over.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private const int PairsAtOnce = 50_000;

    /// <summary>Goes on with a run that stopped, or begins one.</summary>
    /// <exception cref="Refused">One is running.</exception>
    public async Task<MatchRun> Run(bool learn, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        var run = await Begin(learn, ct);
        if (run.Stage < MatchStage.Linking) await Compare(run, progress, ct);
        await Link(run, progress, ct);
        (run.Stage, run.Percent, run.FinishedAt) = (MatchStage.Finished, 100, time.Now());
        audit.Record("patient.index-matched", new("patient-index", run.Id), $"批量匹配：登记 {run.Registrations} 份，比较 {run.Compared} 对，关联 {run.Linked} 对，待核对 {run.Possible} 对，冲突 {run.Held} 对；模型 {run.ModelVersion}");
        await db.SaveChangesAsync(ct);
        models.Forget();
        return run;
    }

    /// <summary>The run that is not finished; null where none is.</summary>
    public Task<MatchRun?> Open(CancellationToken ct) => db.Set<MatchRun>().Where(run => run.FinishedAt == null).OrderBy(run => run.StartedAt).FirstOrDefaultAsync(ct);

    private async Task<MatchRun> Begin(bool learn, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (db is PostgresXinglinDb) await db.Database.ExecuteSqlAsync($"LOCK TABLE patient_match_run IN EXCLUSIVE MODE", ct);
        var now = time.Now();
        var run = await Open(ct);
        if (run is not null && now - run.BeatAt < Silence)
            throw new Refused(RefusalKind.Conflict, "index.running", $"{run.Called}正在进行。", "请等它完成；它停下两分钟后可以接着做。");
        if (run is null) db.Add(run = new MatchRun(Guid.CreateVersion7(now), now, user.Name, learn));
        run.BeatAt = now;
        await db.SaveChangesAsync(ct);
        // What changes from here on is pending again and is compared by itself.
        await db.Set<IndexEntry>().Where(entry => entry.Pending).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Pending, false), ct);
        await transaction.CommitAsync(ct);
        return run;
    }

    private async Task Compare(MatchRun run, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        var tiles = await reading.Tiles(ct);
        run.Registrations = tiles.Registrations;
        Scorer? scorer = null;
        for (; run.Tile < tiles.All.Count; (run.Tile, run.LastKey) = (run.Tile + 1, null))
        {
            run.Stage = MatchStage.Reading;
            var (set, half) = await reading.Read(tiles.All[run.Tile], progress, ct);
            if (scorer is null)
            {
                if (run is { Learn: true, ModelVersion: 0 } && set.Records.Count >= ModelLearning.FewestRecords) await Learn(run, set, progress, ct);
                models.Forget();
                scorer = new Scorer((await models.Current(db, ct)).Model, tiles.Registrations);
                run.ModelVersion = scorer.Model.Version;
            }

            run.Stage = MatchStage.Comparing;
            await Compare(run, set, half, scorer, progress, ct);
        }

        (run.Stage, run.Percent) = (MatchStage.Linking, 0);
        await Keep(run, ct);
    }

    /// <param name="half">Where the second of two parts begins; only pairs across are compared then. Null for one part.</param>
    private async Task Compare(MatchRun run, RecordSet set, int? half, Scorer scorer, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        using var batches = Weighed(set, run.LastKey ?? long.MinValue, half, scorer, ct).GetEnumerator();
        // While one batch is stored, the next is weighed.
        Task<WeighedBatch?> Next() => Task.Run(() => batches.MoveNext() ? batches.Current : null, ct);
        var next = Next();
        try
        {
            while (await next is { } batch)
            {
                next = Next();
                await Store(run, batch, set.Keys, ct);
                progress?.Report(new(MatchStage.Comparing, batch.Done, set.Keys));
            }
        }
        finally
        {
            await Task.WhenAny(next);
        }
    }

    /// <param name="Found">What is worth keeping of <paramref name="Compared"/>.</param>
    /// <param name="Done">Keys gone through so far, of which <paramref name="Reached"/> is the last.</param>
    private sealed record WeighedBatch(IReadOnlyList<MatchedPair> Found, int Compared, int Done, long Reached);

    private IEnumerable<WeighedBatch> Weighed(RecordSet set, long last, int? half, Scorer scorer, CancellationToken ct)
    {
        var (done, reached) = (0, last);
        foreach (var batch in set.Pairs(last, (place, key) => (done, reached) = (place, key)).Where(pair => half is null || pair.Left < half != pair.Right < half).Chunk(PairsAtOnce))
            yield return new([.. batch.AsParallel().WithCancellation(ct).Select(pair => Weigh(set, pair, scorer)).OfType<MatchedPair>()], batch.Length, done, reached);
    }

    private async Task Store(MatchRun run, WeighedBatch batch, int keys, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await pairs.Store(batch.Found, time.Now(), ct);
        run.Compared += batch.Compared;
        run.Certain += batch.Found.Count(pair => pair.Verdict == MatchVerdict.Certain);
        run.Possible += batch.Found.Count(pair => pair.Verdict == MatchVerdict.Possible);
        // The key of the last pair may have more pairs; it is gone through again, which changes nothing.
        (run.LastKey, run.Percent) = (batch.Reached, (int)(100L * batch.Done / Math.Max(1, keys)));
        await Keep(run, ct);
        await transaction.CommitAsync(ct);
    }

    private MatchedPair? Weigh(RecordSet set, (int Left, int Right) pair, Scorer scorer)
    {
        var (left, right) = (set.Records[pair.Left], set.Records[pair.Right]);
        var holders = NumberComparison.SharedPhone(left, right) is { } phone ? set.Holders(vault.BlockKey("phone", phone)) : 0;
        return models.Weigh(scorer, left, right, holders);
    }

    private async Task Learn(MatchRun run, RecordSet set, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        run.Stage = MatchStage.Learning;
        await Keep(run, ct);
        progress?.Report(new(MatchStage.Learning, 0, 1));
        models.Forget();
        var before = (await models.Current(db, ct)).Model;
        var next = (await db.Set<StoredModel>().MaxAsync(model => (int?)model.Number, ct) ?? 0) + 1;
        var model = ModelLearning.Learn(set, before, next, phone => vault.BlockKey("phone", phone));
        db.Add(new StoredModel(next, time.Now(), set.Records.Count, JsonColumn.Write(model)));
        audit.Record("patient.index-model-learned", new("patient-index", run.Id), $"匹配模型 {next}，由 {set.Records.Count} 份登记无标注学习");
        await db.SaveChangesAsync(ct);
        progress?.Report(new(MatchStage.Learning, 1, 1));
    }

    private async Task Link(MatchRun run, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        var total = await links.Waiting(ct) + run.Linked;
        while (await links.Batch(run, ct) is { Taken: > 0 } batch)
        {
            (run.Linked, run.Held) = (run.Linked + batch.Linked, run.Held + batch.Held);
            run.Percent = (int)(100L * run.Linked / Math.Max(1, total));
            await Keep(run, ct);
            progress?.Report(new(MatchStage.Linking, run.Linked, total));
        }
    }

    private async Task Keep(MatchRun run, CancellationToken ct)
    {
        run.BeatAt = time.Now();
        await db.SaveChangesAsync(ct);
    }
}
