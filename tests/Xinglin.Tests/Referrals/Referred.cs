using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements.Contract;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>A township and a hospital bound by an agreement, and a patient of the township.</summary>
public sealed record Pair(TestApp App, House Township, House Hospital, Guid Agreement)
{
    public CurrentUser Sender => Township.Person(Role.Physician);
    public CurrentUser SenderOffice => Township.Person(Role.ReferralCoordinator);
    public CurrentUser Receiver => Hospital.Person(Role.ReferralCoordinator);
    public CurrentUser Doctor => Hospital.Person(Role.Physician);
}

/// <summary>Referrals for tests, brought about at the real desks as people would.</summary>
public static class Referred
{
    public static readonly SignedConsent Consent = new("王小明", "本人", Informed: true);

    public static async Task<Pair> Pair(Engine engine, bool review = false)
    {
        var app = await TestApp.Shared(engine);
        return await Pair(app, review);
    }

    public static async Task<Pair> Pair(TestApp app, bool review = false)
    {
        var hospital = await Agreed.House(app, "县人民医院");
        var township = await House(app, "乡镇卫生院", OrganizationLevel.Primary);
        var agreement = await Agreed.InForce(app, hospital, township,
            new Xinglin.Agreements.ClauseContent { Text = "双方实行双向转诊，24 小时内答复。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"], WithinMinutes = 720, WithinSource = "协议条款原文" });
        var pair = new Pair(app, township, hospital, agreement);
        if (!review)
            foreach (var house in new[] { township, hospital })
                await app.As(house.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));
        return pair;
    }

    public static async Task<House> House(TestApp app, string name, OrganizationLevel level)
    {
        var house = new House(Guid.CreateVersion7(), $"{name}{Guid.NewGuid().ToString("n")[..6]}");
        await app.As(house.Office, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            db.Add(new Organization(house.Id, house.Name, name, OrganizationKind.TownshipHealthCentre, level));
            await db.SaveChangesAsync();
        });
        return house;
    }

    /// <summary>Nobody else's birth date and telephone, so that the patient index does not take one test's patient for another's.</summary>
    public static DateOnly Birth() => new DateOnly(1935, 1, 1).AddDays(Random.Shared.Next(20_000));

    /// <inheritdoc cref="Birth" />
    public static string Phone() => $"13{Random.Shared.Next(100_000_000, 999_999_999)}";

    public static Task<Guid> Patient(TestApp app, House house, string name = "王小明", string? phone = null) => app.As(house.Person(Role.ReferralCoordinator), async services =>
        (await services.GetRequiredService<RegistrationDesk>().Register(
            new PatientFacts(name, AdministrativeSex.Male, Birth(), IdentityKind.NotShown, Phone: phone ?? Phone()), true)).Id);

    public static ReferralDraft Draft(Guid patient, House to, ReferralUrgency urgency = ReferralUrgency.Routine, ReferralDirection direction = ReferralDirection.Up) => new(
        patient, direction, ReferralCategory.Outpatient, urgency, to.Id, "心内科", null, "全科", "13900000000",
        new ReferralRequest
        {
            Diagnoses = [new Diagnosis("icd10", "I10", "原发性高血压")],
            Reasons = [direction.IsHomeward() ? "DN01" : "UP05"],
            PresentIllness = "反复胸闷一周，含服硝酸甘油可缓解。",
            Vitals = new VitalSigns { Systolic = 168, Diastolic = 96 }
        },
        direction.IsHomeward() ? Plan() : null);

    public static ReferralOutcome Plan() => new()
    {
        Diagnoses = [new Diagnosis("icd10", "I20.9", "心绞痛")],
        Course = "住院予抗血小板、调脂治疗，症状缓解。",
        Plan = "规律服药，控制血压。",
        WarningSigns = "胸痛超过 15 分钟不缓解。",
        GuidingPhysician = "李主任",
        GuidingPhone = "0538-1234567",
        Medicines = [new PlanMedicine("阿司匹林肠溶片", "100mg 每日一次", 28, null)]
    };

    public static ReferralArrangement Arrangement(TimeProvider time) =>
        new(time.Now().AddHours(20), "心内科", "门诊楼 3 层 12 诊室", "张护士长", "0538-7654321", null, null, "身份证");

    public static Task<Referral> Submitted(Pair pair, Guid patient, ReferralUrgency urgency = ReferralUrgency.Routine) => pair.App.As(pair.Sender, async services =>
    {
        var desk = services.GetRequiredService<SendingDesk>();
        var draft = await desk.Draft(Draft(patient, pair.Hospital, urgency));
        return await desk.Submit(draft.Id, new ActWords(draft.Version), Consent);
    });

    public static Task<T> Sending<T>(Pair pair, CurrentUser user, Func<SendingDesk, Task<T>> act) => pair.App.As(user, services => act(services.GetRequiredService<SendingDesk>()));

    public static Task<T> Receiving<T>(Pair pair, CurrentUser user, Func<ReceivingDesk, Task<T>> act) => pair.App.As(user, services => act(services.GetRequiredService<ReceivingDesk>()));
}
