using System.Globalization;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Patients;

/// <summary>
/// The demonstration's patients, registered at the desk as users would. No real person can be meant: the resident numbers carry division
/// codes under 5198, which were never assigned, the mobile numbers begin with 142, which no operator gives to persons.
/// </summary>
internal sealed class PatientsDemonstration(TimeProvider time) : IDemonstration
{
    private const string Lead = "云川市中医医院";
    private const string Member = "清河县人民医院";
    private const string County = "青石县人民医院";
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
    private static readonly string[] Men = ["建国", "志明", "国强", "文博", "永福", "德胜", "浩然", "子轩", "长青", "家豪", "树林", "成业", "广田", "俊杰", "学军", "守信", "立群"];
    private static readonly string[] Women = ["秀英", "桂兰", "淑珍", "丽华", "雨桐", "晓燕", "玉梅", "凤霞", "佳怡", "红霞", "美玲", "欣妍", "春花", "婷婷", "素云", "巧珍", "月娥", "思琪", "兰芳"];
    private static readonly string[] Villages = ["河东村", "李家沟村", "石板村", "柳树湾", "新建街", "中心街", "西关社区", "桃园小区"];

    private int counter;

    public int Order => 30;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var organizations = (await services.GetRequiredService<IDirectory>().All(ct)).Where(one => one.Kind != OrganizationKind.HealthAuthority).ToList();
        var houses = organizations.ToDictionary(one => one.Name);
        foreach (var organization in organizations)
        {
            var primary = organization.Level == OrganizationLevel.Primary;
            // Patients of a primary institution go up to the county's hospital, those of a county to the lead.
            var up = organization.Name == Lead ? houses[Member] : primary ? houses[County] : houses[Lead];
            await As(services, organization, Role.Physician, async physician =>
            {
                var registration = physician.GetRequiredService<RegistrationDesk>();
                var consents = physician.GetRequiredService<ConsentDesk>();
                for (var i = 0; i < (primary ? 12 : 40); i++)
                {
                    var patient = await registration.Register(Next(organization), warningsConfirmed: true, ct);
                    if (i % 8 == 3 && !patient.IsChildOn(time.Today()))
                        await consents.Give(patient.Id, PatientPurpose.Referral, [up.Id], new(patient.Name, ConsentRelations.Self, ConsentFacts.WholeScope, Informed: true), ct);
                }
            }, ct);
        }

        await SpecialCases(services, houses, ct);
    }

    private async Task SpecialCases(IServiceProvider services, Dictionary<string, OrganizationRef> houses, CancellationToken ct)
    {
        var today = time.Today();
        await As(services, houses[County], Role.Physician, async physician =>
        {
            var registration = physician.GetRequiredService<RegistrationDesk>();
            var consents = physician.GetRequiredService<ConsentDesk>();
            var child = await registration.Register(new("周小满", AdministrativeSex.Female, today.AddYears(-6).AddDays(-40), IdentityKind.HouseholdRegister,
                Number("519822", today.AddYears(-6).AddDays(-40), male: false, 901), Address: "青石县柳河镇中心街3号", Insurance: InsuranceKind.Resident, InsurancePlace: "青石县",
                GuardianName: "周志强", GuardianRelation: "父母", GuardianPhone: "14200009001"), false, ct);
            await consents.Give(child.Id, PatientPurpose.Referral, [houses[Lead].Id], new("周志强", "父母", ConsentFacts.WholeScope, Informed: true), ct);
            await registration.Register(new("吴春燕之子", AdministrativeSex.Male, today.AddDays(-3), IdentityKind.Newborn, "W519800026",
                Address: "青石县城关镇", GuardianName: "吴春燕", GuardianRelation: "父母", GuardianPhone: "14200009002"), false, ct);
            var unknown = await registration.Register(new("", AdministrativeSex.Male, new DateOnly(today.Year - 50, 1, 1), IdentityKind.Unidentified, BirthDateEstimated: true), false, ct);
            await consents.AddAwaited(unknown.Id, PatientPurpose.Referral, houses[Lead].Id, "交通事故昏迷，身份不明，联系不上家属，先行转运抢救", ct);
            await physician.GetRequiredService<Platform.Database.XinglinDb>().SaveChangesAsync(ct);

            var willing = await registration.Register(Next(houses[County]), true, ct);
            var given = await consents.Give(willing.Id, PatientPurpose.Consultation, [houses[Lead].Id], new(willing.Name, ConsentRelations.Self, ConsentFacts.WholeScope, Informed: true), ct);
            await consents.Withdraw(given.Id, given.Version, "本人改在省城就医，不再需要远程会诊", ct);
        }, ct);

        var unconscious = new DateOnly(1958, 4, 12);
        var number = Number("519822", unconscious, male: true, 771);
        await As(services, houses["青石县石桥镇卫生院"], Role.Physician, physician => physician.GetRequiredService<RegistrationDesk>().Register(
            new("郭长青", AdministrativeSex.Male, unconscious, IdentityKind.ResidentId, number, Phone: "14200009003", Address: "青石县石桥镇石板村", Insurance: InsuranceKind.Resident,
                InsurancePlace: "青石县", FamilyDoctorTeam: "石桥镇第二团队"), true, ct), ct);
        await As(services, houses[Lead], Role.Physician, async physician =>
        {
            var desk = physician.GetRequiredService<EmergencyDesk>();
            var found = (await desk.Find(number, ct)).Single();
            await desk.Open(found.PatientId, number, EmergencyReason.Unconscious, "120 送入急诊，突发昏迷，需了解过敏史和长期用药", ct);
        }, ct);
    }

    private PatientFacts Next(OrganizationRef organization)
    {
        var n = counter++;
        var male = n % 2 == 0;
        // Mostly grown up and old, as who goes to hospital is; every ninth a child.
        var age = n % 9 == 4 ? 1 + n * 5 % 13 : 18 + n * 37 % 72;
        var born = time.Today().AddYears(-age).AddDays(-(n * 53 % 350));
        var name = Surnames[n * 11 % Surnames.Length] + (male ? Men[n * 7 % Men.Length] : Women[n * 5 % Women.Length]);
        var division = organization.Name switch { Lead => "519800", Member => "519821", _ => "519822" };
        var child = age < PatientFacts.ConsentAge;
        return new(name, male ? AdministrativeSex.Male : AdministrativeSex.Female, born, child ? IdentityKind.HouseholdRegister : IdentityKind.ResidentId,
            Number(division, born, male, n), Phone: child ? null : Mobile(n), Address: $"{organization.ShortName.Replace("卫生院", "", StringComparison.Ordinal)}{Villages[n % Villages.Length]}{n % 60 + 1}号",
            Insurance: n % 5 == 0 ? InsuranceKind.Employee : InsuranceKind.Resident, InsurancePlace: division == "519821" ? "清河县" : division == "519800" ? "云川市" : "青石县",
            HealthRecordNumber: string.Create(CultureInfo.InvariantCulture, $"{division}001002{n:00000}"), CardNumber: string.Create(CultureInfo.InvariantCulture, $"Y{n * 7919 % 1000000:000000}{n:000}"),
            Ethnicity: n % 23 == 0 ? "03" : "01", FamilyDoctorTeam: organization.Level == OrganizationLevel.Primary ? $"第{n % 3 + 1}家庭医生团队" : null,
            GuardianName: child ? name[0] + Men[n * 3 % Men.Length] : null, GuardianRelation: child ? "父母" : null, GuardianPhone: child ? Mobile(n) : null);
    }

    private static string Mobile(int n) => string.Create(CultureInfo.InvariantCulture, $"142{n * 104729 % 100000000:00000000}");

    internal static string Number(string division, DateOnly born, bool male, int serial)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{division}{born:yyyyMMdd}{serial % 100:00}{(male ? 1 : 2) + serial / 100 % 4 * 2}");
        return digits + ResidentId.CheckCharacter(digits);
    }

    internal static async Task As(IServiceProvider services, OrganizationRef house, string role, Func<IServiceProvider, Task> act, CancellationToken ct)
    {
        var person = (await services.GetRequiredService<IAccounts>().In(house.Id, role, ct))[0];
        await services.As(new CurrentUser(person.Id, person.DisplayName, house.Id, house.Name, new HashSet<string> { role }), act);
    }
}
