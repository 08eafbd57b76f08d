using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>
/// Two months of referrals in the demonstration's consortium, brought about at the desks in the order of their moments. Fixed cases see to it
/// that today finds some in every state, of every direction and category.
/// </summary>
internal sealed class ReferralsDemonstration(TimeProvider time, IServiceScopeFactory scopes) : IDemonstration
{
    private const string Lead = "云川市中医医院";
    private const string Member = "清河县人民医院";
    private const string County = "青石县人民医院";
    private const int Days = 60;
    private const int Cases = 140;
    private static readonly TimeSpan WatchEvery = TimeSpan.FromHours(8);

    private readonly Random random = new(20261124);
    private readonly Dictionary<(Guid, string), CurrentUser> people = [];
    private readonly Dictionary<Guid, Queue<PatientRef>> patients = [];
    private readonly Dictionary<Guid, PublishedHotline> lines = [];
    private Dictionary<string, OrganizationRef> houses = [];
    private DateTimeOffset now;

    public int Order => 50;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        now = time.Now();
        houses = (await services.GetRequiredService<IDirectory>().All(ct)).Where(house => house.Kind != OrganizationKind.HealthAuthority).ToDictionary(house => house.Name);
        foreach (var house in houses.Values)
        {
            var accounts = services.GetRequiredService<IAccounts>();
            foreach (var role in (string[])[Role.Physician, Role.ReferralCoordinator])
                if ((await accounts.In(house.Id, role, ct)).FirstOrDefault() is { } person)
                    people[(house.Id, role)] = new CurrentUser(person.Id, person.DisplayName, house.Id, house.Name, new HashSet<string> { role });
            lines[house.Id] = (await services.GetRequiredService<IHotlines>().PublishedBy(house.Id, ct))[0];
            patients[house.Id] = new Queue<PatientRef>(await As(house, Role.ReferralCoordinator, part => part.GetRequiredService<IPatients>().Find("P20", 60, ct)));
        }

        var queue = new PriorityQueue<(IAsyncEnumerator<DateTimeOffset> Story, DateTimeOffset At), DateTimeOffset>();
        var gate = services.GetRequiredService<ReferralGate>();
        var bound = houses.Values.Where(house => house.Level == OrganizationLevel.Primary && gate.Answer(house.Id, houses[County].Id, now) is TermAnswer.Granted)
            .OrderBy(house => house.Name, StringComparer.Ordinal).ToList();
        foreach (var (story, start) in Stories(bound)) queue.Enqueue((story.GetAsyncEnumerator(ct), start), start);
        var alarms = new ReferralAlarms(time);
        Task Watch() => services.As(CurrentUser.Program(alarms.Name), part => alarms.Run(part, ct));
        var watched = now.AddDays(-Days);
        while (queue.TryDequeue(out var next, out _))
        {
            if (next.At > now)
            {
                await next.Story.DisposeAsync();
                continue;
            }

            for (; watched < next.At; watched += WatchEvery) await DemonstrationTime.At(watched, async () => { await Watch(); return true; });

            if (await DemonstrationTime.At(next.At, () => next.Story.MoveNextAsync().AsTask()))
                queue.Enqueue(next with { At = next.Story.Current }, next.Story.Current);
        }

        await Watch();
    }

    private IEnumerable<(IAsyncEnumerable<DateTimeOffset> Story, DateTimeOffset Start)> Stories(List<OrganizationRef> townships)
    {
        // Today's special cases choose their patients first.
        if (Patient(townships[3]) is { } unconscious) yield return (Emergency(townships[3], houses[County], unconscious, now.AddHours(-3)), now.AddHours(-3));
        if (Patient(townships[5]) is { } waiting) yield return (Waiting(townships[5], houses[County], waiting, now.AddHours(-30)), now.AddHours(-30));
        if (Patient(townships[1]) is { } unlucky) yield return (Full(townships[1], houses[County], unlucky, now.AddHours(-20)), now.AddHours(-20));
        foreach (var ((state, category, hours), number) in Standing.Select((one, number) => (one, number)))
        {
            var (from, start) = (townships[number % townships.Count], now.AddHours(-hours));
            if (Patient(from) is { } patient) yield return (UpTo(state, from, houses[County], patient, Illnesses[number % Illnesses.Length], category, start), start);
        }

        if (Patient(houses[County]) is { } down) yield return (Down(houses[County], townships[2], down, now.AddDays(-4)), now.AddDays(-4));
        if (Patient(houses[County]) is { } lateral) yield return (Lateral(houses[County], houses[Member], lateral, now.AddHours(-7)), now.AddHours(-7));
        if (Patient(houses[County]) is { } within) yield return (Within(houses[County], within, now.AddHours(-9)), now.AddHours(-9));
        for (var number = 0; number < Cases; number++)
        {
            // More of them lie in the last days, so that today is a working day like others.
            var back = number % 3 == 0 ? random.NextDouble() * 4 : random.NextDouble() * Days;
            var start = Working(now.AddDays(-back));
            if (start > now.AddMinutes(-30)) start = start.AddDays(-1);
            var (from, to) = number % 5 == 4 ? (houses[Member], houses[Lead]) : (townships[number % townships.Count], houses[County]);
            if (Patient(from) is { } patient) yield return (Case(from, to, patient, Illnesses[number % Illnesses.Length], number, start), start);
        }
    }

    /// <summary>The usual way with what happens beside it; each moment given back is when it goes on.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Case(OrganizationRef from, OrganizationRef to, PatientRef patient, Illness illness, int number, DateTimeOffset at)
    {
        var inpatient = number % 3 == 1;
        var urgency = number % 7 == 2 ? ReferralUrgency.Urgent : ReferralUrgency.Routine;
        var id = await Send(from, to, patient, illness, inpatient ? ReferralCategory.Inpatient : ReferralCategory.Outpatient, urgency);
        if (number % 19 == 7) yield break;
        yield return at = at.AddMinutes(20 + random.Next(100));
        await Office(from, desk => desk.Approve(id, new ActWords(null)));
        yield return at = Working(at.AddMinutes(urgency == ReferralUrgency.Urgent ? 15 + random.Next(60) : 60 + random.Next(500)));
        switch (number % 13)
        {
            case 3:
                await Receive(to, desk => desk.AskForMore(id, new ActWords(null, null, "请补充近期心电图和用药清单。")));
                yield return at = Working(at.AddHours(2 + random.Next(4)));
                await As(from, Role.Physician, part => part.GetRequiredService<SendingDesk>().Supply(id, new ActWords(null, null, "已补充。")));
                yield return at = Working(at.AddHours(1));
                break;
            case 6:
                await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().Advise(id, new ActWords(null, null, illness.Advice)));
                yield return at = Working(at.AddHours(3));
                await As(from, Role.Physician, part => part.GetRequiredService<SendingDesk>().KeepHere(id, new ActWords(null, "CL04", "按建议调整治疗，两周后复查。")));
                yield break;
            case 9:
                await Receive(to, desk => desk.Refuse(id, new ActWords(null, "RF01", "病区满床，预计三天后有床。")));
                yield return at = Working(at.AddHours(4));
                await Office(from, desk => desk.Cancel(id, new ActWords(null, "CX01")));
                yield break;
            default:
                break;
        }

        await Receive(to, desk => desk.Accept(id, new ActWords(null), Arrangement(to, at, illness, inpatient)));
        yield return at = Morning(at);
        await Office(from, desk => desk.Depart(id, new ActWords(null)));
        yield return at = at.AddMinutes(60 + random.Next(120));
        if (number % 23 == 11)
        {
            yield return at = at.AddHours(6);
            await Receive(to, desk => desk.ReportNotArrived(id, new ActWords(null, null, "等候至下班未到，电话未接通。")));
            yield break;
        }

        await Receive(to, desk => desk.Arrive(id, new ActWords(null)));
        yield return at = at.AddMinutes(15 + random.Next(60));
        await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().Admit(id, new ActWords(null)));
        yield return at = inpatient ? Working(at.AddDays(4 + random.Next(9))) : at.AddHours(1 + random.Next(4));
        if (!inpatient)
        {
            await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().Complete(id, new ActWords(null), Outcome(illness, at, followUp: number % 2 == 0)));
            yield return at = Working(at.AddHours(4 + random.Next(20)));
            var seen = await As(from, Role.Physician, part => part.GetRequiredService<SendingDesk>().Acknowledge(id, new ActWords(null)));
            if (seen.State != ReferralState.FollowUp) yield break;
        }
        else
        {
            var home = await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().SendBack(
                id, new ActWords(null), ["DN01"], null, Outcome(illness, at, followUp: true), "0399-6880303", new SignedConsent(patient.Name, ConsentRelations.Self, Informed: true)));
            id = home.Id;
            yield return at = at.AddMinutes(30 + random.Next(60));
            await Office(to, desk => desk.Approve(id, new ActWords(null)));
            yield return at = Working(at.AddHours(2 + random.Next(5)));
            await Receive(from, desk => desk.Accept(id, new ActWords(null), new ReferralArrangement(Morning(at), "全科门诊", "门诊一楼全科诊室", "值班医师", "0399-6880505", null, null, null)));
            yield return at = Morning(at).AddHours(1);
            await Receive(from, desk => desk.Arrive(id, new ActWords(null)));
        }

        for (var round = 0; round < 2; round++)
        {
            yield return at = Working(at.AddDays(7));
            var open = (await As(from, Role.Physician, part => part.GetRequiredService<ReferralStore>().FollowUps(id))).FirstOrDefault(each => each.Result == FollowUpResult.Planned);
            if (open is null) break;
            var result = number % 17 == 1 && round == 0 ? FollowUpResult.NotReached : FollowUpResult.Done;
            await As(from, Role.Physician, part => part.GetRequiredService<FollowUpDesk>().Record(id, new ActWords(null), open.Id, result, "电话",
                result == FollowUpResult.Done ? "症状平稳，按时服药，血压 132/80 mmHg。" : "三次拨打未接通。"));
        }

        yield return at = at.AddMinutes(5);
        if ((await As(from, Role.Physician, part => part.GetRequiredService<ReferralStore>().Read(id))).NextFollowUp is null)
            await As(from, Role.Physician, part => part.GetRequiredService<FollowUpDesk>().Close(id, new ActWords(null, "CL05")));
    }

    /// <summary>One that stands today where it is said, begun so many hours ago.</summary>
    private static readonly (ReferralState State, ReferralCategory Category, int Hours)[] Standing =
    [
        (ReferralState.Draft, ReferralCategory.Outpatient, 2), (ReferralState.InReview, ReferralCategory.Outpatient, 1),
        (ReferralState.InfoWanted, ReferralCategory.Outpatient, 5), (ReferralState.Advised, ReferralCategory.Outpatient, 6),
        (ReferralState.Accepted, ReferralCategory.Examination, 4), (ReferralState.InTransit, ReferralCategory.Inpatient, 26),
        (ReferralState.NotArrived, ReferralCategory.Outpatient, 72), (ReferralState.InCare, ReferralCategory.Inpatient, 72),
        (ReferralState.Completed, ReferralCategory.Examination, 72), (ReferralState.Redirected, ReferralCategory.Inpatient, 28),
        (ReferralState.Died, ReferralCategory.Inpatient, 50)
    ];

    /// <summary>The usual way up to one state, and there it stays.</summary>
    private async IAsyncEnumerable<DateTimeOffset> UpTo(
        ReferralState state, OrganizationRef from, OrganizationRef to, PatientRef patient, Illness illness, ReferralCategory category, DateTimeOffset at)
    {
        if (state == ReferralState.Draft)
        {
            await As(from, Role.Physician, part => part.GetRequiredService<SendingDesk>().Draft(Draft(to, patient, illness, category, ReferralUrgency.Routine)));
            yield break;
        }

        var id = await Send(from, to, patient, illness, category, ReferralUrgency.Routine);
        if (state == ReferralState.InReview) yield break;
        yield return at = at.AddMinutes(20);
        await Office(from, desk => desk.Approve(id, new ActWords(null)));
        yield return at = at.AddMinutes(40);
        switch (state)
        {
            case ReferralState.InfoWanted:
                await Receive(to, desk => desk.AskForMore(id, new ActWords(null, null, "请补充近三天的化验单和用药清单。")));
                yield break;
            case ReferralState.Advised:
                await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().Advise(id, new ActWords(null, null, illness.Advice)));
                yield break;
            case ReferralState.Redirected:
                await Receive(to, desk => desk.Refuse(id, new ActWords(null, "RF05", "需专科手术，建议转云川市中医医院。")));
                yield return at.AddMinutes(50);
                await Office(from, desk => desk.Redirect(id, new ActWords(null, null, "改转云川市中医医院。", PatientAgreed: true), houses[Lead].Id, "肺病科"));
                yield break;
            default:
                break;
        }

        await Receive(to, desk => desk.Accept(id, new ActWords(null), Arrangement(to, at, illness, category == ReferralCategory.Inpatient)));
        if (state == ReferralState.Accepted) yield break;
        if (state == ReferralState.Died)
        {
            yield return at = at.AddHours(6);
            await Office(from, desk => desk.Depart(id, new ActWords(null)));
            yield return at = at.AddMinutes(45);
            await Receive(to, desk => desk.RecordDeath(id, new ActWords(null, null, "转运途中呼吸心跳骤停，抢救无效。"), at.AddMinutes(-5)));
            yield break;
        }

        yield return at = state == ReferralState.InTransit ? now.AddMinutes(-40) : Morning(at);
        await Office(from, desk => desk.Depart(id, new ActWords(null)));
        if (state == ReferralState.InTransit) yield break;
        yield return at = at.AddHours(state == ReferralState.NotArrived ? 9 : 1);
        if (state == ReferralState.NotArrived)
        {
            await Receive(to, desk => desk.ReportNotArrived(id, new ActWords(null, null, "等候至下班未到，电话未接通。")));
            yield break;
        }

        await Receive(to, desk => desk.Arrive(id, new ActWords(null)));
        yield return at = at.AddMinutes(20);
        await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().Admit(id, new ActWords(null)));
        if (state == ReferralState.InCare) yield break;
        yield return at = at.AddHours(2);
        await As(to, Role.Physician, part => part.GetRequiredService<ReceivingDesk>().Complete(id, new ActWords(null), Outcome(illness, at, followUp: false)));
    }

    /// <summary>下转: the county's own patient goes home to a township that had not sent anybody.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Down(OrganizationRef from, OrganizationRef to, PatientRef patient, DateTimeOffset at)
    {
        var id = await Hand(from, Draft(to, patient, Illnesses[3], ReferralCategory.Inpatient, ReferralUrgency.Routine) with
        {
            Direction = ReferralDirection.Down,
            ToDepartment = "全科门诊",
            FromDepartment = "内科",
            Request = new ReferralRequest { Diagnoses = [new Diagnosis("icd10", Illnesses[3].Code, Illnesses[3].Name)], Reasons = ["DN03"], SourceVisit = SourceVisit.Inpatient, Allergies = "无" },
            Outcome = Outcome(Illnesses[3], at, followUp: true)
        }, new SignedConsent(patient.Name, ConsentRelations.Self, Informed: true));
        yield return at = at.AddMinutes(30);
        await Office(from, desk => desk.Approve(id, new ActWords(null)));
        yield return at = at.AddHours(3);
        await Receive(to, desk => desk.Accept(id, new ActWords(null), new ReferralArrangement(Morning(at), "全科门诊", "门诊一楼全科诊室", "值班医师", "0399-6880505", null, null, null)));
        yield return Morning(at).AddHours(1);
        await Receive(to, desk => desk.Arrive(id, new ActWords(null)));
    }

    /// <summary>平转 to a hospital of the same level outside the agreements, agreed on the telephone.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Lateral(OrganizationRef from, OrganizationRef to, PatientRef patient, DateTimeOffset at)
    {
        var id = await Hand(from, Draft(to, patient, Illnesses[5], ReferralCategory.Outpatient, ReferralUrgency.Routine) with
        {
            Direction = ReferralDirection.Lateral,
            FromDepartment = "外科",
            OutsideReason = "本院碎石机检修，医联体内近期无法安排",
            OutsideConfirmedBy = "清河县人民医院外科韩医生，电话确认"
        }, new SignedConsent(patient.Name, ConsentRelations.Self, Informed: true));
        yield return at.AddMinutes(30);
        await Office(from, desk => desk.Approve(id, new ActWords(null)));
    }

    /// <summary>诊间转诊: from one department to another of the same hospital.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Within(OrganizationRef house, PatientRef patient, DateTimeOffset at)
    {
        var id = await Hand(house, Draft(house, patient, Illnesses[4], ReferralCategory.Outpatient, ReferralUrgency.Routine) with { Direction = ReferralDirection.Internal, FromDepartment = "内科" }, null);
        yield return at = at.AddMinutes(20);
        await Office(house, desk => desk.Approve(id, new ActWords(null)));
        yield return at = at.AddMinutes(30);
        await Receive(house, desk => desk.Accept(id, new ActWords(null), Arrangement(house, at, Illnesses[4], false)));
    }

    /// <summary>Unconscious, no family at hand: the patient is on the way before anybody has signed.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Emergency(OrganizationRef from, OrganizationRef to, PatientRef patient, DateTimeOffset at)
    {
        var draft = Draft(to, patient, Illnesses[0], ReferralCategory.Emergency, ReferralUrgency.Emergency);
        var id = await As(from, Role.Physician, async part =>
        {
            var desk = part.GetRequiredService<SendingDesk>();
            var written = await desk.Draft(draft with { Request = draft.Request with { Transport = new TransportNeeds(true, true, true, true, true), PresentIllness = "突发意识不清 40 分钟，左侧肢体无力，家属未在场。", Vitals = new VitalSigns { Systolic = 196, Diastolic = 112, Pulse = 96, Saturation = 94, Coma = 9 } } });
            return (await desk.Submit(written.Id, new ActWords(null))).Id;
        });
        yield return at = at.AddMinutes(8);
        await Office(from, desk => desk.Depart(id, new ActWords(null, null, "120 救护车，护士一名随车")));
        yield return at.AddMinutes(45);
        await Receive(to, desk => desk.Arrive(id, new ActWords(null)));
    }

    /// <summary>Nobody has answered for more than a day.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Waiting(OrganizationRef from, OrganizationRef to, PatientRef patient, DateTimeOffset at)
    {
        var id = await Send(from, to, patient, Illnesses[2], ReferralCategory.Outpatient, ReferralUrgency.Routine);
        yield return at.AddMinutes(30);
        await Office(from, desk => desk.Approve(id, new ActWords(null)));
    }

    /// <summary>Refused because the ward is full; the sender has to find another way.</summary>
    private async IAsyncEnumerable<DateTimeOffset> Full(OrganizationRef from, OrganizationRef to, PatientRef patient, DateTimeOffset at)
    {
        var id = await Send(from, to, patient, Illnesses[1], ReferralCategory.Inpatient, ReferralUrgency.Urgent);
        yield return at = at.AddMinutes(20);
        await Office(from, desk => desk.Approve(id, new ActWords(null)));
        yield return at.AddMinutes(70);
        await Receive(to, desk => desk.Refuse(id, new ActWords(null, "RF01", "心内科病区满床，建议联系云川市中医医院。")));
    }

    private Task<Guid> Send(OrganizationRef from, OrganizationRef to, PatientRef patient, Illness illness, ReferralCategory category, ReferralUrgency urgency) =>
        Hand(from, Draft(to, patient, illness, category, urgency), new SignedConsent(patient.Name, ConsentRelations.Self, Informed: true));

    private Task<Guid> Hand(OrganizationRef from, ReferralDraft draft, SignedConsent? consent) => As(from, Role.Physician, async part =>
    {
        var desk = part.GetRequiredService<SendingDesk>();
        var written = await desk.Draft(draft);
        return (await desk.Submit(written.Id, new ActWords(null), consent)).Id;
    });

    private static ReferralDraft Draft(OrganizationRef to, PatientRef patient, Illness illness, ReferralCategory category, ReferralUrgency urgency) => new(
        patient.Id, ReferralDirection.Up, category, urgency, to.Id, illness.Department, null, "全科门诊", "0399-6880606",
        new ReferralRequest
        {
            Diagnoses = [new Diagnosis("icd10", illness.Code, illness.Name), .. illness.Pattern is { } pattern ? new[] { new Diagnosis("tcm-disease", null, TcmDiseases[illness.Code]), new Diagnosis("tcm-pattern", null, pattern) } : []],
            Reasons = [illness.Reason],
            SourceVisit = category == ReferralCategory.Emergency ? SourceVisit.Emergency : SourceVisit.Outpatient,
            ChiefComplaint = illness.Complaint,
            PresentIllness = illness.History,
            PastHistory = "高血压病史 8 年，无手术史。",
            Allergies = "无",
            Treatment = illness.Treatment,
            Medication = "苯磺酸氨氯地平片 5mg 每日一次",
            Vitals = new VitalSigns { Temperature = 36.7m, Pulse = 84, Respiration = 19, Systolic = 158, Diastolic = 94 }
        });

    private ReferralOutcome Outcome(Illness illness, DateTimeOffset at, bool followUp) => new()
    {
        Diagnoses = [new Diagnosis("icd10", illness.Code, illness.Name)],
        RecordNumber = $"ZY{at:yyMM}{random.Next(1000, 9999)}",
        MainResults = illness.Results,
        Course = illness.Course,
        Condition = "病情好转，生命体征平稳。",
        Medicines = [new PlanMedicine(illness.Medicine, "按说明书，每日一次", 28, true)],
        Plan = illness.Plan,
        Rehabilitation = "低盐低脂饮食，每日散步 30 分钟。",
        Monitoring = "每日早晚测血压并记录。",
        WarningSigns = illness.Warning,
        GuidingPhysician = "沈仲景",
        GuidingPhone = "0399-6880707",
        FollowUps = followUp ? [new PlannedFollowUp(ChinaTime.DateIn(at).AddDays(7), "电话随访：症状、用药、血压"), new PlannedFollowUp(ChinaTime.DateIn(at).AddDays(14), "门诊复查")] : []
    };

    private ReferralArrangement Arrangement(OrganizationRef to, DateTimeOffset at, Illness illness, bool inpatient) => new(
        Morning(at).AddHours(2), illness.Department, inpatient ? $"住院楼 6 层{illness.Department}病区" : $"门诊楼 3 层{illness.Department}诊室", lines[to.Id].Person ?? "转诊中心", lines[to.Id].Number,
        inpatient ? "加 3 床" : null, inpatient ? Morning(at).AddHours(26) : null, "身份证、医保卡、既往检查资料", null, "专家同意加号");

    /// <summary>The next adult who has not been sent yet.</summary>
    private PatientRef? Patient(OrganizationRef house)
    {
        var adult = ChinaTime.DateIn(now).AddYears(-18);
        while (patients[house.Id].TryDequeue(out var patient))
            if (patient.BirthDate < adult) return patient;
        return null;
    }

    private Task Office(OrganizationRef house, Func<SendingDesk, Task> act) =>
        As(house, Role.ReferralCoordinator, async part => { await act(part.GetRequiredService<SendingDesk>()); return true; });

    private Task Receive(OrganizationRef house, Func<ReceivingDesk, Task> act) =>
        As(house, Role.ReferralCoordinator, async part => { await act(part.GetRequiredService<ReceivingDesk>()); return true; });

    private Task<T> As<T>(OrganizationRef house, string role, Func<IServiceProvider, Task<T>> act) => scopes.As(people[(house.Id, role)], act);

    /// <summary>Nobody works at night here: what falls outside goes to the next morning.</summary>
    private static DateTimeOffset Working(DateTimeOffset at)
    {
        var hour = at.ToOffset(ChinaTime.Offset).Hour;
        return hour is >= 8 and < 18 ? at : ChinaTime.StartOf(ChinaTime.DateIn(at).AddDays(hour < 8 ? 0 : 1)).AddHours(8).AddMinutes(at.Minute);
    }

    private static DateTimeOffset Morning(DateTimeOffset at) => ChinaTime.StartOf(ChinaTime.DateIn(at).AddDays(1)).AddHours(8).AddMinutes(at.Minute / 2);

    private sealed record Illness(
        string Code, string Name, string? Pattern, string Reason, string Department, string Complaint, string History, string Treatment, string Advice,
        string Results, string Course, string Medicine, string Plan, string Warning);

    private static readonly Dictionary<string, string> TcmDiseases = new() { ["I63.9"] = "中风", ["I20.0"] = "胸痹", ["E11.9"] = "消渴", ["J44.1"] = "肺胀", ["M17.1"] = "膝痹" };

    private static readonly Illness[] Illnesses =
    [
        new("I63.9", "脑梗死", "风痰阻络证", "UP01", "内科", "右侧肢体无力 2 天", "2 天前晨起发现右侧肢体无力，言语稍含糊，无头痛呕吐。", "口服阿司匹林 100mg。",
            "症状超过溶栓时间窗，可在本院先行抗血小板治疗，完善头颅 CT。", "头颅 MRI：左侧基底节急性梗死灶。", "予抗血小板、调脂、康复训练，肌力由 3 级恢复至 4+ 级。",
            "阿司匹林肠溶片", "继续抗血小板和康复训练，控制血压。", "肢体无力加重、言语不清、意识改变。"),
        new("I20.0", "不稳定型心绞痛", "心血瘀阻证", "UP06", "内科", "反复胸闷 1 周", "活动后胸闷，每次 5–10 分钟，含服硝酸甘油可缓解。", "硝酸甘油舌下含服，吸氧。",
            "先复查心肌酶和动态心电图，加用单硝酸异山梨酯。", "冠脉造影：前降支狭窄 70%。", "行药物规范治疗，胸痛未再发作。",
            "阿托伐他汀钙片", "双联抗血小板，8 周后复查血脂肝功。", "胸痛超过 15 分钟不缓解、大汗、晕厥。"),
        new("E11.9", "2 型糖尿病", "气阴两虚证", "UP11", "内科", "口渴多饮 1 月，血糖控制不佳", "空腹血糖波动在 13–17 mmol/L，体重下降 3 kg。", "二甲双胍 0.5g 每日三次。",
            "可加用基础胰岛素，睡前 10 单位起，按空腹血糖调整。", "糖化血红蛋白 10.2%，尿酮体阴性。", "胰岛素强化治疗，空腹血糖降至 7.0 mmol/L。",
            "盐酸二甲双胍片", "基础胰岛素联合二甲双胍，每周两天监测血糖。", "血糖高于 16.7 或低于 3.9 mmol/L，恶心呕吐、意识改变。"),
        new("J44.1", "慢性阻塞性肺病急性加重", "痰热壅肺证", "UP07", "内科", "咳嗽咳痰加重伴气促 5 天", "痰黄黏，活动后气促，夜间不能平卧。", "头孢呋辛静滴 3 天，雾化吸入。",
            "可换用莫西沙星，并行血气分析。", "胸部 CT：双肺气肿，右下肺感染。", "抗感染、平喘、无创通气，气促明显缓解。",
            "噻托溴铵粉吸入剂", "规律吸入，长期家庭氧疗每日 15 小时。", "发热、气促加重、嗜睡。"),
        new("M17.1", "膝骨关节炎", "肝肾亏虚证", "UP05", "外科", "右膝疼痛 3 年加重 1 月", "上下楼疼痛明显，关节肿胀，活动受限。", "外用止痛贴，口服塞来昔布。",
            "先行关节腔注射和康复训练，三个月后评估。", "膝关节 X 线：内侧间隙狭窄。", "关节腔注射治疗三次，疼痛评分由 7 分降至 3 分。",
            "塞来昔布胶囊", "股四头肌锻炼，减重。", "关节红肿热痛、发热。"),
        new("N20.1", "输尿管结石", null, "UP06", "外科", "左腰部绞痛 1 天", "突发左腰部绞痛，伴恶心，尿检隐血阳性。", "解痉止痛，补液。",
            "结石 4 mm，可继续药物排石，一周后复查。", "泌尿系 CT：左输尿管下段结石 7 mm。", "行体外碎石，结石已排出。",
            "坦索罗辛缓释胶囊", "每日饮水 2500 ml 以上，一月后复查彩超。", "发热、剧烈腰痛、无尿。")
    ];
}
