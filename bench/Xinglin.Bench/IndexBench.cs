using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.MasterIndex;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Patients.MasterIndex;

namespace Xinglin.Bench;

/// <summary>The patient index: how well it tells people apart, how long matching one and matching all takes.</summary>
internal static class IndexBench
{
    /// <summary>XINGLIN_BENCH_PATIENTS sets another number of registrations.</summary>
    internal static readonly int Registrations = int.TryParse(Environment.GetEnvironmentVariable("XINGLIN_BENCH_PATIENTS"), out var set) ? set : 1_000_000;

    private const int ForQuality = 100_000, WarmUp = 200, Matches = 2000;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        List<Figure> figures = [.. Quality(), .. FebrlBench.Run()];
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            await using var app = XinglinApp.Create(database.Arguments, SealedAgreements.Quietly);
            await BenchDatabase.Upkeep(app.Services);
            var filled = Stopwatch.StartNew();
            var ids = await Fill(app.Services, database);
            Console.WriteLine($"{ids.Count:N0} registrations made in {filled.Elapsed.TotalSeconds:0} s ({database.Engine}).");
            foreach (var figure in (await Online(app.Services, database, ids)).Concat(await Bulk(app.Services, database, ids.Count)))
            {
                Console.WriteLine(figure);
                figures.Add(figure);
            }
        }

        return figures;
    }

    private static IEnumerable<Figure> Quality()
    {
        var patients = new GeneratedRegistry(20260611).Make(ForQuality);
        foreach (var (name, learn) in (IEnumerable<(string, bool)>)[("standard model", false), ("learned without labels", true)])
        {
            var watch = Stopwatch.StartNew();
            var (quality, _) = MatchQuality.Of(patients, StandardModel.Model, MatchThresholds.Standard, learn);
            Console.WriteLine($"{name}: {quality}");
            yield return new($"Generated register of {ForQuality:N0}, {name}: precision of links", quality.Precision, "");
            yield return new($"{name}: recall of links", quality.Recall, "");
            yield return new($"{name}: F", quality.F, "");
            yield return new($"{name}: recall with review", quality.RecallWithReview, "");
            yield return new($"{name}: time in memory", watch.Elapsed.TotalSeconds, "s");
        }
    }

    private static async Task<IEnumerable<Figure>> Online(IServiceProvider services, BenchDatabase database, List<Guid> ids)
    {
        var draw = new Random(1);
        Task Match(Guid id) => services.As(CurrentUser.Program("bench"), one => one.GetRequiredService<IndexMatching>().Match(id, default));
        var heard = ids[draw.Next(ids.Count)];
        await Match(heard);
        var times = await Samples.Take(WarmUp, Matches, () => Match(ids[draw.Next(ids.Count)]));
        // Matched before, it finds its pairs kept: statements that insert them could not be repeated.
        using var sql = await RawSql.Of(() => Match(heard));
        var raw = await Samples.Take(WarmUp, Matches, async () =>
        {
            await using var connection = database.Connect();
            await sql.Repeat(connection);
        });
        return
        [
            new($"Match of one among {ids.Count:N0}, p50 ({database.Engine})", times.At(.5), "ms", $"Its {sql.Count} statements by ADO.NET, p50", raw.At(.5)),
            new($"Match of one among {ids.Count:N0}, p99 ({database.Engine})", times.At(.99), "ms", $"Its {sql.Count} statements by ADO.NET, p99", raw.At(.99), 5)
        ];
    }

    private static async Task<IEnumerable<Figure>> Bulk(IServiceProvider services, BenchDatabase database, int registrations)
    {
        MatchRun? run = null;
        var watch = Stopwatch.StartNew();
        long most = 0;
        await services.As(CurrentUser.Program("bench"), async one => run = await one.GetRequiredService<BulkMatching>().Run(learn: true, new Watched(() => most = Math.Max(most, Process.GetCurrentProcess().WorkingSet64)), default));
        var seconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await using var connection = database.Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM patient_patient";
        await RawSql.ReadToEnd(command);
        var raw = watch.Elapsed.TotalSeconds;
        return
        [
            new($"Linking {registrations:N0} registrations in bulk ({database.Engine})", seconds, "s", "Reading them by ADO.NET", raw, registrations == 1_000_000 ? 180 : null),
            new($"Links made, a second ({database.Engine})", run!.Linked / seconds, ""),
            new($"Peak memory of bulk linking ({database.Engine})", most / 1024.0 / 1024, "MB")
        ];
    }

    /// <summary>Straight into the tables: registering a million at the desk would measure the desk.</summary>
    internal static async Task<List<Guid>> Fill(IServiceProvider services, BenchDatabase database)
    {
        List<Guid> ids = [];
        await services.As(CurrentUser.Program("bench"), async one =>
        {
            var vault = one.GetRequiredService<PatientVault>();
            Guid[] houses = [.. Enumerable.Range(1, 4).Select(house => new Guid(house, 0, 0, new byte[8]))];
            var now = one.GetRequiredService<TimeProvider>().Now();
            var entries = new IndexEntries();
            await using var writer = new BulkWriter(one.GetRequiredService<XinglinDb>(), database.Connect());
            await writer.Begin(typeof(Patient), typeof(IndexEntry), typeof(IndexKey));
            foreach (var batch in new GeneratedRegistry(7).Make(Registrations).Index().Chunk(100_000))
            {
                var made = batch.AsParallel().AsOrdered().Select(each =>
                {
                    var patient = new Patient(Guid.CreateVersion7(now.AddMilliseconds(each.Index)), houses[each.Item.House], $"B{each.Index}", now, "bench");
                    var secrets = each.Item.Facts.Secrets([]);
                    patient.Describe(each.Item.Facts, vault.Seal(patient.Id, secrets), false);
                    return (Patient: patient, Keys: BlockKeys.Of(MatchRecord.Of(patient, secrets), vault.BlockKey));
                }).ToList();
                await writer.Write(made.Select(each => each.Patient));
                await writer.Write(made.Select(each => entries.Of(each.Patient.Id, each.Patient.OrganizationId)));
                await writer.Write(made.SelectMany(each => each.Keys, (each, key) => new IndexKey(key, each.Patient.Id)).OrderBy(key => key.Key));
                ids.AddRange(made.Select(each => each.Patient.Id));
            }

            await writer.Finish();
        });
        await database.Age();
        return ids;
    }

    private sealed class Watched(Action look) : IProgress<BulkProgress>
    {
        public void Report(BulkProgress value) => look();
    }
}
