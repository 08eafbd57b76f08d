using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;

namespace Xinglin.Bench;

/// <summary>1,000,000 referrals of 200 institutions: worklists and pages over HTTP, acts of eight people at once, the scan of the clocks.</summary>
internal static class ReferralBench
{
    // The runtime compiles what is called thirty times once more, better, while the next requests wait: that is over after a few hundred.
    private const int WarmUp = 300, Requests = 300, Clients = 8, FirstActs = 40, ActsEach = 80;

    private static readonly int Referrals = int.TryParse(Environment.GetEnvironmentVariable("XINGLIN_BENCH_REFERRALS"), out var set) ? set : 1_000_000;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            var many = new ManyReferrals(Referrals, DateTimeOffset.UtcNow);
            var clock = Stopwatch.StartNew();
            await many.Fill(database);
            Console.WriteLine($"{Referrals:N0} referrals on {database.Engine} in {clock.Elapsed.TotalSeconds:0} s");
            var waiting = new Queue<Guid>(many.Submitted);
            var (replay, reads) = await Listen(database, many, waiting);
            double overHttp;
            await using (var host = await ChildHost.Start(database))
            {
                using var client = BenchSignIn.Client(host.Address, SealedAgreements.Lead, Role.ReferralCoordinator);
                foreach (var (name, address, sql) in reads)
                    figures.Add(new($"{name}, p95 ({database.Engine})", await P95(client, address), "ms", $"Its {sql.Count} statements by ADO.NET, p95", await P95(database, sql), 15));
                overHttp = await Acts(host, waiting);
                figures.Add(new($"Memory at the most ({database.Engine})", host.PeakMemory, "MB", Limit: 400));
            }

            figures.Add(await Scan(database));
            var atTheDesk = await ActsAtTheDesk(database, waiting);
            // Last: what is replayed breaks the chain of the audit trail, after which the program refuses.
            var raw = await RawActs(database, replay, waiting);
            figures.Add(new($"Act of {Clients} people at once, mean ({database.Engine})", atTheDesk, "ms", "Its statements by ADO.NET", raw, RatioLimit: 2));
            figures.Add(new($"The same over HTTP, with the client and the program's own rounds on these cores ({database.Engine})", overHttp, "ms", "Its statements by ADO.NET", raw));
        }

        return figures;
    }

    /// <summary>What each request asks of the database, and what one act says to it.</summary>
    private static async Task<(ReplayedActs, List<(string Name, Func<string> Address, RawSql Sql)>)> Listen(BenchDatabase database, ManyReferrals many, Queue<Guid> waiting)
    {
        await using var app = XinglinApp.Create([.. database.Arguments, "--urls", "http://127.0.0.1:0"], BenchSignIn.UseAlone);
        await app.StartAsync();
        using var client = BenchSignIn.Client(app.Urls.First(), SealedAgreements.Lead, Role.ReferralCoordinator);
        var pages = new Queue<Guid>(many.AtLead);
        string Next()
        {
            pages.Enqueue(pages.Dequeue());
            return $"/referrals/{pages.Peek()}";
        }

        var reads = new List<(string, Func<string>, RawSql)>();
        foreach (var (name, address) in (IEnumerable<(string, Func<string>)>)
            [($"Worklist of {Referrals:N0} referrals, API", () => "/api/referrals"), ("The same as a page", () => "/referrals"), ("Everything received, as a page", () => "/referrals?view=received"), ("Page of a referral", Next)])
        {
            await client.GetStringAsync(address());
            reads.Add((name, address, await RawSql.Of(() => client.GetStringAsync(address()))));
        }

        await Accept(client, waiting.Dequeue());
        var accepted = waiting.Dequeue();
        using var said = await RawSql.Of(() => Accept(client, accepted));
        await using var scope = app.Services.CreateAsyncScope();
        var referral = await scope.ServiceProvider.GetRequiredService<XinglinDb>().Set<Referral>().AsNoTracking().SingleAsync(each => each.Id == accepted);
        var known = new HashSet<Guid> { SealedAgreements.Lead, referral.FromId, referral.PatientId, BenchSignIn.Person };
        await app.StopAsync();
        return (new ReplayedActs(said.Commands, accepted, known), reads);
    }

    private static async Task<double> P95(HttpClient client, Func<string> address) => (await Samples.Take(WarmUp, Requests, () => client.GetStringAsync(address()))).At(.95);

    private static async Task<double> P95(BenchDatabase database, RawSql sql) => (await Samples.Take(WarmUp, Requests, async () =>
    {
        await using var connection = database.Connect();
        await sql.Repeat(connection);
    })).At(.95);

    private static Task<double> Acts(ChildHost host, Queue<Guid> waiting) => AtOnce(waiting, _ =>
    {
        var client = BenchSignIn.Client(host.Address, SealedAgreements.Lead, Role.ReferralCoordinator);
        return Task.FromResult<(Func<Guid, Task>, IAsyncDisposable?)>((id => Accept(client, id), null));
    });

    private static async Task<double> ActsAtTheDesk(BenchDatabase database, Queue<Guid> waiting)
    {
        await using var app = XinglinApp.Create(database.Arguments, BenchSignIn.UseAlone);
        var coordinator = BenchSignIn.User(SealedAgreements.Lead, Role.ReferralCoordinator);
        return await AtOnce(waiting, _ => Task.FromResult<(Func<Guid, Task>, IAsyncDisposable?)>((
            id => app.Services.As(coordinator, services => services.GetRequiredService<ReceivingDesk>().Accept(id, new ActWords(1), Arrangement())), null)));
    }

    private static Task<double> RawActs(BenchDatabase database, ReplayedActs replay, Queue<Guid> waiting) => AtOnce(waiting, async place =>
    {
        var connection = database.Connect();
        await connection.OpenAsync();
        if (connection is Microsoft.Data.Sqlite.SqliteConnection)
        {
            await using var settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;";
            await settings.ExecuteNonQueryAsync();
        }

        return (id => replay.Say(connection, id, place), connection);
    });

    /// <returns>Milliseconds from one finished act to the next.</returns>
    private static async Task<double> AtOnce(Queue<Guid> waiting, Func<int, Task<(Func<Guid, Task> Act, IAsyncDisposable? Held)>> client)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client));
        var work = clients.Select(_ => Enumerable.Range(0, FirstActs + ActsEach).Select(_ => waiting.Dequeue()).ToList()).ToList();
        await Task.WhenAll(clients.Select((each, place) => Task.Run(async () => { foreach (var id in work[place].Take(FirstActs)) await each.Act(id); })));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select((each, place) => Task.Run(async () => { foreach (var id in work[place].Skip(FirstActs)) await each.Act(id); })));
        var mean = clock.Elapsed.TotalMilliseconds / (Clients * ActsEach);
        foreach (var (_, held) in clients)
            if (held is not null) await held.DisposeAsync();
        return mean;
    }

    private static async Task Accept(HttpClient client, Guid id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/referrals/{id}/actions/accept")
        {
            Content = JsonContent.Create(new { arrangement = Arrangement() })
        };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static ReferralArrangement Arrangement() => new(DateTimeOffset.UtcNow.AddHours(20), "心内科", "门诊楼 3 层", "张护士长", "0538-7654321", null, null, null);

    /// <summary>The look for clocks that have run out, with none of them due, as it comes every minute.</summary>
    private static async Task<Figure> Scan(BenchDatabase database)
    {
        await using var app = XinglinApp.Create(database.Arguments, BenchSignIn.Use);
        using var alarms = new CancellationTokenSource();
        var job = app.Services.GetServices<IRecurringJob>().OfType<ReferralAlarms>().Single();
        var scan = await Samples.Take(2, 10, () => app.Services.As(CurrentUser.Program(job.Name), services => job.Run(services, alarms.Token)));
        var raw = await Samples.Take(2, 10, async () =>
        {
            await using var connection = database.Connect();
            await connection.OpenAsync();
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SELECT id FROM referral WHERE next_alarm_at <= '2000-01-01' ORDER BY next_alarm_at LIMIT 500";
            await RawSql.ReadToEnd(command);
        });
        return new($"Scan of the clocks of {Referrals / 20:N0} open referrals ({database.Engine})", scan.At(.95), "ms", "The same by ADO.NET", raw.At(.95), 1000);
    }
}
