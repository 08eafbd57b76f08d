using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

/// <summary>Days pass: what waits too long goes to the next role up, and what ends soon is found wherever the calendar says so.</summary>
public class AgreementClockTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory, EveryDatabase]
    public async Task A_missed_clock_goes_before_the_leadership_of_those_waited_for_once_for_each_step(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var id = await Draft(app, lead, member);

        app.Time.TravelTo(Today.AddDays(30));
        Assert.Empty(await Late(app, id));
        app.Time.TravelTo(Today.AddDays(31));
        Assert.Equal([(lead.Id, Role.Director)], await Late(app, id));

        await app.As(lead.Office, services => services.GetRequiredService<SealingDesk>().Circulate(id, null));
        await app.As(lead.Office, services => services.GetRequiredService<SealingDesk>().Agree(id, null));
        app.Time.TravelTo(Today.AddDays(31 + 15));
        Assert.Single(await Late(app, id));
        app.Time.TravelTo(Today.AddDays(31 + 16));
        Assert.Equal(Sorted((lead.Id, Role.Director), (member.Id, Role.Director), (lead.Id, Role.ConsortiumOffice)), await Late(app, id));
        Assert.Equal(3, (await Late(app, id)).Count);

        await app.As(member.Office, services => services.GetRequiredService<SealingDesk>().Agree(id, null));
        var agreement = await Read(app, member, id);
        Assert.Equal((AgreementState.AwaitingSeals, null), (agreement.State, agreement.EscalatedAt));
        var story = await app.As(lead.Office, services => services.GetRequiredService<AgreementStore>().Story(id));
        Assert.Equal(2, story.Count(line => line.Title.StartsWith("逾期", StringComparison.Ordinal)));
    }

    [Theory, EveryDatabase]
    public async Task What_is_late_stands_in_the_work_of_the_leadership_and_of_the_drafter_and_on_the_agreement(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var id = await Draft(app, lead, member);
        await app.As(lead.Office, services => services.GetRequiredService<SealingDesk>().Circulate(id, null));
        await app.As(lead.Office, services => services.GetRequiredService<SealingDesk>().Agree(id, null));
        Assert.Empty(await Work(app, member.Director));

        app.Time.TravelTo(Today.AddDays(16));
        await Late(app, id);

        Assert.Equal(["督办：确认文本，合作协议"], await Work(app, member.Director));
        Assert.Equal(["确认文本：合作协议"], await Work(app, member.Office));
        Assert.Equal(["催办：合作协议"], await Work(app, lead.Office));
        Assert.Contains($"等待 {member.Name}", (await app.Client(lead.Office).Page($"/agreements/{id}")).QuerySelector("main [role=alert]")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_ends_soon_is_found_by_notice_blank_day_and_prolongation_as_the_calendar_reminds(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        Task<Guid> InForce(DateOnly sealedOn, AgreementPeriod period) => Agreed.InForce(app, lead, [member], period, sealedOn, Agreed.DecemberPlan);
        var far = await InForce(new DateOnly(2025, 3, 1), Agreed.ThreeYears);
        var noticed = await InForce(new DateOnly(2025, 3, 1), new AgreementPeriod { Years = 3, NoticeMonths = 2 });
        await app.As(member.Director, services => services.GetRequiredService<SealingDesk>().GiveNotice(noticed, null, Today, "院区调整"));
        var blank = await InForce(new DateOnly(2025, 3, 1), new AgreementPeriod { To = "2027-02", NoticeMonths = 2 });
        var running = await InForce(new DateOnly(2025, 3, 1), new AgreementPeriod { To = "2026-11", NoticeMonths = 2 });
        var prolongs = await InForce(new DateOnly(2025, 12, 1), new AgreementPeriod { Years = 1, Renewal = Renewal.Automatic, NoticeMonths = 1 });
        var prolonged = await InForce(new DateOnly(2025, 3, 1), new AgreementPeriod { Years = 1, Renewal = Renewal.Automatic, NoticeMonths = 1 });

        Assert.Equal(Sorted(noticed, blank, running, prolongs), await Expiring(app, lead));
        Assert.Equal(4, (await Work(app, lead.Office)).Count);
        Assert.DoesNotContain("最早将于", (await app.Client(lead.Office).Page($"/agreements/{prolonged}")).Body!.TextContent);

        await app.As(member.Director, services => services.GetRequiredService<SealingDesk>().WithdrawNotice(noticed, null));
        await app.As(member.Director, services => services.GetRequiredService<SealingDesk>().GiveNotice(prolonged, null, Today, "院区调整"));
        Assert.Equal(Sorted(blank, running, prolongs, prolonged), await Expiring(app, lead));
        Assert.Equal(Today.AddMonths(1), (await Read(app, lead, prolonged)).EarliestEnd);
        Assert.DoesNotContain(far, await Expiring(app, lead));

        Assert.Equal([running, prolongs, prolonged, blank], (await Rows(app, lead, new AgreementFilter(Expiring: true, Sort: "end"))).Select(row => row.Id));
    }

    [Theory, EveryDatabase]
    public async Task What_ran_out_without_a_newer_version_stands_in_the_work_for_90_days(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var id = await Agreed.InForce(app, lead, [member], new AgreementPeriod { To = ChinaTime.Show(Today.AddDays(2)) }, new DateOnly(2025, 3, 1), Agreed.DecemberPlan);
        async Task<List<string>> On(DateOnly day)
        {
            app.Time.TravelTo(day);
            await app.As(CurrentUser.Program("测试"), services => new AgreementCalendar(app.Time).Run(services, default));
            return await Work(app, member.Office);
        }

        Assert.Equal(["商议续签：医联体合作协议"], await On(Today.AddDays(2)));
        Assert.Equal(["已到期，未续签：医联体合作协议"], await On(Today.AddDays(3)));
        Assert.Equal(["已到期，未续签：医联体合作协议"], await On(Today.AddDays(92)));
        Assert.Empty(await On(Today.AddDays(93)));

        app.Time.TravelTo(Today.AddDays(10));
        var next = await app.As(lead.Office, async services => (await services.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Renew)).Id);
        Assert.Empty(await Work(app, member.Office));
        await app.As(lead.Office, services => services.GetRequiredService<FactsDesk>().Describe(next, null, "合作协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, null, null));
        await Agreed.Close(app, next, lead, [lead, member], Today.AddDays(10));
        Assert.Empty(await Work(app, member.Office));
    }

    [Theory, EveryDatabase]
    public async Task An_end_that_all_agreed_to_comes_on_its_day_and_not_before(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var id = await Agreed.InForce(app, lead, member, Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方开设绿色通道。"));
        var last = Today.AddDays(20);
        await Agreed.End(app, id, last, "院区调整", lead, member);
        Task<List<string>> Told() => app.As(lead.Office, services => services.GetRequiredService<XinglinDb>().Set<Notice>()
            .Where(notice => notice.OrganizationId == member.Id && notice.Role == Role.Director && notice.Link == $"/agreements/{id}")
            .Where(notice => notice.Title.Contains("终止")).OrderBy(notice => notice.CreatedAt).Select(notice => notice.Title).ToListAsync());
        async Task<AgreementState> On(DateOnly day)
        {
            app.Time.TravelTo(day);
            await app.As(CurrentUser.Program("测试"), services => new AgreementCalendar(app.Time).Run(services, default));
            return (await Read(app, lead, id)).State;
        }

        var agreement = await Read(app, lead, id);
        Assert.Equal((AgreementState.InForce, last, last), (agreement.State, agreement.LastDay, agreement.EarliestEnd));
        var head = (await app.Client(member.Office).Page($"/agreements/{id}")).QuerySelector("main")!.TextContent;
        Assert.Contains($"各方已同意终止，有效到 {ChinaTime.Show(last)}", head);
        Assert.Contains("各方已同意终止", (await Assert.ThrowsAsync<Refused>(() => Agreed.End(app, id, last.AddDays(3), "再议", lead))).Message);
        Assert.Equal([id], await Expiring(app, lead));
        Assert.Empty(await Work(app, lead.Office));

        Assert.Equal(AgreementState.InForce, await On(last));
        Assert.Contains("天后", Assert.Single(await Told()));
        app.Granted(lead, member, ClauseKinds.GreenChannel, last);
        Assert.Equal(AgreementState.Terminated, await On(last.AddDays(1)));
        Assert.StartsWith("协议已终止", (await Told())[^1]);
        Assert.Equal("院区调整", (await Read(app, lead, id)).Ended!.Reason);
    }

    [Theory, EveryDatabase]
    public async Task One_that_prolongs_itself_ends_too_on_the_day_that_all_agreed_to(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var id = await Agreed.InForce(app, lead, [member], new AgreementPeriod { Years = 1, Renewal = Renewal.Automatic }, new DateOnly(2025, 3, 1), Agreed.DecemberPlan);
        await Agreed.End(app, id, Today.AddDays(3), "院区调整", lead, member);

        app.Time.TravelTo(Today.AddDays(4));
        await app.As(CurrentUser.Program("测试"), services => new AgreementCalendar(app.Time).Run(services, default));

        Assert.Equal(AgreementState.Terminated, (await Read(app, lead, id)).State);
    }

    [Theory, EveryDatabase]
    public async Task A_version_is_superseded_although_its_successor_is_superseded_already(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var first = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        Task Begins(IServiceProvider services, Guid id, DateOnly day) => services.GetRequiredService<FactsDesk>().Describe(
            id, null, "合作协议", ConsortiumForm.CooperationAgreement, new AgreementPeriod { From = ChinaTime.Show(day), Years = 3 }, null, null);
        var second = await Asked.Next(app, first, AgreementAct.Amend, lead, [lead, member], Today, (services, id) => Begins(services, id, Today.AddDays(5)));
        var third = await Asked.Next(app, second, AgreementAct.Amend, lead, [lead, member], Today, (services, id) => Begins(services, id, Today.AddDays(9)));

        app.Time.TravelTo(Today.AddDays(20));
        await app.As(CurrentUser.Program("测试"), async services =>
        {
            // The calendar of another node came as far as the second version and no further.
            await services.GetRequiredService<AgreementStore>().Change(second, null, agreement => agreement.SupersededFrom(Today.AddDays(9), "系统", app.Time.Now()));
            await new AgreementCalendar(app.Time).Run(services, default);
        });

        var old = await Read(app, lead, first);
        Assert.Equal((AgreementState.Superseded, Today.AddDays(4)), (old.State, old.LastDay));
        Assert.Equal(AgreementState.InForce, (await Read(app, lead, third)).State);
    }

    private static async Task<TestApp> AppOn(Engine engine, DateOnly day)
    {
        var app = await TestApp.Fresh(engine);
        app.Time.TravelTo(day);
        return app;
    }

    private static async Task<(House Lead, House Member)> Houses(TestApp app) => (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));

    private static Task<Guid> Draft(TestApp app, House lead, House member) => app.As(lead.Office, async services =>
    {
        var draft = await services.GetRequiredService<DraftingDesk>().Blank("合作协议", ConsortiumForm.CooperationAgreement);
        var facts = services.GetRequiredService<FactsDesk>();
        await facts.Describe(draft.Id, null, "合作协议", ConsortiumForm.CooperationAgreement, Agreed.ThreeYears, 4, 2);
        await facts.SaveParty(draft.Id, null, "甲方", PartyRole.Lead, "", lead.Id);
        await facts.SaveParty(draft.Id, null, "乙方", PartyRole.Member, "", member.Id);
        await services.GetRequiredService<ConfirmingDesk>().Type(draft.Id, "1.1", Agreed.DecemberPlan);
        return draft.Id;
    });

    /// <summary>Lets the clocks run and tells who was told by now that this agreement is late.</summary>
    private static Task<List<(Guid, string)>> Late(TestApp app, Guid id) => app.As(CurrentUser.Program("测试"), async services =>
    {
        await new AgreementClocks(app.Time).Run(services, default);
        var told = await services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.Key.StartsWith($"agreement-late:{id}")).ToListAsync();
        return told.Select(notice => (notice.OrganizationId, notice.Role)).Order().ToList();
    });

    private static Task<List<string>> Work(TestApp app, CurrentUser user) => app.As(user, async services =>
        (await services.GetServices<IWorkSource>().OfType<AgreementWork>().Single().WaitingFor(user, default)).Select(item => item.Title).ToList());

    private static Task<IReadOnlyList<AgreementRow>> Rows(TestApp app, House house, AgreementFilter filter) =>
        app.As(house.Office, async services => (await services.GetRequiredService<AgreementList>().Find(filter)).Rows);

    private static async Task<List<Guid>> Expiring(TestApp app, House house) =>
        Sorted((await Rows(app, house, new AgreementFilter(Expiring: true))).Select(row => row.Id).ToArray());

    private static List<T> Sorted<T>(params T[] items) => [.. items.Order()];

    private static Task<Agreement> Read(TestApp app, House house, Guid id) =>
        app.As(house.Office, services => services.GetRequiredService<AgreementStore>().Read(id));
}
