using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Terms;
using Xinglin.Platform;

namespace Xinglin.Bench;

/// <summary>1,000 agreements of 30 clauses: how long an answer takes, and how long a starting node needs to know them all.</summary>
internal static class TermsBench
{
    private const int Agreements = 1000, Clauses = 30, Questions = 200_000;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            await using (var filler = Host(database)) await SealedAgreements.Fill(filler, Agreements, Clauses);
            await using var app = Host(database);
            var terms = app.Services.GetRequiredService<TermsInForce>();
            var load = await Samples.Take(0, 1, () => terms.EnsureCurrent());
            var raw = await Samples.Take(1, 3, () => ReadAll(database));
            figures.Add(new($"Load {Agreements:N0} agreements × {Clauses} clauses at start ({database.Engine})", load.At(.5), "ms", "Read the same rows by ADO.NET", raw.At(.5)));
            var check = await Samples.Take(20, 300, () => terms.EnsureCurrent());
            figures.Add(new($"Make sure that nothing changed, p95 ({database.Engine})", check.At(.95), "ms"));
            if (database.Engine == "SQLite") figures.AddRange(Ask(terms));
        }

        return figures;
    }

    private static IEnumerable<Figure> Ask(TermsInForce terms)
    {
        var random = new Random(1);
        var at = ChinaTime.StartOf(SealedAgreements.Day);
        var questions = Enumerable.Range(0, 4096)
            .Select(_ => (Member: SealedAgreements.Member(random.Next(Agreements)), Kind: ClauseKinds.All[random.Next(ClauseKinds.All.Count)].Code)).ToArray();
        var known = new Dictionary<(Guid, Guid, string), Term?>();
        foreach (var (member, kind) in questions)
            known[(SealedAgreements.Lead, member, kind)] = (terms.Ask(SealedAgreements.Lead, member, kind, at) as TermAnswer.Granted)?.Term;

        var (asked, looked) = (0, 0);
        var answers = Samples.Take(20_000, Questions, () =>
        {
            var (member, kind) = questions[asked++ & 4095];
            GC.KeepAlive(terms.Ask(SealedAgreements.Lead, member, kind, at));
        });
        var lookups = Samples.Take(20_000, Questions, () =>
        {
            var (member, kind) = questions[looked++ & 4095];
            GC.KeepAlive(known[(SealedAgreements.Lead, member, kind)]);
        });
        yield return new("Answer of the terms, median", answers.At(.5) * 1000, "µs", "Look-up in a ready dictionary", lookups.At(.5) * 1000);
        yield return new("Answer of the terms, p99", answers.At(.99) * 1000, "µs", "Look-up in a ready dictionary, p99", lookups.At(.99) * 1000, 50);
    }

    private static async Task ReadAll(BenchDatabase database)
    {
        await using var connection = database.Connect();
        await connection.OpenAsync();
        foreach (var table in (string[])["agreement", "agreement_party", "agreement_clause"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await RawSql.ReadToEnd(command);
        }
    }

    private static WebApplication Host(BenchDatabase database) => XinglinApp.Create(database.Arguments, SealedAgreements.Quietly);
}
