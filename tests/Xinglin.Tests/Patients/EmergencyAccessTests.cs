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

    private static Task<IReadOnlyList<EmergencyCandidate>> Find(House house, string number) =>
        house.App.As(house.Physician, services => services.GetRequiredService<EmergencyDesk>().Find(number));

    private static Task<EmergencyAccess> Open(House house, Guid patient, string number, string words = Words) => house.App.As(house.Physician, services =>
        services.GetRequiredService<EmergencyDesk>().Open(patient, number, EmergencyReason.Unconscious, words));

    private static Task<List<Notice>> Notices(House house, string role) => house.App.As(house.Physician, services =>
        services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.OrganizationId == house.Id && notice.Role == role).ToListAsync());
}
