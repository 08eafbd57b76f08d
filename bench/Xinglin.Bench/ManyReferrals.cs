using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Referrals;

namespace Xinglin.Bench;

/// <summary>
/// Two years of referrals between a lead and its 199 members. One in twenty is open, its last step less than an hour old; every one has
/// its request, three lines of story and the share by which the receiver sees the patient.
/// </summary>
internal sealed class ManyReferrals(int count, DateTimeOffset now)
{
    private const int Members = 199, People = 20_000;

    private static readonly ReferralAct[]
        Closed = [ReferralAct.Submit, ReferralAct.Accept, ReferralAct.Arrive, ReferralAct.Admit, ReferralAct.Complete, ReferralAct.Acknowledge],
        Cancelled = [ReferralAct.Submit, ReferralAct.Cancel];

    private static readonly ReferralAct[][] Open =
    [
        [ReferralAct.Submit], [ReferralAct.Submit, ReferralAct.Accept], [ReferralAct.Submit, ReferralAct.Accept, ReferralAct.Depart],
        [ReferralAct.Submit, ReferralAct.Accept, ReferralAct.Arrive, ReferralAct.Admit], [ReferralAct.Submit, ReferralAct.Refuse]
    ];

    private readonly Guid[] people = [.. Enumerable.Range(0, People).Select(person => Guid.CreateVersion7(now.AddYears(-3).AddMinutes(person)))];

    private readonly List<Written> written = new(count);

    /// <summary>With the lead, waiting for its answer.</summary>
    public IEnumerable<Guid> Submitted => written.Where(each => each.State == ReferralState.Submitted && each.ToId == SealedAgreements.Lead).Select(each => each.Id);

    /// <summary>Some of all ages at the lead.</summary>
    public IEnumerable<Guid> AtLead => written.Where((each, place) => place % 499 == 0 && each.ToId == SealedAgreements.Lead).Select(each => each.Id);

    public async Task Fill(BenchDatabase database)
    {
        await using var app = XinglinApp.Create(database.Arguments, SealedAgreements.Quietly);
        await SealedAgreements.Fill(app, Members, 20);
        await using var scope = app.Services.CreateAsyncScope();
        var (db, key) = (scope.ServiceProvider.GetRequiredService<XinglinDb>(), scope.ServiceProvider.GetRequiredService<DataKey>());
        await using var writer = new BulkWriter(db, database.Connect());
        await writer.Begin(typeof(Patient), typeof(IndexEntry), typeof(Referral), typeof(ReferralEvent), typeof(ReferralDocument), typeof(PatientShare));
        var entries = new IndexEntries();
        await writer.Write(Enumerable.Range(0, People).Select(number => Person(number, key)));
        // Who is not in the index would be entered by the program meanwhile.
        await writer.Write(Enumerable.Range(0, People).Select(number => entries.Of(people[number], SealedAgreements.Member(number % Members))));
        await writer.Write(Enumerable.Range(0, count).Select(Referral));
        await writer.Write(written.SelectMany(each => Enumerable.Range(0, 3).Select(line => new ReferralEvent(Guid.CreateVersion7(each.At.AddMinutes(line)), each.Id,
            each.At.AddMinutes(line), ReferralAct.Submit, ReferralState.Draft, each.State, null, "李主任", each.FromId, "乡镇卫生院", null, null))));
        await writer.Write(written.Select(each =>
        {
            var id = Guid.CreateVersion7(each.At);
            return new ReferralDocument(id, each.Id, ReferralDocumentKind.Request, key.Seal(id, Request), "李主任", "乡镇卫生院", each.At);
        }));
        await writer.Write(written.Select(each =>
        {
            var share = new PatientShare(Guid.CreateVersion7(each.At), each.PatientId, each.ToId, PatientPurpose.Referral, each.Id, null, each.At);
            if (each.EndedAt is { } end) share.End(end.AddDays(30));
            return share;
        }));
        await writer.Finish();
        await database.Age();
    }

    private static readonly string Request = JsonColumn.Write(new ReferralRequest
    {
        Diagnoses = [new Diagnosis("icd10", "I20.0", "不稳定性心绞痛")],
        Reasons = ["UP05"],
        ChiefComplaint = "反复胸闷一周，加重一天",
        PresentIllness = "一周前劳累后出现胸闷，休息后缓解；一天前夜间再次发作，持续二十分钟。",
        Allergies = "无"
    });

    private Patient Person(int number, DataKey key)
    {
        var patient = new Patient(people[number], SealedAgreements.Member(number % Members), $"P2025-{number:000000}", now.AddYears(-1), "李主任");
        var facts = new PatientFacts($"患者{number}", AdministrativeSex.Female, new DateOnly(1960, 1, 1).AddDays(number), IdentityKind.ResidentId, Phone: "13800000000");
        patient.Describe(facts, key.Seal(patient.Id, facts.Secrets([]).Write()), false);
        return patient;
    }

    private Referral Referral(int number)
    {
        var open = number % 20 == 0;
        var way = open ? Open[number / 20 % Open.Length] : number % 19 == 1 ? Cancelled : Closed;
        var at = open ? now.AddMinutes(-(number / 20 % 50) - 6) : now.AddDays(-730 + 729d * number / count);
        var member = number % Members;
        var toLead = number % 3 != 0;
        var patient = people[number % (People / Members) * Members + member];
        var referral = new Referral($"ZZ{number:00000000}", ReferralDirection.Up, new(SealedAgreements.Member(member), $"第{member + 1}乡镇卫生院", "内科", "王医生", "0538-7654321"),
            new(toLead ? SealedAgreements.Lead : SealedAgreements.Member((member + 7) % Members), toLead ? "市中医院" : "另一卫生院", "心内科", null, null),
            new ReferredPatient(patient, $"患者{number % People}", "hz", "女", new DateOnly(1960, 1, 1), "66岁"), null, at);
        foreach (var (act, step) in way.Select((act, step) => (act, step)))
            referral.Go(ReferralLife.From(referral).First(transition => transition.Act == act), ReferralLimits.Standard, at.AddMinutes(step + 1));
        written.Add(new(referral.Id, patient, referral.FromId, referral.ToId, referral.State, at, referral.EndedAt));
        return referral;
    }

    private readonly record struct Written(Guid Id, Guid PatientId, Guid FromId, Guid ToId, ReferralState State, DateTimeOffset At, DateTimeOffset? EndedAt);
}
