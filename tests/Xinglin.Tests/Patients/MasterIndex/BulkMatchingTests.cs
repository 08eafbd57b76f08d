using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients.MasterIndex;

public class BulkMatchingTests
{
    [Theory, EveryDatabase]
    public async Task All_compared_at_once_gives_the_same_persons_as_one_by_one(Engine engine)
    {
        await using var app = await IndexTests.Quiet(engine);
        var (patients, _) = await Filled(app, 240);
        var online = await Persons(app);
        Assert.True(online.Values.Distinct().Count() < patients.Count);

        foreach (var memory in (string[])["1000000", "100"])
        {
            await Forget(app);
            await app.Host.Services.As(CurrentUser.Program("试验"), services => Bulk(services, memory).Run(false, null, default));
            Assert.Equal(online, await Persons(app));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_a_person_decided_stays_and_keeps_two_apart(Engine engine)
    {
        await using var app = await IndexTests.Quiet(engine);
        var (patients, house) = await Filled(app, 160);
        var linked = await app.As(house.Physician, services => services.GetRequiredService<XinglinDb>().Set<IndexPair>().AsNoTracking().Where(pair => pair.State == PairState.Linked).OrderBy(pair => pair.Id).FirstAsync());
        await app.As(TestUsers.Of(linked.FirstOrganization, "甲", Role.Physician), services => services.GetRequiredService<IndexDesk>().Decide(linked.Id, null, PairAct.JudgeDifferent, "核对过"));
        var before = await Persons(app);

        MatchRun? run = null;
        await app.Host.Services.As(CurrentUser.Program("试验"), async services => run = await services.GetRequiredService<BulkMatching>().Run(false, null, default));

        Assert.Equal(before, await Persons(app));
        Assert.NotEqual(before[linked.FirstId], before[linked.SecondId]);
        Assert.Equal(patients.Count, run!.Registrations);
    }

    [Theory, EveryDatabase]
    public async Task A_run_that_was_stopped_goes_on_and_a_second_one_meanwhile_is_refused(Engine engine)
    {
        await using var app = await IndexTests.Quiet(engine);
        await Filled(app, 160);
        var online = await Persons(app);
        await Forget(app);
        using var stop = new CancellationTokenSource();
        var stopping = new Stopping(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Host.Services.As(CurrentUser.Program("试验"), services => services.GetRequiredService<BulkMatching>().Run(false, stopping, stop.Token)));

        var second = await Assert.ThrowsAsync<Refused>(() => app.Host.Services.As(CurrentUser.Program("别处"), services => services.GetRequiredService<BulkMatching>().Run(false, null, default)));
        Assert.Equal("index.running", second.Code);
        app.Time.Advance(TimeSpan.FromMinutes(3));
        await app.Host.Services.As(CurrentUser.Program("试验"), services => services.GetRequiredService<BulkMatching>().Run(false, null, default));

        Assert.Equal(online, await Persons(app));
        Assert.Equal(1, await app.As(TestUsers.Of(Role.Physician), services => services.GetRequiredService<XinglinDb>().Set<MatchRun>().CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_history_of_a_pair_says_by_which_run_and_with_which_weight_it_was_linked(Engine engine)
    {
        await using var app = await IndexTests.Quiet(engine);
        await Filled(app, 160);
        await Forget(app);
        MatchRun? run = null;
        await app.Host.Services.As(CurrentUser.Program("命令行，操作系统账号 wang"), async services => run = await services.GetRequiredService<BulkMatching>().Run(false, null, default));
        Assert.True(run!.Linked > 0);

        var (pairs, events) = await app.As(TestUsers.Of(Role.Physician), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return (await db.Set<IndexPair>().AsNoTracking().Where(pair => pair.State == PairState.Linked).ToListAsync(), await db.Set<IndexEvent>().AsNoTracking().Where(line => line.Act == PairAct.LinkAlone).ToListAsync());
        });
        Assert.Equal(run.Linked, events.Count);
        Assert.All(events, line => Assert.Equal(run.Called, line.Words));
        Assert.All(pairs, pair => Assert.Equal(run.Called, pair.Words));
        var linked = pairs.MinBy(pair => pair.Probability)!;
        var line = events.Single(one => one.PairId == linked.Id);
        Assert.Equal(linked.Evidence.Weight, line.Weight, 0.5);

        var page = await app.Client(TestUsers.Of(linked.FirstOrganization, "甲", Role.Physician)).Page(IndexStore.Link(linked.Id));
        var said = page.QuerySelector(".timeline")!.TextContent;
        Assert.Contains($"系统（命令行，操作系统账号 wang）于 {ChinaTime.Show(run.StartedAt)} 开始的批量匹配", said);
        Assert.Contains($"当时分量 +{line.Weight.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)}，同一人的概率 ", said);
        Assert.Contains($"模型版本 {line.ModelVersion}", said);
    }

    /// <summary>Registrations of three institutions by people who register.</summary>
    private static async Task<(List<Patient> Patients, House House)> Filled(TestApp app, int registrations)
    {
        House[] houses = [await House.Build(app), await House.Build(app), await House.Build(app)];
        List<Patient> patients = [];
        foreach (var one in new GeneratedRegistry(77).Make(registrations, houses.Length))
            try { patients.Add(await houses[one.House].Register(one.Facts with { GuardianRelation = one.Facts.GuardianName is null ? null : "父母", GuardianPhone = one.Facts.GuardianName is null ? null : one.Facts.GuardianPhone }, confirmed: true)); }
            catch (Refused refused) when (refused.Code is "patient.document-taken" or "patient.invalid") { /* A repeat within one institution, or a slip no desk would take. */ }
        return (patients, houses[0]);
    }

    private static BulkMatching Bulk(IServiceProvider services, string memory)
    {
        services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Xinglin:Matching:InMemory"] = memory;
        return services.GetRequiredService<BulkMatching>();
    }

    /// <summary>As if nothing had been compared yet.</summary>
    private static Task Forget(TestApp app) => app.As(TestUsers.Of(Role.Physician), async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        await db.Set<IndexEvent>().ExecuteDeleteAsync();
        await db.Set<IndexPair>().ExecuteDeleteAsync();
        await db.Set<IndexEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.PersonId, entry => entry.PatientId).SetProperty(entry => entry.Pending, true));
    });

    private static Task<SortedDictionary<Guid, Guid>> Persons(TestApp app) => app.As(TestUsers.Of(Role.Physician), async services =>
        new SortedDictionary<Guid, Guid>(await services.GetRequiredService<XinglinDb>().Set<IndexEntry>().AsNoTracking().ToDictionaryAsync(entry => entry.PatientId, entry => entry.PersonId)));

    /// <summary>Stops once comparing has begun.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<BulkProgress>
    {
        public void Report(BulkProgress value)
        {
            if (value.Stage == MatchStage.Comparing) stop.Cancel();
        }
    }
}
