using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.MasterIndex;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Patients.MasterIndex;

namespace Xinglin.Bench;

/// <summary>Whether the search for registrations that share a key stays as fast when there are ten times as many.</summary>
internal static class CandidateBench
{
    private const int WarmUp = 500, Searches = 2000, Growth = 10;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            await using var app = XinglinApp.Create(database.Arguments, SealedAgreements.Quietly);
            var clock = Stopwatch.StartNew();
            var ids = await IndexBench.Fill(app.Services, database);
            var few = await Candidates(app.Services, ids);
            await Grow(app.Services, database);
            Console.WriteLine($"Keys of {ids.Count * Growth:N0} registrations after {clock.Elapsed.TotalSeconds:0} s ({database.Engine}).");
            var figure = new Figure($"Search for candidates among {ids.Count * Growth:N0}, p99 ({database.Engine})", (await Candidates(app.Services, ids)).At(.99), "ms",
                $"The same among {ids.Count:N0}", few.At(.99), RatioLimit: 2);
            Console.WriteLine(figure);
            figures.Add(figure);
        }

        return figures;
    }

    /// <summary>The keys of nine times as many registrations besides; the search for candidates reads nothing else.</summary>
    private static Task Grow(IServiceProvider services, BenchDatabase database) => services.As(CurrentUser.Program("bench"), async one =>
    {
        var vault = one.GetRequiredService<PatientVault>();
        var now = one.GetRequiredService<TimeProvider>().Now();
        var keys = new List<(long Key, Guid Patient)>();
        foreach (var part in Enumerable.Range(1, Growth - 1))
            keys.AddRange(new GeneratedRegistry(7 + part).Make(IndexBench.Registrations).Index().AsParallel().SelectMany(each =>
            {
                var id = Guid.CreateVersion7(now.AddHours(part).AddMilliseconds(each.Index));
                return BlockKeys.Of(MatchRecord.Of(each.Item.Facts, id, Guid.Empty, 0), vault.BlockKey).Select(key => (key, id));
            }));
        // In the order of the key, as a database that has grown for years need not be filled.
        keys.Sort();
        await using var writer = new BulkWriter(one.GetRequiredService<XinglinDb>(), database.Connect());
        await writer.Begin(typeof(IndexKey));
        await writer.Write(keys.Select(each => new IndexKey(each.Key, each.Patient)));
        await writer.Finish();
        await database.Age();
    });

    /// <summary>The search for those that share a key, of registrations drawn at random.</summary>
    private static async Task<Samples> Candidates(IServiceProvider services, List<Guid> ids)
    {
        var draw = new Random(2);
        var wanted = new List<long[]>();
        await services.As(CurrentUser.Program("bench"), async one =>
        {
            var db = one.GetRequiredService<XinglinDb>();
            foreach (var id in Enumerable.Range(0, 500).Select(_ => ids[draw.Next(ids.Count)]))
                wanted.Add(await db.Set<IndexKey>().Where(key => key.PatientId == id).Select(key => key.Key).ToArrayAsync());
        });
        return await Samples.Take(WarmUp, Searches, () => services.As(CurrentUser.Program("bench"), one => one.GetRequiredService<IndexMatching>().Blocks(wanted[draw.Next(wanted.Count)], default)));
    }
}
