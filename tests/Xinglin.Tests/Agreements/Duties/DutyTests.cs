using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Duties;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Duties;

public class DutyTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory, EveryDatabase]
    public async Task The_december_plan_comes_round_every_year(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        Assert.Equal("2025 Overdue, 2026 Upcoming", await States(app, member));
        app.Time.TravelTo(new DateOnly(2026, 12, 5));
        Assert.Equal("2025 Overdue, 2026 Due, 2027 Upcoming", await States(app, member));
        app.Time.TravelTo(new DateOnly(2027, 1, 1));
        Assert.Equal("2025 Overdue, 2026 Overdue, 2027 Upcoming", await States(app, lead));
        app.Time.TravelTo(new DateOnly(2029, 1, 1));
        Assert.Equal("2025 Overdue, 2026 Overdue, 2027 Overdue", await States(app, lead));
    }

    [Theory, EveryDatabase]
    public async Task Evidence_fulfils_the_occurrence_in_whose_period_it_falls(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;

        await Record(app, member.Person(Role.Education), duty, "上报2026年进修计划", new DateOnly(2025, 12, 20));

        var line = (await Lines(app, lead))[0];
        Assert.Equal(DutyState.Fulfilled, line.State);
        Assert.True(Assert.Single(line.Evidence).Evidence.Manual);
        Assert.Null(line.Owner);
    }

    [Theory, EveryDatabase]
    public async Task Some_but_not_all_is_partly(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var clause = Agreed.Clause("specialty-assistance", "甲方", "甲方每季度派专家到乙方坐诊两次。", Every.Quarter);
        clause.Times = 2;
        await Agreed.InForce(app, lead, [member], Agreed.ThreeYears, new DateOnly(2026, 8, 1), clause);
        var duty = (await Lines(app, lead))[0].Duty;

        await Record(app, member.Office, duty, "肺病科专家坐诊", new DateOnly(2026, 9, 3));
        Assert.Equal("2026-Q3 Partly, 2026-Q4 Upcoming", await States(app, lead));
        await Record(app, lead.Office, duty, "肿瘤科专家坐诊", new DateOnly(2026, 9, 10));
        Assert.Equal("2026-Q3 Fulfilled, 2026-Q4 Upcoming", await States(app, lead));
    }

    [Theory, EveryDatabase]
    public async Task A_number_of_people_is_kept_by_as_many_people_not_by_one_entry(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var clause = Agreed.Clause("training-placement", "甲方", "甲方每年免费接收乙方进修人员不少于20人。", Every.Year);
        (clause.QuantityValue, clause.QuantityUnit) = (20, "人");
        var id = await Agreed.InForce(app, lead, [member], Agreed.ThreeYears, new DateOnly(2026, 1, 5), clause, Agreed.DecemberPlan);
        var (people, plan) = ((await Lines(app, lead))[0].Duty, (await Lines(app, lead))[^1].Duty);
        Task<Guid> Placed(Duty duty, string title, DateOnly day, decimal? amount) => app.As(lead.Office, services =>
            services.GetRequiredService<DutyDesk>().Record(duty.Clause.Id, duty.BearerId, new EvidenceInput(null, day, title, Amount: amount)));

        await Placed(people, "接收春季进修班", new DateOnly(2026, 3, 2), 12);
        await Placed(people, "接收一名护士", new DateOnly(2026, 4, 2), null);
        var line = (await Lines(app, lead))[0];
        Assert.Equal((DutyState.Partly, 13m, "应有 20 人，已有 13 人"), (line.State, line.DoneAmount, DutyWords.ShowAmounts(line)));

        await Placed(people, "接收秋季进修班", new DateOnly(2026, 9, 1), 7);
        Assert.Equal(DutyState.Fulfilled, (await Lines(app, lead))[0].State);
        Assert.Contains("数量应大于零", (await Assert.ThrowsAsync<Refused>(() => Placed(people, "误登", new DateOnly(2026, 9, 1), 0))).Message);
        Assert.Contains("没有约定数量", (await Assert.ThrowsAsync<Refused>(() => Placed(plan, "计划", new DateOnly(2026, 9, 1), 3))).Message);

        var page = await app.Client(lead.Office).Page($"/agreements/{id}/statement?from=2026-01-05&to=2026-12-31");
        Assert.Contains("应有 20 人，已有 20 人", page.QuerySelector("main table")!.TextContent);
        var csv = await app.Client(lead.Office).GetStringAsync($"/agreements/{id}/statement.csv?from=2026-01-05&to=2026-12-31");
        Assert.Contains("接收春季进修班 12 人（人工登记）", csv);
        Assert.Contains("20,20,人", csv);
        Assert.NotNull((await app.Client(lead.Office).Page(people.Link)).QuerySelector("input[name='Evidence.Amount']"));
        Assert.Null((await app.Client(member.Office).Page(plan.Link)).QuerySelector("input[name='Evidence.Amount']"));
    }

    [Theory, EveryDatabase]
    public async Task A_standing_duty_is_due_until_this_agreement_year_shows_something(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var soft = Agreed.Clause("result-recognition", "双方", "双方逐步推进检查检验结果互认。");
        soft.Modality = Modality.Progressive;
        await Agreed.InForce(app, lead, member, Agreed.Clause("two-way-referral", "乙方", "乙方开展双向转诊。"), soft, Agreed.Clause("autonomy", "乙方", "乙方保留独立决策权。"));

        var lines = await Lines(app, member);
        Assert.Equal(["乙方 Due", "甲方 Due", "乙方 Due"], lines.Select(line => $"{line.Duty.Bearer.Label} {line.State}"));
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2027, 2, 28)), (lines[0].From, lines[0].To));
        Assert.Equal("逐步推进（本期尚无记录）", DutyWords.Show(lines[1]));

        await Record(app, member.Person(Role.MedicalAffairs), lines[0].Duty, "上转患者 3 例", new DateOnly(2026, 3, 1));
        Assert.Equal(DutyState.Fulfilled, (await Lines(app, lead))[0].State);
        app.Time.TravelTo(new DateOnly(2027, 3, 1));
        Assert.Equal(DutyState.Due, (await Lines(app, lead))[0].State);
    }

    [Theory, EveryDatabase]
    public async Task A_third_house_sees_nothing_and_can_do_nothing(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var third = await Agreed.House(app, "邻县医院");
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;

        Assert.Empty(await app.As(third.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion())));
        Assert.Empty(await app.As(third.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Agreement = id, Organization = member.Id })));
        var refusal = await Assert.ThrowsAsync<Refused>(() => Record(app, third.Office, duty, "计划", new DateOnly(2025, 12, 1)));
        Assert.Equal(RefusalKind.NotFound, refusal.Kind);
        Assert.Equal("[]", await app.Client(third.Office).GetStringAsync($"/api/duties?agreement={id}"));
    }

    [Theory, EveryDatabase]
    public async Task Evidence_from_another_time_is_refused(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;

        async Task<string> Refusal(DateOnly day, string? period) =>
            (await Assert.ThrowsAsync<Refused>(() => Record(app, member.Office, duty, "计划", day, period))).Message;

        Assert.Contains("晚于今天", await Refusal(Today.AddDays(1), null));
        Assert.Contains("属于 2025 期，不在所选的 2026 期之内", await Refusal(new DateOnly(2025, 12, 20), "2026"));
        Assert.Contains("不在所选的 2024 期之内", await Refusal(new DateOnly(2025, 12, 20), "2024"));
        Assert.Contains("早于这一条款生效", await Refusal(new DateOnly(2025, 2, 28), null));
    }

    [Theory, EveryDatabase]
    public async Task What_is_kept_after_its_period_counts_for_it_and_shows_as_late(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;

        await Record(app, member.Office, duty, "补报2026年进修计划", new DateOnly(2026, 2, 5), "2025");

        var lines = await Lines(app, lead);
        Assert.Equal([("2025", DutyState.Fulfilled, true), ("2026", DutyState.Upcoming, false)], lines.Select(line => (line.Period!, line.State, line.Late)));
        Assert.Equal("已履行（晚于到期日）", DutyWords.Show(lines[0]));
        Assert.Contains("晚于到期日", (await app.Client(member.Office).Page(duty.Link)).QuerySelector("main table")!.TextContent);

        // Also when the agreement is over by then.
        await Agreed.End(app, id, Today.AddDays(40), "院区调整", lead, member);
        app.Time.TravelTo(new DateOnly(2027, 3, 1));
        Assert.Contains("请选择所补的期次", (await Assert.ThrowsAsync<Refused>(() => Record(app, member.Office, duty, "计划", new DateOnly(2027, 2, 20)))).Message);
        await Record(app, member.Office, duty, "补报2027年进修计划", new DateOnly(2027, 2, 20), "2026");
        Assert.Equal("2025 Fulfilled, 2026 Fulfilled", await States(app, lead));
    }

    [Theory, EveryDatabase]
    public async Task Only_the_fitting_department_records(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;

        var refusal = await Assert.ThrowsAsync<Refused>(() => Record(app, member.Person(Role.Pharmacy), duty, "计划", new DateOnly(2025, 12, 1)));

        Assert.Contains("科教科", refusal.Remedy);
    }

    [Theory, EveryDatabase]
    public async Task Evidence_is_withdrawn_by_who_recorded_it_and_stays_in_the_log(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;
        var fact = await Record(app, member.Office, duty, "计划", new DateOnly(2025, 12, 1));
        Task<Guid> Withdraw(House house, string? reason) => app.As(house.Office, services => services.GetRequiredService<DutyDesk>().Withdraw(fact, reason));

        Assert.Equal("duty.not-yours", (await Assert.ThrowsAsync<Refused>(() => Withdraw(lead, "不实"))).Code);
        Assert.Equal("duty.reason-missing", (await Assert.ThrowsAsync<Refused>(() => Withdraw(member, " "))).Code);
        await Withdraw(member, "误登记");
        Assert.Equal("duty.taken-back", (await Assert.ThrowsAsync<Refused>(() => Withdraw(member, "误登记"))).Code);

        Assert.StartsWith("2025 Overdue", await States(app, member));
        var (_, _, log) = await app.As(lead.Office, services => services.GetRequiredService<DutyBook>().One(duty.Clause.Id, duty.BearerId));
        Assert.Equal([DutyFactKind.Withdrawal, DutyFactKind.Evidence], log.Select(line => line.Kind));
    }

    [Theory, EveryDatabase]
    public async Task Only_who_is_owed_waives_with_a_reason_and_an_end(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;
        var day = new DateOnly(2025, 12, 1);

        Assert.Equal("duty.waiver-not-yours", (await Assert.ThrowsAsync<Refused>(() => Waive(app, member.Director, duty, day, day.AddMonths(2), "困难"))).Code);
        var refusal = await Assert.ThrowsAsync<Refused>(() => Waive(app, lead.Office, duty, day, null, ""));
        Assert.Contains("没有写明豁免理由；没有填写豁免截止日期", refusal.Message);

        var waiver = await Waive(app, lead.Office, duty, day, day.AddMonths(2), "乙方搬迁");
        Assert.Equal("2025 Waived, 2026 Upcoming", await States(app, member));

        await app.As(lead.Director, services => services.GetRequiredService<DutyDesk>().Revoke(waiver, "搬迁已完成"));
        Assert.Equal("2025 Overdue, 2026 Upcoming", await States(app, member));
    }

    [Theory, EveryDatabase]
    public async Task One_house_cannot_waive_for_the_others(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var other = await Agreed.House(app, "镇卫生院");
        await Agreed.InForce(app, lead, [member, other], Agreed.ThreeYears, Agreed.SealedOn,
            Agreed.Clause("finance-disclosure", "甲方", "甲方每年公开财务报告。", Every.Year));
        var duty = (await Lines(app, lead))[0].Duty;
        var day = new DateOnly(2025, 12, 1);

        await Waive(app, member.Office, duty, day, day.AddMonths(2), "同意");
        Assert.StartsWith("2025 Overdue", await States(app, lead));
        await Waive(app, other.Office, duty, day, day.AddMonths(2), "同意");
        Assert.StartsWith("2025 Waived", await States(app, lead));
    }

    [Theory, EveryDatabase]
    public async Task An_amendment_carries_the_duty_and_what_was_done_for_it_on(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var first = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
        var duty = (await Lines(app, member))[0].Duty;
        await Record(app, member.Office, duty, "提前上报2027年计划", new DateOnly(2026, 5, 10));

        var second = await app.As(lead.Office, async services => (await services.GetRequiredService<DraftingDesk>().Succeed(first, AgreementAct.Amend)).Id);
        await Agreed.Close(app, second, lead, [lead, member], new DateOnly(2026, 7, 1));

        var lines = await Lines(app, member);
        Assert.Equal([(1, "2025", DutyState.Overdue), (2, "2026", DutyState.Fulfilled)],
            lines.Take(2).Select(line => (line.Duty.Agreement.VersionNumber, line.Period!, line.State)));
    }

    [Theory, EveryDatabase]
    public async Task When_the_agreement_ends_a_surviving_clause_goes_on_and_the_others_stop(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var followUp = Agreed.Clause(ClauseKinds.SurvivingDuty, "甲方", "协议终止后，甲方每年仍应回访已经收治的患者。", Every.Year);
        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan, followUp);
        await Agreed.End(app, id, Today, "院区调整", lead, member);

        app.Time.TravelTo(new DateOnly(2027, 1, 25));
        var lines = await Lines(app, member);

        Assert.Equal(["1.1 2025 Overdue stopped", "1.2 2025 Overdue", "1.2 2026 Overdue", "1.2 2027 Upcoming"], lines.Select(line =>
            $"{line.Duty.Clause.Path} {line.Period} {line.State}{(line.IsStopped ? " stopped" : "")}"));
        Assert.False(lines[0].IsOpen);
        Assert.Null(lines[0].Owner);
        Assert.Equal((lead.Id, Role.ConsortiumOffice), (lines[2].Owner!.OrganizationId, lines[2].Owner!.Role));
        Assert.True(lines[2].OutlivesAgreement);
        Assert.Equal(["履行“终止后继续履行”（2025）"], (await Work(app, lead.Office)).Select(item => item.Title));
        Assert.Empty(await Work(app, member.Person(Role.Education)));
        Assert.Contains((lead.Id, Role.ConsortiumOffice, "2026"), await Reminders(app));

        await Record(app, lead.Office, lines[3].Duty, "电话回访 12 例", new DateOnly(2027, 1, 20));
        Assert.Equal(DutyState.Fulfilled, (await Lines(app, lead))[3].State);
    }

    [Theory, EveryDatabase]
    public async Task Promises_already_made_are_kept_where_the_text_says_so(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var experts = Agreed.Clause("specialty-assistance", "甲方", "甲方每季度派专家到乙方坐诊。", Every.Quarter);
        experts.AtEnd = AtEnd.HandOver;
        var plan = Agreed.DecemberPlan;
        plan.AtEnd = AtEnd.Stop;
        var period = new AgreementPeriod { Years = 3, NoticeMonths = 3, DutiesSurvive = true };
        var id = await Agreed.InForce(app, lead, [member], period, new DateOnly(2026, 7, 1), experts, plan);
        await Agreed.End(app, id, Today, "院区调整", lead, member);

        app.Time.TravelTo(new DateOnly(2027, 1, 5));

        Assert.Equal(["1.1 2026-Q3 Overdue", "1.1 2026-Q4 Overdue"], (await Lines(app, member)).Select(line => $"{line.Duty.Clause.Path} {line.Period} {line.State}"));
        Assert.All(await Lines(app, member), line => Assert.True(line.IsOpen));
    }

    [Theory, EveryDatabase]
    public async Task A_newer_version_takes_a_surviving_clause_over(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        var followUp = Agreed.Clause(ClauseKinds.SurvivingDuty, "甲方", "协议终止后，甲方每年仍应回访已经收治的患者。", Every.Year);
        var first = await Agreed.InForce(app, lead, [member], new AgreementPeriod { Years = 1 }, new DateOnly(2025, 3, 1), followUp);
        var second = await app.As(lead.Office, async services => (await services.GetRequiredService<DraftingDesk>().Succeed(first, AgreementAct.Renew)).Id);
        await Agreed.Close(app, second, lead, [lead, member], new DateOnly(2026, 7, 1));

        Assert.Equal(["1 2025 Overdue", "2 2026 Upcoming"], (await Lines(app, lead)).Take(2).Select(line =>
            $"{line.Duty.Agreement.VersionNumber} {line.Period} {line.State}"));
    }

    [Theory, EveryDatabase]
    public async Task Evidence_of_modules_counts_as_far_as_it_was_recorded_by_then(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        await app.As(member.Office, async services =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            var source = new Plans(time.Now());
            var book = new DutyBook(services.GetRequiredService<XinglinDb>(), services.GetRequiredService<AgreementStore>(), [source], time);
            var question = new DutyQuestion { Organization = member.Id };

            var now = (await book.Read(question))[0];
            Assert.Equal((DutyState.Fulfilled, "已履行（晚于到期日）"), (now.State, DutyWords.Show(now)));
            app.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(DutyState.Overdue, (await book.Read(question, source.RecordedAt.AddMilliseconds(-1)))[0].State);
            Assert.Equal(member.Id, Assert.Single(source.Asked).Bearer);
        });
    }

    [Theory, EveryDatabase]
    public async Task Both_sides_are_told_before_and_after_the_due_day(Engine engine)
    {
        await using var app = await AppOn(engine, Today);
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, [member], Agreed.ThreeYears, new DateOnly(2026, 2, 1), Agreed.DecemberPlan);

        Assert.Empty(await Reminders(app));
        app.Time.TravelTo(new DateOnly(2026, 12, 10));
        Assert.Equal([(member.Id, Role.ConsortiumOffice, "30"), (member.Id, Role.Education, "30")], await Reminders(app));
        app.Time.TravelTo(new DateOnly(2026, 12, 24));
        Assert.Equal([(member.Id, Role.ConsortiumOffice, "7"), (member.Id, Role.Education, "7")], await Reminders(app));
        app.Time.TravelTo(new DateOnly(2027, 1, 1));
        Assert.Equal(
            new[] { (lead.Id, Role.ConsortiumOffice, "2026"), (member.Id, Role.ConsortiumOffice, "2026"), (member.Id, Role.Director, "2026") }.Order(),
            await Reminders(app));
    }

    [Theory, EveryDatabase]
    public async Task Waiting_work_names_what_is_due_soon_to_the_department_and_what_is_late_to_the_office(Engine engine)
    {
        await using var app = await AppOn(engine, new DateOnly(2026, 12, 10));
        var (lead, member) = await Houses(app);
        await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        Assert.Equal(["履行“年度进修与培训计划”（2026）"], (await Work(app, member.Person(Role.Education))).Select(item => item.Title));
        Assert.Equal(["履行“年度进修与培训计划”（2025）"], (await Work(app, member.Office)).Select(item => item.Title));
        Assert.Contains("共 2 期", (await Work(app, member.Office))[0].Detail);
        Assert.Equal([$"督促{member.Name}履行“年度进修与培训计划”（2025）"], (await Work(app, lead.Office)).Select(item => item.Title));
        Assert.Empty(await Work(app, member.Person(Role.Pharmacy)));
    }

    private static async Task<TestApp> AppOn(Engine engine, DateOnly day)
    {
        var app = await TestApp.Fresh(engine);
        app.Time.TravelTo(day);
        return app;
    }

    private static async Task<(House Lead, House Member)> Houses(TestApp app) => (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));

    private static Task<IReadOnlyList<WorkItem>> Work(TestApp app, CurrentUser user) => app.As(user, services =>
        services.GetServices<IWorkSource>().OfType<DutyWork>().Single().WaitingFor(user, default));

    private static Task<IReadOnlyList<DutyLine>> Lines(TestApp app, House house) =>
        app.As(house.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Organization = house.Id }));

    private static async Task<string> States(TestApp app, House house) =>
        string.Join(", ", (await Lines(app, house)).Select(line => $"{line.Period} {line.State}"));

    private static Task<Guid> Record(TestApp app, CurrentUser user, Duty duty, string title, DateOnly day, string? period = null) =>
        app.As(user, services => services.GetRequiredService<DutyDesk>().Record(duty.Clause.Id, duty.BearerId, new EvidenceInput(period, day, title)));

    private static Task<Guid> Waive(TestApp app, CurrentUser user, Duty duty, DateOnly from, DateOnly? until, string reason) =>
        app.As(user, services => services.GetRequiredService<DutyDesk>().Waive(duty.Clause.Id, duty.BearerId, from, until, reason));

    private static async Task<IReadOnlyList<(Guid, string, string)>> Reminders(TestApp app)
    {
        await using var scope = app.Host.Services.CreateAsyncScope();
        var told = new Told(scope.ServiceProvider);
        await scope.ServiceProvider.GetServices<IRecurringJob>().OfType<DutyReminders>().Single().Run(told, default);
        return [.. told.Notices.Select(notice => (notice.Organization, notice.Role, notice.Key.Split(':')[^1])).Order()];
    }

    /// <summary>The container, but with notices that only remember.</summary>
    private sealed class Told(IServiceProvider inner) : IServiceProvider, INotices
    {
        public List<(Guid Organization, string Role, string Key)> Notices { get; } = [];

        public object? GetService(Type type) => type == typeof(INotices) ? this : inner.GetService(type);

        public Task Tell(Guid organization, string role, string title, string link, string key, CancellationToken ct = default)
        {
            Notices.Add((organization, role, key));
            return Task.CompletedTask;
        }
    }

    /// <summary>A module that knows of a plan handed in late: in January, for the year before.</summary>
    private sealed class Plans(DateTimeOffset recordedAt) : IEvidenceSource
    {
        public DateTimeOffset RecordedAt => recordedAt;
        public IReadOnlyList<EvidenceQuery> Asked { get; private set; } = [];
        public IReadOnlyCollection<string> Kinds => [ClauseKinds.AnnualPlan];

        public Task<IReadOnlyList<Evidence>> Collect(IReadOnlyList<EvidenceQuery> queries, CancellationToken ct)
        {
            Asked = queries;
            return Task.FromResult<IReadOnlyList<Evidence>>([.. queries.Select(query => new Evidence(
                query.ClauseIds[0], query.Bearer, "进修培训", "2026年度计划", new DateOnly(2026, 1, 6), "/training/plans/1", recordedAt, Period: "2025"))]);
        }
    }
}
