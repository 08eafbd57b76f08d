using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Whoever waits, the order is one, the same for everybody, and nobody is left behind for ever.</summary>
public class ReferralPriorityTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 2, 0, 0, TimeSpan.Zero);

    public sealed record One(ReferralUrgency Urgency, int SentMinutesAgo, int Within, bool Clause);

    public static Arbitrary<One[]> Lists() =>
        (from urgency in Gen.Elements(Enum.GetValues<ReferralUrgency>())
         from sent in Gen.Choose(0, 4000)
         from within in Gen.Elements(30, 120, 720, 1440)
         from clause in Gen.Elements(true, false)
         select new One(urgency, sent, within, clause)).ArrayOf(12).ToArbitrary();

    [Property(Arbitrary = [typeof(ReferralPriorityTests)], MaxTest = 5000)]
    public void The_order_is_total_and_does_not_hang_on_where_they_came_from(One[] ones)
    {
        var waiting = ones.Select(New).ToList();
        var ordered = Order(waiting);
        Assert.Equal(ordered, Order(Enumerable.Reverse(waiting)));
        Assert.Equal(ordered, Order(ordered));
        Assert.Equal(waiting.Count, ordered.Distinct().Count());
    }

    [Property(Arbitrary = [typeof(ReferralPriorityTests)], MaxTest = 5000)]
    public void An_emergency_is_always_before_everybody_else(One[] ones)
    {
        var ordered = Order(ones.Select(New));
        Assert.DoesNotContain(ordered.SkipWhile(each => each.Urgency == ReferralUrgency.Emergency), each => each.Urgency == ReferralUrgency.Emergency);
    }

    [Property(Arbitrary = [typeof(ReferralPriorityTests)], MaxTest = 5000)]
    public void Whoever_is_late_goes_before_all_that_are_not_and_before_all_that_were_due_later(One[] ones)
    {
        var others = Order(ones.Select(New)).Where(each => each.Urgency != ReferralUrgency.Emergency).ToList();
        var late = others.TakeWhile(each => each.DueAt < Now).ToList();
        Assert.DoesNotContain(others.Skip(late.Count), each => each.DueAt < Now);
        Assert.Equal(late.OrderBy(each => each.DueAt), late);
    }

    [Property(Arbitrary = [typeof(ReferralPriorityTests)], MaxTest = 5000)]
    public void The_urgent_are_before_the_routine_and_a_clause_counts_among_equals(One[] ones)
    {
        var inTime = Order(ones.Select(New)).Where(each => each.Urgency != ReferralUrgency.Emergency && each.DueAt >= Now).ToList();
        Assert.Equal(inTime.OrderByDescending(each => each.Urgency).ThenBy(each => each.PriorityClauseId is null), inTime);
        foreach (var each in inTime) Assert.NotEmpty(ReferralPriority.Explain(each.Urgency, each.DueAt, each.PrioritySource, Now));
    }

    [Theory, EveryDatabase]
    public async Task The_worklist_comes_in_that_order_and_says_why(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        foreach (var urgency in (ReferralUrgency[])[ReferralUrgency.Routine, ReferralUrgency.Urgent, ReferralUrgency.Emergency, ReferralUrgency.Routine])
            await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township), urgency);
        var rows = await pair.App.As(pair.Receiver, services => services.GetRequiredService<ReferralList>().Find(new ReferralFilter()));
        var same = await pair.App.As(pair.Receiver, async services => ReferralPriority.InOrder((await services.GetRequiredService<XinglinDb>().Set<Referral>().AsNoTracking()
            .Where(referral => referral.OwnerId == pair.Hospital.Id).ToListAsync()).AsQueryable(), pair.App.Time.Now()).Select(referral => referral.Id).ToList());
        Assert.Equal(same, rows.Select(row => row.Id));
        Assert.Equal([ReferralUrgency.Emergency, ReferralUrgency.Urgent, ReferralUrgency.Routine, ReferralUrgency.Routine], rows.Select(row => row.Urgency));
        Assert.Contains("排在最前", rows[0].Why);
        Assert.Contains("为什么排在这里", (await pair.App.Client(pair.Receiver).Page("/referrals")).Body!.TextContent);
        var elsewhere = await pair.App.As(pair.Receiver, services => services.GetRequiredService<ReferralList>().Find(new ReferralFilter(ReferralView.Received)));
        Assert.All(elsewhere, row => Assert.Null(row.Why));
    }

    [Theory, EveryDatabase]
    public async Task A_clause_of_the_green_channel_is_pinned_and_its_kept_cases_are_evidence(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var hospital = await Agreed.House(app, "县人民医院");
        var township = await Referred.House(app, "乡镇卫生院", Xinglin.Directory.Contract.OrganizationLevel.Primary);
        var agreement = await Agreed.InForce(app, hospital, township,
            new Xinglin.Agreements.ClauseContent { Text = "双方实行双向转诊。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"] },
            new Xinglin.Agreements.ClauseContent { Text = "甲方为乙方转诊患者开通绿色通道。", Kinds = [ClauseKinds.GreenChannel], Bearers = ["甲方"], Counterparties = ["乙方"] });
        var pair = new Pair(app, township, hospital, agreement);
        await app.As(township.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));
        var (urgent, routine) = (await Referred.Submitted(pair, await Referred.Patient(app, township), ReferralUrgency.Emergency), await Referred.Submitted(pair, await Referred.Patient(app, township)));
        Assert.Contains("1.2", urgent.PrioritySource);
        Assert.Null(routine.PriorityClauseId);

        var before = await Collect(pair, urgent.PriorityClauseId!.Value);
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(urgent.Id, new ActWords(null)));
        Assert.Empty(before);
        var evidence = Assert.Single(await Collect(pair, urgent.PriorityClauseId.Value));
        Assert.Equal(hospital.Id, evidence.Bearer);
        Assert.Equal($"/referrals/{urgent.Id}", evidence.Link);
    }

    private static Task<List<Evidence>> Collect(Pair pair, Guid clause) => pair.App.As(pair.Hospital.Office, async services =>
    {
        var today = pair.App.Time.Today();
        var query = new EvidenceQuery(pair.Agreement, [clause], [ClauseKinds.GreenChannel], pair.Hospital.Id, [pair.Township.Id], today.AddDays(-1), today.AddDays(1), pair.App.Time.Now());
        var found = new List<Evidence>();
        foreach (var source in services.GetServices<IEvidenceSource>().Where(source => source.Kinds.Contains(ClauseKinds.GreenChannel))) found.AddRange(await source.Collect([query], default));
        return found;
    });

    private static List<Referral> Order(IEnumerable<Referral> referrals) => [.. ReferralPriority.InOrder(referrals.AsQueryable(), Now)];

    private static Referral New(One one)
    {
        var (from, to, at) = (Guid.NewGuid(), Guid.NewGuid(), Now.AddMinutes(-one.SentMinutesAgo));
        var end = new ReferralEnd(from, "乡镇卫生院", "全科", "王医生", "13900000000");
        var receiver = new ReferralEnd(to, "县医院", "内科", null, null);
        var referral = new Referral("ZZ261126-AAAAAA", ReferralDirection.Up, end, receiver, new ReferredPatient(Guid.NewGuid(), "张三", "zs", "男", null, "66岁"), null, at);
        referral.Describe(ReferralDirection.Up, ReferralCategory.Outpatient, one.Urgency, end, receiver);
        referral.RunUnder(new ReferralTerm(Guid.NewGuid(), "协议 第1条", one.Within));
        referral.GoFirstUnder(one.Clause ? new ReferralTerm(Guid.NewGuid(), "协议 第2条", null) : null);
        var doctor = new CurrentUser(Guid.NewGuid(), "某人", from, "某院", new HashSet<string> { Role.Physician });
        referral.Go(ReferralLife.Require(referral, ReferralAct.Submit, doctor, at), ReferralLimits.Standard, at);
        return referral;
    }
}
