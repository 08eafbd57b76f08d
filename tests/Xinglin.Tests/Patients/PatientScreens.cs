using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Identity;
using Xinglin.Patients;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients;

/// <summary>The pages about patients as people see them, over the demonstration's patients.</summary>
public sealed class PatientScreens(PatientScreens.Demonstration demonstration) : IClassFixture<PatientScreens.Demonstration>
{
    private readonly TestApp app = demonstration.App;
    private readonly House own = demonstration.County;
    private readonly House other = demonstration.Lead;

    [Fact]
    public async Task The_list()
    {
        await Screens.Check(app, own.Physician, "/patients", "patients");
        await Screens.Check(app, own.Medical, "/patients?q=zx", "patients-medical-affairs");
        await Screens.Check(app, other.Physician, "/patients?q=没有这个人", "patients-none");
        await Screens.Check(app, own.Physician, "/", "home-physician-patients");
    }

    [Fact]
    public async Task A_patient()
    {
        await Screens.Check(app, own.Physician, $"/patients/{(await One(patient => patient.Name == "周小满")).Id}", "patient-child");
        await Screens.Check(app, own.Physician, $"/patients/{(await One(patient => patient.IdentityKind == IdentityKind.Unidentified)).Id}", "patient-unknown");
        var opened = await Rows<EmergencyAccess>();
        var house = await At("青石县石桥镇卫生院");
        await Screens.Check(app, house.Medical, $"/patients/{opened.Single().PatientId}", "patient-watched");
        await Screens.Check(app, own.Physician, "/patients/new", "patient-new");
        await Screens.Check(app, own.Physician, $"/patients/{(await One(patient => patient.IdentityKind == IdentityKind.Unidentified)).Id}/edit", "patient-identify");
    }

    [Fact]
    public async Task The_index()
    {
        await Screens.Check(app, own.Physician, "/patients/index", "index-waiting");
        await Screens.Check(app, own.Medical, "/patients/index?state=linked", "index-linked");
        var pairs = (await Rows<IndexPair>()).Where(pair => pair.Concerns(own.Id)).ToList();
        Assert.Equal(3, pairs.Count(pair => pair.State == PairState.Awaiting));
        Assert.Equal(3, pairs.Count(pair => pair.State == PairState.Linked));
        var judged = pairs.Single(pair => pair.State == PairState.Different);
        await Screens.Check(app, own.Physician, IndexStore.Link(judged.Id), "index-different");
        await Screens.Check(app, other.Physician, IndexStore.Link(pairs.First(pair => pair.Evidence.Objection == "姓名不同").Id), "index-objection");
        await Screens.Check(app, own.Physician, IndexStore.Link(pairs.First(pair => pair.FirstOrganization == pair.SecondOrganization).Id), "index-repeat");
        await Screens.Check(app, own.Person(Role.ReferralCoordinator), $"/patients/{pairs.First(pair => pair.State == PairState.Awaiting).FirstId}", "patient-alike");
    }

    [Fact]
    public async Task The_import()
    {
        await Screens.Check(app, own.Physician, "/patients/import", "patient-import");
        var file = System.Text.Encoding.UTF8.GetBytes("姓名,性别,出生日期,证件号码,电话\n孟小满,男,1956-08-17,,14700000001\n褚兰,?,昨天,,\n温新,女,1974-11-28,519822197411280011,\n");
        var address = (await app.Client(own.Physician).Upload("/patients/import", "upload", "File", "老档案.csv", file)).RedirectsTo();
        await Screens.Check(app, own.Physician, address, "patient-import-preview");
    }

    [Fact]
    public async Task Consents()
    {
        var consents = (await Rows<Consent>()).Where(consent => consent.OrganizationId == own.Id).ToList();
        foreach (var state in (ConsentState[])[ConsentState.Awaited, ConsentState.Given, ConsentState.Withdrawn])
        {
            var consent = consents.First(one => one.State == state);
            await Screens.Check(app, own.Physician, $"/patients/{consent.PatientId}/consents/{consent.Id}", $"consent-{state}");
        }

        await Screens.Check(app, own.Physician, $"/patients/{consents[0].PatientId}/consents/new", "consent-new");
    }

    [Fact]
    public async Task Emergency_access()
    {
        var access = (await Rows<EmergencyAccess>()).Single();
        await Screens.Check(app, other.Physician, "/patients/emergency-access", "emergency");
        await Screens.Check(app, other.Security, $"/patients/emergency-access/{access.Id}", "emergency-record");
        await Screens.Check(app, other.Physician with { UserId = access.UserId }, $"/patients/{access.PatientId}", "patient-in-emergency");
    }

    private Task<House> At(string name) => At(app, name);

    private static async Task<House> At(TestApp app, string name)
    {
        var organization = await app.As(TestUsers.Of(Role.Physician), services => services.GetRequiredService<IDirectory>().FindByName(name));
        return new House(app, organization!.Id, name);
    }

    private async Task<Patient> One(Func<Patient, bool> wanted) => (await Rows<Patient>()).Where(patient => patient.OrganizationId == own.Id).First(wanted);

    private Task<List<T>> Rows<T>() where T : class =>
        app.As(TestUsers.Of(Role.Physician), services => services.GetRequiredService<XinglinDb>().Set<T>().AsNoTracking().ToListAsync());

    public sealed class Demonstration : IAsyncLifetime
    {
        internal TestApp App { get; private set; } = null!;
        internal House County { get; private set; } = null!;
        internal House Lead { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await TestApp.Fresh(Engine.Sqlite);
            foreach (var type in (Type[])[typeof(DirectoryDemonstration), typeof(IdentityDemonstration), typeof(PatientsDemonstration), typeof(IndexDemonstration)])
                await App.Host.Services.As(CurrentUser.Program("演示数据"), services => services.GetServices<IDemonstration>().Single(part => part.GetType() == type).Load(services, default));
            County = await At(App, "青石县人民医院");
            Lead = await At(App, "云川市中医医院");
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
