using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;
using ResultReport = Xinglin.Results.Reports.Report;

namespace Xinglin.Bench;

/// <summary>
/// The moment of ordering over ten results each of a million patients of 199 members: a doctor of the lead asks for ten items of a patient
/// who is shared with the house. The answer is kept and audited each time, as in life.
/// </summary>
internal static class RecognitionBench
{
    private const int Members = 199, WarmUp = 500, Requests = 1000, Clients = 8, AsksEach = 60;

    private static readonly int Patients = int.TryParse(Environment.GetEnvironmentVariable("XINGLIN_BENCH_PATIENTS"), CultureInfo.InvariantCulture, out var set) ? set : 1_000_000;
    private static readonly CurrentUser Doctor = BenchSignIn.User(SealedAgreements.Lead, Role.Physician);

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        await foreach (var each in BenchDatabase.Each())
        {
            await using var database = each;
            var clock = Stopwatch.StartNew();
            var (patients, items) = await Fill(database);
            Console.WriteLine($"{Patients * items.Length:N0} results on {database.Engine} in {clock.Elapsed.TotalSeconds:0} s");
            await using var app = XinglinApp.Create(database.Arguments, BenchSignIn.Use);
            await BenchDatabase.Upkeep(app.Services);
            var draw = new Random(1);
            Task Ask(Guid patient) => app.Services.As(Doctor, async services =>
            {
                var answer = await services.GetRequiredService<IOrderAdvice>().Ask(new OrderQuestion(patient, items));
                if (answer.Items.Any(item => item.Result is null)) throw new InvalidOperationException("A result was not found.");
            });
            Task AskOne() => Ask(patients[draw.Next(patients.Length)]);

            PeakMemory.Begin();
            await AskOne();
            var heard = patients[^1];
            using var sql = await RawSql.Of(() => Ask(heard));
            ResultReport report = null!;
            await app.Services.As(Doctor, async services => report = await services.GetRequiredService<XinglinDb>().Set<ResultReport>().AsNoTracking().SingleAsync(one => one.PatientId == heard));
            var replay = new ReplayedActs(sql.Commands, heard, new HashSet<Guid> { SealedAgreements.Lead, BenchSignIn.Person, report.Id, report.OrganizationId });
            var times = await Samples.Take(WarmUp, Requests, AskOne);
            var atOnce = await AtOnce(_ => Ask(patients[Random.Shared.Next(patients.Length)]));
            var memory = PeakMemory.Figure($"Memory at the most while asking ({database.Engine})");
            // From here on the program would refuse: what is replayed breaks the chain of the audit trail.
            await using var connection = database.Connect();
            await connection.OpenAsync();
            var raw = await Samples.Take(WarmUp, Requests, () => replay.Say(connection, heard, 0));
            var words = $"Recognition of {items.Length} items among {Patients * items.Length:N0} results";
            figures.Add(new($"{words}, p50 ({database.Engine})", times.At(.5), "ms", "Its statements by ADO.NET, p50", raw.At(.5)));
            figures.Add(new($"{words}, p99 ({database.Engine})", times.At(.99), "ms", "Its statements by ADO.NET, p99", raw.At(.99), 5));
            figures.Add(new($"The same of {Clients} people at once, mean ({database.Engine})", atOnce, "ms",
                "Its statements by ADO.NET", await RawAtOnce(database, replay, heard), RatioLimit: 2));
            figures.Add(memory);
        }

        return figures;
    }

    /// <returns>Milliseconds from one answer to the next.</returns>
    private static async Task<double> AtOnce(Func<int, Task> act)
    {
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(place => Task.Run(() => act(place))));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(place => Task.Run(async () => { for (var times = 0; times < AsksEach; times++) await act(place); })));
        return clock.Elapsed.TotalMilliseconds / (Clients * AsksEach);
    }

    private static async Task<double> RawAtOnce(BenchDatabase database, ReplayedActs replay, Guid heard)
    {
        var connections = Enumerable.Range(0, Clients).Select(_ => database.Connect()).ToList();
        foreach (var connection in connections)
        {
            await connection.OpenAsync();
            if (connection is not Microsoft.Data.Sqlite.SqliteConnection) continue;
            await using var settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;";
            await settings.ExecuteNonQueryAsync();
        }

        var mean = await AtOnce(place => replay.Say(connections[place], heard, place));
        foreach (var connection in connections) await connection.DisposeAsync();
        return mean;
    }

    private static async Task<(Guid[] Patients, string[] Items)> Fill(BenchDatabase database)
    {
        await using var app = XinglinApp.Create(database.Arguments, SealedAgreements.Quietly);
        await SealedAgreements.Fill(app, Members, 30);
        await using var scope = app.Services.CreateAsyncScope();
        var (db, key) = (scope.ServiceProvider.GetRequiredService<XinglinDb>(), scope.ServiceProvider.GetRequiredService<DataKey>());
        var items = (await scope.ServiceProvider.GetRequiredService<ItemDictionary>().Items(default)).All.Where(item => item.Code.StartsWith("BIO-", StringComparison.Ordinal)).Take(10).ToList();
        var now = DateTimeOffset.UtcNow;
        var patients = Enumerable.Range(0, Patients).Select(number => Guid.CreateVersion7(now.AddYears(-3).AddMilliseconds(number))).ToArray();
        var reports = patients.Select((_, number) => Guid.CreateVersion7(now.AddDays(-1).AddMilliseconds(number))).ToArray();
        var content = JsonColumn.Write(new ReportContent(
            [.. items.Select(item => new ValueLine(item.Code, item.Name, "5.1", 5.1m, null, item.Unit, null, ResultFlag.Normal, item.Method, null))], null, null, [], "检验师", "审核者", null));
        var entries = new IndexEntries();
        await using var writer = new BulkWriter(db, database.Connect());
        await writer.Begin(typeof(Patient), typeof(IndexEntry), typeof(PatientShare), typeof(ResultReport), typeof(ReportValue));
        await writer.Write(patients.Select((id, number) =>
        {
            var patient = new Patient(id, SealedAgreements.Member(number % Members), $"P2025-{number:0000000}", now.AddYears(-1), "李主任");
            var facts = new PatientFacts($"患者{number}", AdministrativeSex.Female, new DateOnly(1960, 1, 1).AddDays(number % 20_000), IdentityKind.ResidentId);
            patient.Describe(facts, key.Seal(id, facts.Secrets([]).Write()), false);
            return patient;
        }));
        await writer.Write(patients.Select((id, number) => entries.Of(id, SealedAgreements.Member(number % Members))));
        await writer.Write(patients.Select((id, number) => new PatientShare(Guid.CreateVersion7(now.AddMilliseconds(number)), id, SealedAgreements.Lead, PatientPurpose.Referral, id, null, now)));
        await writer.Write(patients.Select((id, number) =>
        {
            var at = now.AddDays(-1 - number % 3);
            return new ResultReport(id, reports[number], SealedAgreements.Member(number % Members), $"第{number % Members + 1}乡镇卫生院", $"B{number:0000000}", 1,
                new ReportFacts(ReportKind.Laboratory, "生化", "检验科", at, null, at.AddHours(1), "血清", null, null, null), key.Seal(reports[number], content), "检验师", at.AddHours(1));
        }));
        await writer.Write(patients.SelectMany((id, number) => items.Select((item, position) => new ReportValue(id, Guid.CreateVersion7(now.AddMilliseconds(number)), reports[number],
            SealedAgreements.Member(number % Members), position, item.Code, item.Name, item.Code, null, false, now.AddDays(-1 - number % 3)))));
        await writer.Finish();
        await database.Age();
        return (patients, [.. items.Select(item => item.Code)]);
    }
}
