using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Whose rule sets each clock: the clause for the urgency, then the house, then the custom.</summary>
public class ReferralLimitsTests
{
    private static readonly Guid Township = Guid.NewGuid(), Hospital = Guid.NewGuid();
    private static readonly DateTimeOffset Start = new(2026, 9, 28, 1, 0, 0, TimeSpan.Zero);

    public static TheoryData<ReferralState, ReferralUrgency?> Shown() => [.. ReferralLimits.Defaults.Select(limit => (limit.State, limit.Urgency))];

    [Theory, MemberData(nameof(Shown))]
    public void Every_limit_that_a_house_may_set_takes_effect(ReferralState state, ReferralUrgency? urgency)
    {
        IReadOnlyList<ReferralLimit> own = [new(state, urgency, 77, LimitUnit.Minutes, "本院规定")];
        var limits = new ReferralLimits(own, own);
        var referral = Brought(state, urgency ?? ReferralUrgency.Routine, limits);
        Assert.Equal(state, referral.State);
        Assert.StartsWith("本院规定", referral.DueSource);
    }

    [Fact]
    public void In_transit_the_clock_runs_from_the_appointment_and_from_the_departure_where_that_is_later()
    {
        var referral = Brought(ReferralState.Accepted, ReferralUrgency.Routine, ReferralLimits.Standard);
        var expected = referral.ExpectedAt!.Value;
        Go(referral, ReferralAct.Depart, Start.AddHours(2), ReferralLimits.Standard);
        Assert.Equal(expected.AddHours(4), referral.DueAt);

        var missed = expected.AddHours(10);
        Go(referral, ReferralAct.ReportNotArrived, missed, ReferralLimits.Standard);
        Go(referral, ReferralAct.Depart, missed.AddHours(1), ReferralLimits.Standard);
        Assert.Equal(missed.AddHours(5), referral.DueAt);
    }

    [Theory, EveryDatabase]
    public async Task The_time_for_the_answer_is_that_of_the_clause_for_the_urgency(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var hospital = await Agreed.House(app, "县人民医院");
        var township = await Referred.House(app, "乡镇卫生院", OrganizationLevel.Primary);
        var agreement = await Agreed.InForce(app, hospital, township,
            new ClauseContent { Text = "双方实行双向转诊，12 小时内答复。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"], WithinMinutes = 720, WithinSource = "协议条款原文" },
            new ClauseContent { Text = "甲方为乙方开通绿色通道，5 分钟内答复。", Kinds = [ClauseKinds.GreenChannel], Bearers = ["甲方"], Counterparties = ["乙方"], WithinMinutes = 5, WithinSource = "协议条款原文" });
        var pair = new Pair(app, township, hospital, agreement);
        await app.As(township.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));

        foreach (var (urgency, minutes, clause) in new[] { (ReferralUrgency.Emergency, 5, "1.2"), (ReferralUrgency.Urgent, 5, "1.2"), (ReferralUrgency.Routine, 720, "1.1") })
        {
            var up = await Referred.Submitted(pair, await Referred.Patient(app, township), urgency);
            Assert.Equal(up.SubmittedAt!.Value.AddMinutes(minutes), up.DueAt);
            Assert.Contains($"第{clause}条", up.DueSource);
            Assert.Contains("第1.1条", up.TermSource);
        }
    }

    /// <summary>A time that is meant for the ordinary case never makes one who cannot wait wait longer.</summary>
    [Theory, EveryDatabase]
    public async Task Without_a_green_channel_that_names_a_time_the_house_answers_the_urgent_by_its_own_limit(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township), ReferralUrgency.Urgent);
        Assert.Equal(up.SubmittedAt!.Value.AddHours(2), up.DueAt);
        Assert.Contains("系统默认", up.DueSource);
    }

    /// <summary>The two-way clause bounds everybody's wait: it counts where it is sooner than what the house has set, and says so; a green channel without a time of its own leaves it so.</summary>
    [Theory, EveryDatabase]
    public async Task Without_a_time_of_a_green_channel_the_two_way_clause_counts_for_who_cannot_wait_where_it_is_sooner(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var township = await Referred.House(app, "乡镇卫生院", OrganizationLevel.Primary);
        await app.As(township.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));
        foreach (var green in (bool[])[false, true])
        {
            var hospital = await Agreed.House(app, "县人民医院");
            var both = new ClauseContent { Text = "双方实行双向转诊，30 分钟内答复。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"], WithinMinutes = 30, WithinSource = "协议条款原文" };
            var channel = new ClauseContent { Text = "甲方为乙方开通绿色通道。", Kinds = [ClauseKinds.GreenChannel], Bearers = ["甲方"], Counterparties = ["乙方"] };
            var pair = new Pair(app, township, hospital, await Agreed.InForce(app, hospital, township, green ? [both, channel] : [both]));
            var (sender, doctor) = (pair.Sender, pair.Doctor);

            var urgent = await Referred.Submitted(pair, await Referred.Patient(app, township), ReferralUrgency.Urgent);
            Assert.Equal(urgent.SubmittedAt!.Value.AddMinutes(30), urgent.DueAt);
            Assert.Contains("第1.1条（30 分钟）", urgent.DueSource);
            Assert.Equal(green, urgent.PriorityClauseId is not null);

            await Referred.Receiving(pair, doctor, desk => desk.Advise(urgent.Id, new ActWords(null, null, "可在本地治疗")));
            var again = await Referred.Sending(pair, sender, desk => desk.Insist(urgent.Id, new ActWords(null, null, "没有条件")));
            Assert.Contains("第1.1条（30 分钟）", again.DueSource);

            var emergency = await Referred.Submitted(pair, await Referred.Patient(app, township), ReferralUrgency.Emergency);
            Assert.Equal(emergency.SubmittedAt!.Value.AddMinutes(15), emergency.DueAt);
            Assert.Contains("系统默认", emergency.DueSource);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_draft_is_due_by_what_its_house_has_set_for_its_urgency(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        await pair.App.As(pair.Township.Person(Role.MedicalAffairs), async services =>
        {
            var desk = services.GetRequiredService<PracticeDesk>();
            await desk.Decide((await desk.Read()).Version, false, [new ReferralLimit(ReferralState.Draft, null, 90, LimitUnit.Minutes, "本院规定")]);
        });
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        Assert.Equal(draft.CreatedAt.AddMinutes(90), draft.DueAt);

        var emergency = await Referred.Sending(pair, pair.Sender, desk => desk.Save(draft.Id, null, Referred.Draft(patient, pair.Hospital, ReferralUrgency.Emergency)));
        Assert.Equal(draft.CreatedAt.AddHours(1), emergency.DueAt);
    }

    /// <summary>Takes the ways of the table, shortest first, until the state is reached.</summary>
    private static Referral Brought(ReferralState state, ReferralUrgency urgency, ReferralLimits limits)
    {
        var end = new ReferralEnd(Township, "乡镇卫生院", "全科", "王医生", "13900000000");
        Referral New()
        {
            var to = new ReferralEnd(Hospital, "县医院", "内科", null, null);
            var fresh = new Referral("ZZ260928-AAAAAA", ReferralDirection.Up, end, to, new ReferredPatient(Guid.NewGuid(), "张三", "zs", "男", new DateOnly(1960, 1, 1), "66岁"), null, Start) { ReviewWanted = true };
            fresh.Describe(ReferralDirection.Up, ReferralCategory.Inpatient, urgency, end, to);
            fresh.StartDraft(limits);
            return fresh;
        }

        var queue = new Queue<ReferralAct[]>([[]]);
        var seen = new HashSet<ReferralState>();
        while (queue.TryDequeue(out var acts))
        {
            var referral = New();
            var at = Start;
            foreach (var act in acts) Go(referral, act, at = act == ReferralAct.ReportNotArrived ? at.AddHours(30) : at.AddMinutes(10), limits);
            // A follow-up that is planned has its own day; the limit is for the end of the case when none is left.
            if (referral.State == ReferralState.FollowUp) Go(referral, ReferralAct.RecordFollowUp, at.AddMinutes(10), limits);
            if (referral.State == state) return referral;
            if (!seen.Add(referral.State)) continue;
            foreach (var way in ReferralLife.From(referral).Where(way => way.To != way.From)) queue.Enqueue([.. acts, way.Act]);
        }

        throw new InvalidOperationException($"{state} is not reached.");
    }

    private static void Go(Referral referral, ReferralAct act, DateTimeOffset at, ReferralLimits limits)
    {
        var way = ReferralLife.From(referral).First(way => way.Act == act);
        if (act is ReferralAct.Accept or ReferralAct.Rearrange) referral.Expect(at.AddHours(20), "内科");
        if (act is ReferralAct.Complete) referral.PlanFollowUp(ChinaTime.DateIn(at).AddDays(14));
        if (act is ReferralAct.RecordFollowUp) referral.PlanFollowUp(null);
        referral.Go(way, limits, at);
    }
}
