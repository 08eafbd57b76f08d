using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <param name="From">First id of a part, and <paramref name="Until"/> the first of the next; null for the last.</param>
internal sealed record BulkPart(Guid From, Guid? Until);

/// <param name="Second">Null where a part is compared within itself.</param>
internal sealed record BulkTile(BulkPart First, BulkPart? Second);

internal sealed record BulkTiles(int Registrations, IReadOnlyList<BulkTile> All);

/// <summary>Brings registrations into memory, opened, part by part, so that never more than a fixed number are there.</summary>
internal sealed class BulkReading(XinglinDb db, PatientVault vault, IConfiguration configuration)
{
    private const int Batch = 5000;

    /// <summary>Registrations in memory at once, at about half a kilobyte each.</summary>
    private int Most => int.TryParse(configuration["Xinglin:Matching:InMemory"], out var set)
        ? set >= 100 ? set : throw new StartupProblem($"设置 Xinglin:Matching:InMemory 应为不小于 100 的整数，现为“{set}”。")
        : 1_500_000;

    /// <summary>All of them at once where they fit, else every part with itself and with every other.</summary>
    public async Task<BulkTiles> Tiles(CancellationToken ct)
    {
        var total = await db.Set<Patient>().CountAsync(ct);
        var half = Math.Max(1, Most / 2);
        List<BulkPart> parts = [];
        if (total <= Most) parts.Add(new(Guid.Empty, null));
        else
        {
            List<Guid> starts = [Guid.Empty];
            for (var place = half; place < total; place += half)
                starts.Add(await db.Set<Patient>().OrderBy(patient => patient.Id).Select(patient => patient.Id).Skip(place).FirstAsync(ct));
            parts.AddRange(starts.Select((start, place) => new BulkPart(start, place + 1 < starts.Count ? starts[place + 1] : null)));
        }

        return new(total, [.. from first in parts.Index() from second in parts.Skip(first.Index) select new BulkTile(first.Item, second == first.Item ? null : second)]);
    }

    /// <returns>The registrations, and where those of the second part begin.</returns>
    public async Task<(RecordSet Set, int? Half)> Read(BulkTile tile, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        List<MatchRecord> records = [];
        List<long[]> keys = [];
        await Read(tile.First, records, keys, progress, ct);
        int? half = tile.Second is null ? null : records.Count;
        if (tile.Second is { } second) await Read(second, records, keys, progress, ct);
        return (new RecordSet(records, [.. keys]), half);
    }

    private async Task Read(BulkPart part, List<MatchRecord> records, List<long[]> keys, IProgress<BulkProgress>? progress, CancellationToken ct)
    {
        var total = await Of(part, part.From).CountAsync(ct) + records.Count;
        for (var from = part.From; ;)
        {
            var batch = await Of(part, from).OrderBy(patient => patient.Id).Take(Batch).ToListAsync(ct);
            // Opening and hashing is most of the work.
            var opened = batch.AsParallel().AsOrdered().Select(patient =>
            {
                var record = MatchRecord.Of(patient, vault.Open(patient));
                return (Record: record, Keys: BlockKeys.Of(record, vault.BlockKey));
            }).ToList();
            records.AddRange(opened.Select(one => one.Record));
            keys.AddRange(opened.Select(one => one.Keys));
            progress?.Report(new(MatchStage.Reading, records.Count, total));
            if (batch.Count < Batch) return;
            from = batch[^1].Id;
        }
    }

    private IQueryable<Patient> Of(BulkPart part, Guid after)
    {
        // The first of a part belongs to it; what was read before does not come again.
        var patients = db.Set<Patient>().AsNoTracking();
        patients = after == part.From ? patients.Where(patient => patient.Id >= after) : patients.Where(patient => patient.Id > after);
        return part.Until is { } until ? patients.Where(patient => patient.Id < until) : patients;
    }
}
