using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory.Contract;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients;

/// <summary>An organisation of a test with its people and patients.</summary>
internal sealed class House(TestApp app, Guid id, string name)
{
    private static int counter;

    public TestApp App => app;
    public Guid Id => id;

    public CurrentUser Physician { get; } = TestUsers.Of(id, name, Role.Physician);
    public CurrentUser Medical { get; } = TestUsers.Of(id, name, Role.MedicalAffairs);
    public CurrentUser Security { get; } = TestUsers.Of(id, name, Role.SecurityAdministrator);
    public CurrentUser Person(params string[] roles) => TestUsers.Of(id, name, roles);

    public static async Task<House> Build(TestApp app)
    {
        var name = $"试验医院{Guid.NewGuid():n}"[..16];
        var id = await app.As(TestUsers.Of(Role.SystemAdministrator), async services =>
        {
            var made = await services.GetRequiredService<IOrganizationRegistry>().Register(name, name, OrganizationKind.GeneralHospital, OrganizationLevel.Secondary, default);
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
            return made;
        });
        return new House(app, id, name);
    }

    public static async Task<(House Own, House Other)> Two(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        return (await Build(app), await Build(app));
    }

    /// <summary>A number of nobody: divisions under 5198 were never assigned.</summary>
    public static string Number(DateOnly born, bool male = true)
    {
        var serial = Interlocked.Increment(ref counter);
        var digits = string.Create(CultureInfo.InvariantCulture, $"5198{serial / 50 % 100:00}{born:yyyyMMdd}{serial % 50:00}{(male ? 1 : 2)}");
        return digits + ResidentId.CheckCharacter(digits);
    }

    public static PatientFacts Adult(string name = "林清源", string? number = null) =>
        new(name, AdministrativeSex.Male, new DateOnly(1971, 3, 9), IdentityKind.ResidentId, number ?? Number(new DateOnly(1971, 3, 9)), Phone: "14200012345", Address: "青石县柳河镇中心街7号");

    public static PatientFacts Child(DateOnly today, string? guardian = "林清源") =>
        new("林小溪", AdministrativeSex.Female, today.AddYears(-5), IdentityKind.HouseholdRegister, Number(today.AddYears(-5), male: false),
            GuardianName: guardian, GuardianRelation: guardian is null ? null : "父母");

    public Task<Patient> Register(PatientFacts? facts = null, bool confirmed = false) =>
        app.As(Physician, services => services.GetRequiredService<RegistrationDesk>().Register(facts ?? Adult(), confirmed));

    public Task<Consent> Give(Guid patient, House recipient, string relation = ConsentRelations.Self, DateOnly? until = null, bool informed = true) =>
        app.As(Physician, services => services.GetRequiredService<ConsentDesk>().Give(patient, PatientPurpose.Referral, [recipient.Id],
            new("林清源", relation, ConsentFacts.WholeScope, informed, Until: until)));

    public Task Share(Guid patient, House recipient, Guid caseId) => app.As(Physician, async services =>
    {
        await services.GetRequiredService<IPatients>().Share(patient, [recipient.Id], PatientPurpose.Referral, caseId, null);
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
    });

    public Task<PatientRef> See(CurrentUser user, Guid patient) => app.As(user, services => services.GetRequiredService<IPatients>().Require(patient));

    public static async Task<Refused> RefusedBy(Func<Task> act) => await Assert.ThrowsAsync<Refused>(act);
}
