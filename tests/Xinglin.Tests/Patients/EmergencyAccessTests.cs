using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients;

public class EmergencyAccessTests
{
    private const string Words = "急诊昏迷，需了解过敏史";

    [Theory, EveryDatabase]
    public async Task It_opens_for_one_person_and_tells_those_who_watch(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = House.Adult("紧急者");
        var patient = await own.Register(facts);
        var colleague = other.Person(Role.Physician);

        var candidate = Assert.Single(await Find(other, facts.DocumentNumber!));
        Assert.Equal("紧**", candidate.MaskedName);
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(other.Physician, patient.Id))).Kind);
        var access = await Open(other, patient.Id, facts.DocumentNumber!);

        Assert.Equal(patient.Id, (await own.See(other.Physician, patient.Id)).Id);
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(colleague, patient.Id))).Kind);
        foreach (var (house, role) in new[] { (own, Role.MedicalAffairs), (own, Role.SecurityAdministrator), (other, Role.SecurityAdministrator) })
            Assert.Contains(await Notices(house, role), notice => notice.Title.StartsWith("紧急调阅", StringComparison.Ordinal) && notice.Link.EndsWith(access.Id.ToString()));

        await own.App.Client(other.Physician).GetAsync($"/patients/{patient.Id}");
        var record = await own.App.Client(own.Security).Page($"/patients/emergency-access/{access.Id}");
        Assert.DoesNotContain(Words, record.Body!.TextContent);
        Assert.Contains(Words, (await own.App.Client(own.Medical).Page($"/patients/emergency-access/{access.Id}")).Body!.TextContent);
        Assert.Contains("查看患者资料（紧急调阅）", record.Body.TextContent);
        Assert.DoesNotContain(facts.Name, record.Body.TextContent);
        Assert.Contains(Words, (await own.App.Client(own.Medical).Page($"/patients/{patient.Id}")).Body!.TextContent);
        Assert.Equal(404, (int)(await own.App.Client(colleague).GetAsync($"/patients/emergency-access/{access.Id}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task It_finds_by_the_whole_number_only_and_opens_nothing_without_it(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = House.Adult("整号者");
        var patient = await own.Register(facts);
        var unknown = await own.Register(new("", AdministrativeSex.Male, null, IdentityKind.Unidentified));

        Assert.Empty(await Find(other, facts.DocumentNumber![..17]));
        Assert.Empty(await Find(other, facts.Phone!));
        Assert.Empty(await Find(other, patient.Number));
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => Open(other, patient.Id, "519800197103090099"))).Kind);
        Assert.Equal("patient.emergency-words", (await House.RefusedBy(() => Open(other, patient.Id, facts.DocumentNumber, words: "急"))).Code);
        Assert.Equal(RefusalKind.Forbidden, (await House.RefusedBy(() => own.App.As(other.Medical, services => services.GetRequiredService<EmergencyDesk>().Find(facts.DocumentNumber)))).Kind);

        var temporary = await own.App.As(own.Physician, async services =>
            services.GetRequiredService<PatientVault>().Open(await services.GetRequiredService<PatientStore>().Read(unknown.Id)).DocumentNumber!);
        Assert.Equal(unknown.Id, Assert.Single(await Find(other, temporary)).PatientId);
        Assert.True(await own.App.As(own.Physician, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .CountAsync(entry => entry.Action == "patient.emergency-searched" && entry.OrganizationId == other.Id)) >= 4);
    }

    /// <summary>The list and the page ask for the same in two ways, because neither way is quick for both.</summary>
    [Theory, EveryDatabase]
    public async Task The_list_holds_exactly_whom_the_page_opens(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine, "--Xinglin:EmergencyAccessHours=2");
        var (own, other) = (await House.Build(app), await House.Build(app));
        var (reader, facts, later) = (other.Physician, House.Adult("甲乙"), House.Adult("丙丁"));
        var (mine, foreign) = ((await other.Register(House.Adult("戊己"))).Id, (await own.Register(House.Adult("庚辛"))).Id);
        var (shared, ended) = ((await own.Register(House.Adult("壬癸"))).Id, (await own.Register(House.Adult("子丑"))).Id);
        var (expired, opened) = ((await own.Register(facts)).Id, (await own.Register(later)).Id);
        var caseId = Guid.CreateVersion7();
        await own.Share(shared, other, Guid.CreateVersion7());
        await own.Share(ended, other, caseId);
        await app.As(own.Physician, async services =>
        {
            await services.GetRequiredService<IPatients>().EndShare(caseId, services.GetRequiredService<TimeProvider>().Now());
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });
        await Open(other, expired, facts.DocumentNumber!);
        app.Time.Advance(TimeSpan.FromHours(3));
        await Open(other, opened, later.DocumentNumber!);

        Guid[] all = [mine, foreign, shared, ended, expired, opened];
        Assert.Equal(new[] { mine, shared, opened }.Order(), (await app.As(reader, services => services.GetRequiredService<PatientStore>().Visible.Select(patient => patient.Id).ToListAsync())).Order());
        Assert.Equal(new[] { mine, shared, opened }.Order(), (await app.As(reader, services => services.GetRequiredService<IPatients>().Known(all))).Keys.Order());
        Assert.Equal([mine, shared], await app.As(other.Person(Role.Diagnostics), async services => (await services.GetRequiredService<PatientStore>().Visible.Select(patient => patient.Id).ToListAsync()).Order()));
        Assert.Equal([mine, shared], (await app.As(other.Person(Role.Diagnostics), services => services.GetRequiredService<IPatients>().Known(all))).Keys.Order());
    }

    [Theory, EveryDatabase]
    public async Task It_ends_by_itself(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine, "--Xinglin:EmergencyAccessHours=2");
        var (own, other) = (await House.Build(app), await House.Build(app));
        var facts = House.Adult("过期者");
        var patient = await own.Register(facts);
        await Open(other, patient.Id, facts.DocumentNumber!);

        app.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(patient.Id, (await own.See(other.Physician, patient.Id)).Id);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => own.See(other.Physician, patient.Id))).Kind);
    }

    [Theory, EveryDatabase]
    public async Task The_page_finds_and_opens(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = House.Adult("页面者");
        var patient = await own.Register(facts);
        var client = own.App.Client(other.Physician);

        var found = await (await client.Submit("/patients/emergency-access", "find", ("Form.Number", facts.DocumentNumber!))).Document();
        Assert.DoesNotContain(facts.Name, found.Body!.TextContent);
        var opened = await client.Submit(found, "/patients/emergency-access", $"open-{patient.Id}", ("Form.Words", Words), ("Form.Reason", nameof(EmergencyReason.Unconscious)));

        Assert.Equal($"/patients/{patient.Id}", opened.RedirectsTo());
        Assert.Contains("紧急调阅中", (await client.Page($"/patients/{patient.Id}")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task It_waits_with_medical_affairs_until_the_patients_side_was_told(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var facts = House.Adult("被调阅者");
        var patient = await own.Register(facts);
        var access = await Open(other, patient.Id, facts.DocumentNumber!);
        var (medical, address) = (own.App.Client(own.Medical), $"/patients/emergency-access/{access.Id}");
        Assert.Contains(await Waiting(own, own.Medical), item => item.Link == address && item.Title.Contains(patient.Number));

        Assert.Equal("patient.emergency-not-yours", (await House.RefusedBy(() => Told(own, other.Physician, access, "本人"))).Code);
        Assert.Equal(RefusalKind.NotFound, (await House.RefusedBy(() => Told(own, other.Medical, access, "本人"))).Kind);
        Assert.Contains("请填写告知了谁", (await (await medical.Submit(address, "tell")).Document()).Body!.TextContent);
        var early = await (await medical.Submit(address, "tell", ("Form.Whom", "女儿林某"), ("Form.At", ChinaTime.ShowLocal(access.At.AddHours(-1))))).Document();
        Assert.Contains("告知时间应在调阅之后", early.Body!.TextContent);
        Assert.Equal("女儿林某", early.QuerySelector("#form-whom")!.GetAttribute("value"));
        Assert.Equal(address, (await medical.Submit(early, address, "tell", ("Form.Whom", "女儿林某"), ("Form.At", ChinaTime.ShowLocal(own.App.Time.Now())))).RedirectsTo());

        Assert.Empty(await Waiting(own, own.Medical));
        Assert.Contains("女儿林某", (await medical.Page(address)).Body!.TextContent);
        Assert.DoesNotContain("女儿林某", (await own.App.Client(own.Security).Page(address)).Body!.TextContent);
        Assert.Equal("patient.emergency-told", (await House.RefusedBy(() => Told(own, own.Medical, access, "本人"))).Code);
        var entry = await own.App.As(own.Medical, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>().SingleAsync(one => one.SubjectId == patient.Id && one.Action == "patient.emergency-told"));
        Assert.DoesNotContain("林某", entry.Details);

        await own.App.As(own.Physician, services => services.GetRequiredService<RegistrationDesk>().Change(patient.Id, null, facts with { Phone = "13712345678" }, true));
        Assert.Contains("女儿林某", (await medical.Page(address)).Body!.TextContent);
    }

    private static async Task<IReadOnlyList<WorkItem>> Waiting(House house, CurrentUser user)
    {
        var all = new List<WorkItem>();
        await house.App.As(user, async services =>
        {
            foreach (var source in services.GetServices<IWorkSource>()) all.AddRange(await source.WaitingFor(user, default));
            return true;
        });
        return [.. all.Where(item => item.Title.Contains("紧急调阅"))];
    }

    private static Task Told(House house, CurrentUser user, EmergencyAccess access, string whom) =>
        house.App.As(user, services => services.GetRequiredService<EmergencyDesk>().Tell(access.Id, whom, house.App.Time.Now()));

    private static Task<IReadOnlyList<EmergencyCandidate>> Find(House house, string number) =>
        house.App.As(house.Physician, services => services.GetRequiredService<EmergencyDesk>().Find(number));

    private static Task<EmergencyAccess> Open(House house, Guid patient, string number, string words = Words) => house.App.As(house.Physician, services =>
        services.GetRequiredService<EmergencyDesk>().Open(patient, number, EmergencyReason.Unconscious, words));

    private static Task<List<Notice>> Notices(House house, string role) => house.App.As(house.Physician, services =>
        services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.OrganizationId == house.Id && notice.Role == role).ToListAsync());
}
