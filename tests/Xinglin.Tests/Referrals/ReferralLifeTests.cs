using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Platform;
using Xinglin.Referrals;

namespace Xinglin.Tests.Referrals;

/// <summary>Whatever people try in whatever order, an open referral has one owner and one clock, and nobody is lost on the way.</summary>
public class ReferralLifeTests
{
    private static readonly Guid Township = Guid.NewGuid(), Hospital = Guid.NewGuid(), Stranger = Guid.NewGuid();
    private static readonly Guid[] People = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
    private static readonly DateTimeOffset Start = new(2026, 9, 28, 1, 0, 0, TimeSpan.Zero);
    private static readonly ReferralLimits Limits = ReferralLimits.Standard;

    /// <summary>One try: who, from where, in which role, does what, how many minutes after the last.</summary>
    public sealed record Try(ReferralAct Act, int House, string Role, int Person, int Minutes, bool Flag);

    public sealed record History(ReferralDirection Direction, ReferralUrgency Urgency, bool Review, bool Afterwards, Try[] Tries);

    public static Arbitrary<History> Histories()
    {
        var tries = from act in Gen.Elements(Enum.GetValues<ReferralAct>())
                    from house in Gen.Elements(0, 0, 0, 1, 1, 1, 2)
                    from role in Gen.Elements(Role.ReferralCoordinator, Role.Physician, Role.MedicalAffairs, Role.PublicHealth, Role.Director)
                    from person in Gen.Choose(0, 2)
                    from minutes in Gen.Choose(0, 3000)
                    from flag in Gen.Elements(true, false)
                    select new Try(act, house, role, person, minutes, flag);
        return (from direction in Gen.Elements(Enum.GetValues<ReferralDirection>())
                from urgency in Gen.Elements(Enum.GetValues<ReferralUrgency>())
                from review in Gen.Elements(true, false)
                from afterwards in Gen.Elements(true, false, false)
                from history in tries.ArrayOf(60)
                select new History(direction, urgency, review, afterwards, history)).ToArbitrary();
    }

    [Property(Arbitrary = [typeof(ReferralLifeTests)], MaxTest = 100_000)]
    public void An_open_referral_always_has_one_owner_and_one_clock(History history)
    {
        var referral = New(history);
        var now = Start;
        foreach (var one in history.Tries)
        {
            now = now.AddMinutes(one.Minutes);
            var user = new CurrentUser(People[one.Person], "某人", HouseOf(one, referral), "某院", new HashSet<string> { one.Role });
            var offer = ReferralLife.Offers(referral, user, now).FirstOrDefault(offer => offer.Act == one.Act);
            var (before, due) = (referral.State, referral.DueAt);
            ReferralTransition? way = null;
            Refused? refused = null;
            try { way = ReferralLife.Require(referral, one.Act, user, now); }
            catch (Refused refusal) { refused = refusal; }

            Assert.Equal(offer is { Allowed: true }, refused is null);
            if (way is null)
            {
                Assert.NotEmpty(refused!.Message);
                Assert.NotNull(refused.Remedy);
                Assert.Equal(before, referral.State);
                continue;
            }

            Prepare(referral, one, user, now);
            referral.Go(way, Limits, now);
            Assert.Equal(way.To, referral.State);
            if (before == ReferralState.InfoWanted && referral.State == ReferralState.Submitted) Assert.True(referral.DueAt <= due || referral.AnswerDueAt == referral.DueAt);
            MustHold(referral);
        }
    }

    [Fact]
    public void From_every_open_state_the_owner_can_bring_the_referral_to_an_end()
    {
        foreach (var direction in Enum.GetValues<ReferralDirection>())
        {
            foreach (var state in Enum.GetValues<ReferralState>().Where(state => !state.IsFinal()))
            {
                var owner = ReferralLife.OwnerOf(state, direction);
                Assert.NotNull(owner);
                Assert.Contains(ReferralLife.Transitions, way => way.From == state && way.To != state && way.Side == owner.Side && way.Roles.Contains(owner.Role));
                Assert.Contains(Reachable(state), end => end.IsFinal());
            }
        }

        Assert.All(Enum.GetValues<ReferralState>().Where(state => state.IsFinal()), state => Assert.DoesNotContain(ReferralLife.Transitions, way => way.From == state));
    }

    [Fact]
    public void A_death_can_be_recorded_in_every_state_after_sending_and_by_both_sides_while_the_patient_is_between_them()
    {
        var deaths = ReferralLife.Transitions.Where(way => way.Act == ReferralAct.RecordDeath).ToList();
        Assert.Empty(Enum.GetValues<ReferralState>().Where(state => !state.IsFinal() && state is not (ReferralState.Draft or ReferralState.InReview)).Except(deaths.Select(way => way.From)));
        foreach (var state in (ReferralState[])[ReferralState.Accepted, ReferralState.InTransit, ReferralState.NotArrived, ReferralState.Completed])
        {
            var referral = New(new History(ReferralDirection.Up, ReferralUrgency.Routine, false, false, []));
            Go(referral, ReferralAct.Submit, Township, Role.Physician, Start);
            referral.Expect(Start.AddHours(2), "心内科");
            Go(referral, ReferralAct.Accept, Hospital, Role.ReferralCoordinator, Start.AddHours(1));
            if (state == ReferralState.InTransit) Go(referral, ReferralAct.Depart, Township, Role.Physician, Start.AddHours(2));
            if (state == ReferralState.NotArrived) Go(referral, ReferralAct.ReportNotArrived, Hospital, Role.Physician, Start.AddHours(9));
            if (state == ReferralState.Completed)
            {
                Go(referral, ReferralAct.Arrive, Hospital, Role.Physician, Start.AddHours(2));
                Go(referral, ReferralAct.Complete, Hospital, Role.Physician, Start.AddHours(3));
            }

            Assert.Equal(state, referral.State);
            foreach (var (house, may) in new[] { (Township, true), (Hospital, true), (Stranger, false) })
                Assert.Equal(may, ReferralLife.Offers(referral, new CurrentUser(People[0], "某人", house, "某院", new HashSet<string> { Role.Physician }), Start.AddHours(10))
                    .Single(offer => offer.Act == ReferralAct.RecordDeath).Allowed);
        }
    }

    [Fact]
    public void No_state_and_act_lead_to_two_places_in_the_same_case() =>
        Assert.Equal(ReferralLife.Transitions.Count, ReferralLife.Transitions.Select(way => (way.From, way.Act, way.When)).Distinct().Count());

    [Fact]
    public void What_was_sent_back_for_papers_keeps_its_place_and_its_clock()
    {
        var referral = New(new History(ReferralDirection.Up, ReferralUrgency.Routine, false, false, []));
        Go(referral, ReferralAct.Submit, Township, Role.Physician, Start);
        var due = referral.DueAt;
        Go(referral, ReferralAct.AskForMore, Hospital, Role.ReferralCoordinator, Start.AddHours(20));
        Assert.Equal(Township, referral.OwnerId);
        Go(referral, ReferralAct.Supply, Township, Role.Physician, Start.AddHours(23));
        Assert.Equal(due, referral.DueAt);
        Assert.Equal(Hospital, referral.OwnerId);
    }

    [Fact]
    public void The_owner_is_reminded_while_there_is_time_and_not_when_it_has_run_out()
    {
        var referral = New(new History(ReferralDirection.Up, ReferralUrgency.Routine, false, false, []));
        Go(referral, ReferralAct.Submit, Township, Role.Physician, Start);
        Assert.Equal(Start.AddHours(18), referral.NextAlarmAt);
        Assert.Equal((1, referral.DueAt), referral.AfterAlarm(Start.AddHours(18)));
        Assert.Equal((2, Start.AddHours(48)), referral.AfterAlarm(Start.AddHours(25)));
    }

    private static void MustHold(Referral referral)
    {
        if (referral.State.IsFinal())
        {
            Assert.Null(referral.OwnerId);
            Assert.Null(referral.OwnerRole);
            Assert.Null(referral.DueAt);
            Assert.Null(referral.NextAlarmAt);
            Assert.NotNull(referral.EndedAt);
            return;
        }

        Assert.Contains(referral.OwnerId, new Guid?[] { referral.FromId, referral.ToId });
        Assert.NotNull(referral.OwnerRole);
        Assert.NotNull(referral.DueAt);
        Assert.NotNull(referral.DueSource);
        Assert.True(referral.DueAt >= referral.StateSince || referral.AnswerDueAt == referral.DueAt || referral.State == ReferralState.FollowUp);
        Assert.Null(referral.EndedAt);
        if (referral.State is not (ReferralState.Draft or ReferralState.InReview)) Assert.NotNull(referral.SubmittedAt);
        if (referral.State is ReferralState.Arrived or ReferralState.InCare or ReferralState.Completed) Assert.NotNull(referral.ArrivedAt);
        if (referral.State != ReferralState.Submitted) Assert.Null(referral.ClaimedById);
        if (referral.State is ReferralState.InCare or ReferralState.Completed) Assert.False(referral.Direction.IsHomeward());
    }

    private static void Prepare(Referral referral, Try one, CurrentUser user, DateTimeOffset now)
    {
        switch (one.Act)
        {
            case ReferralAct.Claim: referral.ClaimFor(user.UserId!.Value, user.Name); break;
            case ReferralAct.Release: referral.GiveUpClaim(); break;
            case ReferralAct.Accept or ReferralAct.Rearrange: referral.Expect(now.AddHours(one.Flag ? 2 : 60), "心内科"); break;
            case ReferralAct.Reassign: referral.MoveTo("神经内科"); break;
            case ReferralAct.Arrive when referral.Direction.IsHomeward(): referral.PlanFollowUp(ChinaTime.DateIn(now).AddDays(14)); break;
            case ReferralAct.Complete: referral.PlanFollowUp(one.Flag ? ChinaTime.DateIn(now).AddDays(7) : null); break;
            case ReferralAct.RecordFollowUp: referral.PlanFollowUp(one.Flag ? ChinaTime.DateIn(now).AddDays(3) : null); break;
            default: break;
        }
    }

    private static void Go(Referral referral, ReferralAct act, Guid house, string role, DateTimeOffset at) =>
        referral.Go(ReferralLife.Require(referral, act, new CurrentUser(People[0], "某人", house, "某院", new HashSet<string> { role }), at), Limits, at);

    private static Guid HouseOf(Try one, Referral referral) => one.House switch { 0 => referral.FromId, 1 => referral.ToId, _ => Stranger };

    private static Referral New(History history)
    {
        var to = history.Direction == ReferralDirection.Internal ? Township : Hospital;
        var end = new ReferralEnd(Township, "乡镇卫生院", "全科", "王医生", "13900000000");
        var referral = new Referral("ZZ260928-AAAAAA", history.Direction, end, new ReferralEnd(to, "县医院", "内科", null, null),
            new ReferredPatient(Guid.NewGuid(), "张三", "zs", "男", new DateOnly(1960, 1, 1), "66岁"), null, Start)
        { ReviewWanted = history.Review };
        referral.Describe(history.Direction, ReferralCategory.Inpatient, history.Urgency, end, new ReferralEnd(to, "县医院", "内科", null, null));
        referral.EnterAfterwards(history.Afterwards);
        MustHold(referral);
        return referral;
    }

    private static HashSet<ReferralState> Reachable(ReferralState from)
    {
        var seen = new HashSet<ReferralState> { from };
        var queue = new Queue<ReferralState>([from]);
        while (queue.TryDequeue(out var state))
            foreach (var way in ReferralLife.Transitions.Where(way => way.From == state))
                if (seen.Add(way.To)) queue.Enqueue(way.To);
        return seen;
    }
}
