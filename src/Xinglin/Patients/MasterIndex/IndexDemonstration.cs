using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>
/// People who are known in two institutions: three whom the program links by itself, three pairs that wait for a person, and two women of
/// one name and birthday whom the county's coordinator judged different.
/// </summary>
internal sealed class IndexDemonstration : IDemonstration
{
    private const string Lead = "云川市中医医院";
    private const string County = "青石县人民医院";

    public int Order => 42;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var houses = (await services.GetRequiredService<IDirectory>().All(ct)).ToDictionary(one => one.Name);
        var (lead, county) = (houses[Lead], houses[County]);
        PatientFacts farmer = Facts("孟庆山", AdministrativeSex.Male, 1956, 8, 17, 611, "14200017001", "青石县柳河镇河东村36号"),
            teacher = Facts("褚玉兰", AdministrativeSex.Female, 1968, 2, 3, 622, "14200017002", "青石县城关镇新建街118号"),
            worker = Facts("温立新", AdministrativeSex.Male, 1974, 11, 28, 633, "14200017003", "青石县石桥镇石板村9号");
        await Both(services, county, farmer, lead, farmer with { Address = "山东省云川市青石县柳河镇河东村", Phone = null }, ct);
        await Both(services, county, teacher, lead, teacher with { Name = "褚玉蘭", Phone = "14200017012" }, ct);
        await Both(services, county, worker, lead, worker with { DocumentNumber = Exchanged(worker.DocumentNumber!), BirthDate = worker.BirthDate }, ct);

        var girl = Unnumbered("沈若曦", AdministrativeSex.Female, 2021, 5, 14, "青石县柳河镇柳树湾7号") with { GuardianName = "沈建军", GuardianRelation = "父母", GuardianPhone = "14200017004" };
        await Both(services, county, girl, lead, girl with { Name = "沈若晨" }, ct);
        var borrowed = Facts("卓长青", AdministrativeSex.Male, 1961, 4, 9, 655, "14200017005", "青石县石桥镇李家沟村21号");
        await Both(services, county, borrowed, lead, borrowed with { Name = "卓广田", Phone = "14200017015", Address = "青石县石桥镇李家沟村23号" }, ct);
        var repeated = Unnumbered("戚晓燕", AdministrativeSex.Female, 1988, 6, 1, "青石县城关镇中心街55号") with { Phone = "14200017006" };
        await Both(services, county, repeated, county, repeated with { Name = "戚小燕", BirthDate = new(1988, 1, 6) }, ct);

        var namesake = Unnumbered("王秀英", AdministrativeSex.Female, 1953, 10, 2, "青石县柳河镇河东村12号") with { Phone = "14200017007" };
        var (one, other) = await Both(services, county, namesake, lead, namesake with { Phone = "14200018123" }, ct);
        await As(services, county, Role.ReferralCoordinator, async coordinator =>
        {
            var pair = await coordinator.GetRequiredService<XinglinDb>().Set<IndexPair>().AsNoTracking().SingleAsync(
                pair => (pair.FirstId == one && pair.SecondId == other) || (pair.FirstId == other && pair.SecondId == one), ct);
            await coordinator.GetRequiredService<IndexDesk>().Decide(pair.Id, pair.Version, PairAct.JudgeDifferent, "两人同村同名同日出生，已电话核实是两位患者", ct);
        }, ct);
    }

    private static async Task<(Guid One, Guid Other)> Both(IServiceProvider services, OrganizationRef house, PatientFacts facts, OrganizationRef second, PatientFacts again, CancellationToken ct)
    {
        var (one, other) = (Guid.Empty, Guid.Empty);
        await As(services, house, Role.Physician, async desk => one = (await desk.GetRequiredService<RegistrationDesk>().Register(facts, true, ct)).Id, ct);
        await As(services, second, Role.Physician, async desk => other = (await desk.GetRequiredService<RegistrationDesk>().Register(again, true, ct)).Id, ct);
        return (one, other);
    }

    private static PatientFacts Facts(string name, AdministrativeSex sex, int year, int month, int day, int serial, string phone, string address)
    {
        var born = new DateOnly(year, month, day);
        return new(name, sex, born, IdentityKind.ResidentId, PatientsDemonstration.Number("519822", born, sex == AdministrativeSex.Male, serial), Phone: phone, Address: address,
            Insurance: InsuranceKind.Resident, InsurancePlace: "青石县", Ethnicity: "01");
    }

    private static PatientFacts Unnumbered(string name, AdministrativeSex sex, int year, int month, int day, string address) =>
        new(name, sex, new DateOnly(year, month, day), IdentityKind.NotShown, Address: address, Insurance: InsuranceKind.Resident, InsurancePlace: "青石县", Ethnicity: "01");

    /// <summary>Two neighbouring digits of the serial the wrong way round.</summary>
    private static string Exchanged(string number) => $"{number[..14]}{number[15]}{number[14]}{number[16..]}";

    private static Task As(IServiceProvider services, OrganizationRef house, string role, Func<IServiceProvider, Task> act, CancellationToken ct) =>
        PatientsDemonstration.As(services, house, role, act, ct);
}
