using AngleSharp;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients.MasterIndex;

public class IndexTests
{
    private static int counter = Random.Shared.Next(100_000_000);

    [Theory, EveryDatabase]
    public async Task One_person_registered_in_two_institutions_is_linked_at_once_and_known_by_one_number(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = Person();
        var (here, there) = (await own.Register(facts), await other.Register(facts with { Phone = Phone(), Address = null }));

        var (first, second) = (await Number(own, here), await Number(own, there));
        Assert.Equal(first, second);
        Assert.Equal([here.Id, there.Id], await Same(own, there));
        Assert.Equal([here.Id, there.Id], await own.App.As(own.Physician, services => services.GetRequiredService<IPatientIndex>().Find($"{first[..6]} {first[6..]}")));
        Assert.Equal(here.Id, Assert.Single(await own.App.As(own.Physician, services => services.GetRequiredService<IPatients>().Find(first, 5))).Id);
        Assert.Contains(await Trail(own, here.Id), entry => entry.Action == "patient.linked");
        Assert.Contains(await Trail(own, there.Id), entry => entry.Action == "patient.linked");
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(own.Physician, there.Id))).Kind);
        var pair = await Pair(own, here, there);
        Assert.Equal((PairState.Linked, false), (pair.State, pair.ByPerson));
        Assert.Contains(pair.Evidence.Lines, line => line is { Field: MatchField.Document, Level: 1, Weight: > 10 });
    }

    [Theory, EveryDatabase]
    public async Task What_is_only_possible_waits_for_a_person_of_either_institution(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (here, there) = await Sisters(own, other);

        var pair = await Pair(own, here, there);
        Assert.Equal(PairState.Awaiting, pair.State);
        Assert.NotEqual(await Number(own, here), await Number(own, there));
        foreach (var house in new[] { own, other })
            Assert.Contains(await own.App.As(house.Physician, services => services.GetRequiredService<IndexStore>().In(PairState.Awaiting).ToListAsync()), one => one.Id == pair.Id);

        await Decide(other, other.Medical, pair.Id, PairAct.Link);
        Assert.Equal(await Number(own, here), await Number(own, there));
        Assert.Contains(await History(own, pair.Id), line => line is { Act: PairAct.Link, From: PairState.Awaiting, To: PairState.Linked } && line.OrganizationId == other.Id);
    }

    [Theory, EveryDatabase]
    public async Task A_pair_of_others_and_a_role_that_does_not_decide_are_refused(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var third = await House.Build(own.App);
        var (here, there) = await Sisters(own, other);
        var pair = await Pair(own, here, there);

        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => Decide(third, third.Physician, pair.Id, PairAct.Link))).Kind);
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => Decide(own, own.Person(Role.Diagnostics), pair.Id, PairAct.Link))).Kind);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await own.App.Client(third.Physician).GetAsync(IndexStore.Link(pair.Id))).StatusCode);
        Assert.False((await own.App.Client(own.Person(Role.ConsortiumOffice)).GetAsync("/patients/index")).IsSuccessStatusCode);
        Assert.Equal(PairState.Awaiting, (await Pair(own, here, there)).State);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_people_who_decide_at_once_the_second_is_told(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (here, there) = await Sisters(own, other);
        var pair = await Pair(own, here, there);

        var outcomes = await Task.WhenAll(Attempt(own, PairAct.Link), Attempt(other, PairAct.JudgeDifferent));

        Assert.Single(outcomes, "done");
        Assert.Single(outcomes, "overtaken");

        async Task<string> Attempt(House house, PairAct act)
        {
            try { await Decide(house, house.Physician, pair.Id, act, pair.Version); return "done"; }
            catch (Refused refused) { return refused.Code; }
        }
    }

    [Theory, EveryDatabase]
    public async Task An_undone_link_leaves_both_as_they_were_and_the_program_does_not_make_it_again(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = Person();
        var here = await own.Register(facts);
        var alone = await Number(own, here);
        var there = await other.Register(facts);
        var pair = await Pair(own, here, there);
        Assert.Equal("index.words", (await House.RefusedBy(() => Decide(own, own.Physician, pair.Id, PairAct.Undo))).Code);

        await Decide(own, own.Physician, pair.Id, PairAct.Undo, words: "两位患者当面核对过");

        Assert.Equal(alone, await Number(own, here));
        Assert.Equal([there.Id], await Same(own, there));
        await Change(other, there, facts with { Phone = Phone() });
        Assert.Equal((PairState.Awaiting, true), ((await Pair(own, here, there)).State, (await Pair(own, here, there)).ByPerson));
        Assert.Equal([there.Id], await Same(own, there));
    }

    [Theory, EveryDatabase]
    public async Task Judged_different_is_never_overruled_by_the_program_not_even_through_a_third(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var third = await House.Build(own.App);
        var facts = Person();
        var (here, there) = (await own.Register(facts), await other.Register(facts));
        var pair = await Pair(own, here, there);
        await Decide(own, own.Physician, pair.Id, PairAct.JudgeDifferent, words: "冒用他人证件");

        var between = await third.Register(facts);

        Assert.NotEqual(await Number(own, here), await Number(own, there));
        PairState[] states = [(await Pair(own, here, between)).State, (await Pair(own, there, between)).State];
        Assert.Equal([PairState.Linked, PairState.Awaiting], states.OrderByDescending(state => state == PairState.Linked));
        var held = (await Pair(own, here, between)).State == PairState.Awaiting ? await Pair(own, here, between) : await Pair(own, there, between);
        Assert.Equal(pair.Id, held.HeldBy);
        Assert.Equal("index.judged-different", (await House.RefusedBy(() => Decide(third, third.Physician, held.Id, PairAct.Link))).Code);

        await Decide(other, other.Physician, pair.Id, PairAct.Reopen, words: "核对证件照片，确为同一人");
        Assert.Equal(PairState.Linked, (await Pair(own, here, between)).State);
        Assert.Equal(PairState.Linked, (await Pair(own, there, between)).State);
        Assert.Equal(3, (await Same(own, here)).Count);
    }

    [Theory, EveryDatabase]
    public async Task A_repeat_within_one_institution_is_offered_before_saving_and_never_linked_alone(Engine engine)
    {
        var (own, _) = await House.Two(engine);
        var facts = Person() with { IdentityKind = IdentityKind.NotShown, DocumentNumber = null };
        var here = await own.Register(facts);
        var again = facts with { Name = Sound(facts.Name), BirthDate = facts.BirthDate!.Value.AddDays(1) };

        var doubt = await House.RefusedBy(() => own.Register(again));
        Assert.Equal("patient.confirm-warnings", doubt.Code);
        Assert.Contains(here.Number, doubt.Message);
        Assert.Contains("本人电话相同", doubt.Message);

        var there = await own.Register(again, confirmed: true);
        Assert.Equal(PairState.Awaiting, (await Pair(own, here, there)).State);
        Assert.Contains($"可能与另外 1 份登记是同一人", (await own.App.Client(own.Physician).Page($"/patients/{there.Id}")).ToHtml());
    }

    [Theory, EveryDatabase]
    public async Task Twins_and_a_family_that_share_everything_but_themselves_are_not_taken_for_one(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var child = Person() with { GuardianName = "林母", GuardianRelation = "父母", GuardianPhone = Phone() };
        var twin = child with { Name = child.Name[..2] + "乙", DocumentNumber = House.Number(child.BirthDate!.Value) };
        var (one, two) = (await own.Register(child), await other.Register(twin));
        Assert.Null(await Find(own, one, two));

        var unnumbered = twin with { DocumentNumber = null, IdentityKind = IdentityKind.NotShown };
        var three = await other.Register(unnumbered, confirmed: true);
        Assert.NotEqual(PairState.Linked, (await Find(own, one, three))?.State);
    }

    [Theory, EveryDatabase]
    public async Task A_correction_that_takes_the_likeness_away_takes_the_programs_link_away(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = Person();
        var (here, there) = (await own.Register(facts), await other.Register(facts));
        Assert.Equal(2, (await Same(own, here)).Count);

        var real = Person();
        await Change(other, there, real);

        Assert.Equal(PairState.Awaiting, (await Pair(own, here, there)).State);
        Assert.Equal([here.Id], await Same(own, here));
        await Change(other, there, real with { Phone = Phone() });
        Assert.Equal(PairState.Lapsed, (await Pair(own, here, there)).State);
        await Change(other, there, facts);
        Assert.Equal(2, (await Same(own, here)).Count);
        Assert.Equal([PairAct.LinkAlone, PairAct.Part, PairAct.Lapse, PairAct.Find, PairAct.LinkAlone], (await History(own, (await Pair(own, here, there)).Id)).Select(line => line.Act));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_reviews_learns_nothing_of_the_others_patient_that_he_does_not_have_himself(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (here, there) = await Sisters(own, other);
        var pair = await Pair(own, here, there);
        var hidden = await own.App.As(other.Physician, async services => services.GetRequiredService<PatientVault>().Open(await services.GetRequiredService<PatientStore>().Read(there.Id)));

        var page = (await own.App.Client(own.Physician).Page(IndexStore.Link(pair.Id))).ToHtml();

        Assert.Contains(here.Name, page);
        Assert.DoesNotContain(there.Name, page);
        Assert.DoesNotContain(hidden.Address!, page);
        Assert.DoesNotContain(there.Id.ToString(), page);
        Assert.Contains("差一个字", page);
        foreach (var id in new[] { here.Id, there.Id }) Assert.Contains(await Trail(own, id), entry => entry.Action == "patient.match-reviewed");
    }

    [Theory, EveryDatabase]
    public async Task A_page_decides_and_keeps_what_was_typed_when_it_is_refused(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (here, there) = await Sisters(own, other);
        var pair = await Pair(own, here, there);
        var client = own.App.Client(own.Physician);
        var page = await client.Page(IndexStore.Link(pair.Id));
        await Decide(other, other.Physician, pair.Id, PairAct.Link);

        var late = await client.Submit(page, IndexStore.Link(pair.Id), nameof(PairAct.JudgeDifferent), ("Form.Words", "身高相差很多"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, late.StatusCode);
        Assert.Contains("身高相差很多", (await late.Document()).ToHtml());

        var done = await client.Submit(IndexStore.Link(pair.Id), nameof(PairAct.JudgeDifferent), ("Form.Words", "身高相差很多"));
        Assert.True((int)done.StatusCode is 302 or 303);
        Assert.Equal(PairState.Different, (await Pair(own, here, there)).State);
    }

    [Theory, EveryDatabase]
    public async Task A_page_says_when_undoing_one_link_parts_nobody_and_names_the_others(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var third = await House.Build(own.App);
        var facts = Person();
        var (here, there, between) = (await own.Register(facts), await other.Register(facts), await third.Register(facts));
        var (pair, way) = (await Pair(own, here, there), await Pair(own, here, between));
        Assert.Equal([PairState.Linked, PairState.Linked, PairState.Linked], [pair.State, way.State, (await Pair(other, there, between)).State]);
        var client = own.App.Client(own.Physician);

        var before = await client.Page(IndexStore.Link(pair.Id));
        Assert.Contains("还通过其他登记连在一起（2 处关联）", before.Body!.TextContent);
        Assert.Contains("主索引号不变", before.Body.TextContent);
        Assert.Contains("1 处是其他机构之间的", before.Body.TextContent);
        Assert.NotNull(before.QuerySelector($"a[href='{IndexStore.Link(way.Id)}']"));
        if (engine == Engine.Sqlite) await Screens.Check(own.App, own.Physician, IndexStore.Link(pair.Id), "index-through");
        (await client.Submit(IndexStore.Link(pair.Id), nameof(PairAct.Undo), ("Form.Words", "两位患者当面核对过"))).RedirectsTo();
        Assert.Equal(await Number(own, here), await Number(own, there));
        Assert.Contains("因此在同一个主索引号下", (await client.Page(IndexStore.Link(pair.Id))).Body!.TextContent);

        // The way that the page offers.
        (await client.Submit(IndexStore.Link(pair.Id), nameof(PairAct.JudgeDifferent), ("Form.Words", "两位患者当面核对过"))).RedirectsTo();
        Assert.NotEqual(await Number(own, here), await Number(own, there));
        Assert.DoesNotContain("连在一起", (await client.Page(IndexStore.Link(pair.Id))).QuerySelector("main")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_was_registered_without_being_matched_is_caught_up(Engine engine)
    {
        await using var app = await Quiet(engine);
        var (own, other) = (await House.Build(app), await House.Build(app));
        var facts = Person();
        var (here, there) = (await own.Register(facts), await other.Register(facts));
        await own.App.As(own.Physician, async services =>
        {
            // As if the program had stopped between registering and matching.
            var db = services.GetRequiredService<XinglinDb>();
            await db.Set<IndexEvent>().Where(line => db.Set<IndexPair>().Any(pair => pair.Id == line.PairId && pair.SecondId == there.Id)).ExecuteDeleteAsync();
            await db.Set<IndexPair>().Where(pair => pair.SecondId == there.Id).ExecuteDeleteAsync();
            await db.Set<IndexEntry>().Where(entry => entry.PatientId == there.Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Pending, true).SetProperty(entry => entry.PersonId, there.Id));
        });
        Assert.Single(await Same(own, here));

        await own.App.Host.Services.As(CurrentUser.Program("试验"), services => new IndexCatchUp(app.Time).Run(services, default));

        Assert.Equal(2, (await Same(own, here)).Count);
    }

    [Theory, EveryDatabase]
    public async Task What_is_corrected_while_it_is_compared_stays_pending(Engine engine)
    {
        await using var app = await Quiet(engine);
        var own = await House.Build(app);
        var patient = await own.Register(Person());
        var meanwhile = new Meanwhile(sql => sql.Contains("patient_index_pair", StringComparison.Ordinal), 1, () => app.As(own.Physician, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await db.Set<Patient>().Where(one => one.Id == patient.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Version, one => one.Version + 1));
            await db.Set<IndexEntry>().Where(entry => entry.PatientId == patient.Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Pending, true));
        }));
        var other = await Quiet(app.Database, services => services.AddSingleton<IInterceptor>(meanwhile));
        Task Match() => other.Host.Services.As(CurrentUser.Program("试验"), services => services.GetRequiredService<IndexMatching>().Match(patient.Id, default));
        Task<bool> Pending() => app.As(own.Physician, services => services.GetRequiredService<XinglinDb>().Set<IndexEntry>().Where(entry => entry.PatientId == patient.Id).Select(entry => entry.Pending).SingleAsync());

        await Match();
        await meanwhile.Done;
        Assert.True(await Pending());
        await Match();
        Assert.False(await Pending());
        await other.Stop();
    }

    /// <summary>A host that catches nothing up by itself, so that a test sees what it asks for.</summary>
    internal static async Task<TestApp> Quiet(Engine engine) => await Quiet(await TestDatabase.Create(engine), _ => { });

    private static Task<TestApp> Quiet(TestDatabase database, Action<IServiceCollection> also) => TestApp.On(database, services =>
    {
        foreach (var job in services.Where(service => service.ImplementationType == typeof(IndexCatchUp)).ToList()) services.Remove(job);
        also(services);
    });

    /// <summary>Somebody unlike everybody else in the shared database.</summary>
    internal static PatientFacts Person()
    {
        var n = Interlocked.Increment(ref counter);
        var born = new DateOnly(1950, 1, 1).AddDays(n % 20000);
        return House.Adult($"林{(char)(0x4e00 + n % 20000)}{(char)(0x4e00 + n / 7 % 20000)}", House.Number(born)) with { BirthDate = born, Phone = Phone(), Address = $"青石县柳河镇第{n}村7号" };
    }

    private static string Phone() => $"147{Random.Shared.Next(100_000_000):00000000}";

    /// <summary>A name that sounds alike and is written otherwise.</summary>
    private static string Sound(string name)
    {
        var alike = Enumerable.Range(0x4e00, 20000).Select(code => (char)code).First(other => other != name[2] && Syllables.Number(other) == Syllables.Number(name[2]));
        return name[..2] + alike;
    }

    /// <summary>Two without a number who share birthday, telephone and all of the name but a character: a person must look.</summary>
    private static async Task<(Patient Here, Patient There)> Sisters(House own, House other)
    {
        var someone = Person();
        // The last character is not left to chance: one that sounds like the other would make the two one person.
        var facts = someone with { Name = someone.Name[..2] + "梅", IdentityKind = IdentityKind.NotShown, DocumentNumber = null };
        return (await own.Register(facts), await other.Register(facts with { Name = facts.Name[..2] + "鬱", Address = "清河县石桥镇大槐树村109号" }));
    }

    internal static Task<IndexPair> Decide(House house, CurrentUser user, Guid pair, PairAct act, int? seen = null, string? words = null) =>
        house.App.As(user, services => services.GetRequiredService<IndexDesk>().Decide(pair, seen, act, words ?? (act == PairAct.JudgeDifferent ? "核对过" : null)));

    private static Task<Patient> Change(House house, Patient patient, PatientFacts facts) => house.App.As(house.Physician, async services =>
        await services.GetRequiredService<RegistrationDesk>().Change(patient.Id, null, facts, true));

    internal static async Task<string> Number(House house, Patient patient) =>
        (await house.App.As(house.Physician, services => services.GetRequiredService<IPatientIndex>().Of(patient.Id)))!.Number;

    private static Task<IReadOnlyList<Guid>> Same(House house, Patient patient) => house.App.As(house.Physician, services => services.GetRequiredService<IPatientIndex>().SamePerson(patient.Id));

    private static async Task<IndexPair> Pair(House house, Patient one, Patient two) => (await Find(house, one, two))!;

    private static Task<IndexPair?> Find(House house, Patient one, Patient two)
    {
        var (first, second) = one.Id.CompareTo(two.Id) < 0 ? (one.Id, two.Id) : (two.Id, one.Id);
        return house.App.As(house.Physician, services => services.GetRequiredService<XinglinDb>().Set<IndexPair>().AsNoTracking().SingleOrDefaultAsync(pair => pair.FirstId == first && pair.SecondId == second));
    }

    private static Task<IReadOnlyList<IndexEvent>> History(House house, Guid pair) => house.App.As(house.Physician, services => services.GetRequiredService<IndexStore>().History(pair));

    private static Task<List<AuditEntry>> Trail(House house, Guid patient) =>
        house.App.As(house.Physician, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectId == patient).ToListAsync());
}
