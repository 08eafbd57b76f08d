using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

public class ConfirmingTests
{
    private const string Text = """
        医联体合作协议

        甲方（牵头单位）：{甲}
        乙方（成员单位）：{乙}

        一、甲方职责
        1. 甲方定期派专家到乙方坐诊。
        2. 甲方免费接收乙方人员进修；甲方每季度举办一次短期培训班。

        二、其他
        1. 本协议自双方盖章之日起生效，有效期三年。
        """;

    [Theory, EveryDatabase]
    public async Task Nothing_binds_before_a_person_has_confirmed_it(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);

        var refused = await Refusal(app, lead.Office, services => services.GetRequiredService<SealingDesk>().Circulate(id, null));

        Assert.Equal("agreement.not-ready", refused.Code);
        Assert.Contains("还有 2 条条款没有核对", refused.Message);
    }

    [Theory, EveryDatabase]
    public async Task A_vague_word_needs_a_measure_or_a_reason_why_it_has_none(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clause = (await Clauses(app, lead, id))[0];

        var refused = await Confirm(app, lead, clause, content => content.Note = null);
        Assert.Contains("“定期”没有量化", refused!.Message);

        Assert.Null(await Confirm(app, lead, clause, content => (content.Every, content.Times) = (Every.Month, 2)));
        var confirmed = (await Clauses(app, lead, id))[0];
        Assert.Equal((ClauseState.Confirmed, "每月 2 次"), (confirmed.State, ClauseWords.ShowSchedule(confirmed.Content)));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_people_who_confirm_the_same_clause_the_second_is_told_and_loses_nothing(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var seen = (await Clauses(app, lead, id))[1];

        Assert.Null(await Confirm(app, lead, seen, content => content.PersonInCharge = "王主任"));
        var refused = await Confirm(app, lead, seen, content => content.PersonInCharge = "李主任");

        Assert.Equal("clause.overtaken", refused!.Code);
        Assert.Equal("王主任", (await Clauses(app, lead, id))[1].Content.PersonInCharge);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_confirm_different_clauses_at_once_both_succeed(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clauses = await Clauses(app, lead, id);

        var refusals = await Task.WhenAll(clauses.Select(clause => Confirm(app, lead, clause, content => content.LeftOpen = "年初商定")));

        Assert.All(refusals, Assert.Null);
        Assert.All(await Clauses(app, lead, id), clause => Assert.Equal(ClauseState.Confirmed, clause.State));
    }

    [Theory, EveryDatabase]
    public async Task A_candidate_is_split_into_clauses_of_their_own(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clause = (await Clauses(app, lead, id))[1];

        await app.As(lead.Office, services => services.GetRequiredService<ConfirmingDesk>()
            .Split(id, clause.Id, clause.Version, ["甲方免费接收乙方人员进修。", "", "甲方每季度举办一次短期培训班。"]));

        var clauses = await Clauses(app, lead, id);
        Assert.Equal(["1.1", "1.2", "1.2-1", "1.2-2"], clauses.Select(each => each.Path));
        Assert.Equal(ClauseState.Rejected, clauses[1].State);
        Assert.All(clauses.Skip(2), each => Assert.Equal(ClauseState.Candidate, each.State));
    }

    [Theory, EveryDatabase]
    public async Task Every_gap_of_a_clause_is_named_at_once(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clause = (await Clauses(app, lead, id))[0];

        var refused = await Confirm(app, lead, clause, content =>
            (content.Text, content.Kinds, content.WithinMinutes, content.Every, content.DueBy) = ("", [], 60, Every.Year, "13-45"));

        Assert.All(["条款原文为空", "没有选择条款类型", "时限没有写明来源", "截止日期应为"], gap => Assert.Contains(gap, refused!.Message));
    }

    [Theory, EveryDatabase]
    public async Task A_label_that_no_party_has_is_refused_with_those_that_exist(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clause = (await Clauses(app, lead, id))[1];

        var refused = await Confirm(app, lead, clause, content => content.Bearers = ["丁方"]);

        Assert.Equal("clause.unknown-party", refused!.Code);
        Assert.Contains("甲方、乙方", refused.Remedy);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_drafting_office_decides(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clause = (await Clauses(app, lead, id))[1];
        var stranger = await Agreed.House(app, "外院");

        foreach (var (user, code) in new[] { (lead.Person(Role.Physician), "user.role-required"), (stranger.Office, "not-found") })
            Assert.Equal(code, (await Refusal(app, user, services => services.GetRequiredService<ConfirmingDesk>().Reject(id, clause.Id, clause.Version, "不是义务"))).Code);
    }

    [Theory, EveryDatabase]
    public async Task On_the_page_a_clause_for_all_is_confirmed_and_who_comes_second_keeps_what_was_typed(Engine engine)
    {
        var (app, lead, id) = await Draft(engine);
        var clause = (await Clauses(app, lead, id))[1];
        var address = $"/agreements/{id}/confirm?clause={clause.Id}";
        var client = app.Client(lead.Office);
        var seen = await client.Page(address);
        foreach (var box in seen.QuerySelectorAll("input[name='Form.Counterparties']")) box.RemoveAttribute("checked");

        var first = await client.Submit(seen, address, "clause", ("decision", "confirm"));
        Assert.Contains("/confirm", first.RedirectsTo());
        var second = await (await client.Submit(seen, address, "clause", ("decision", "confirm"), ("Form.PersonInCharge", "李主任"))).Document();

        var confirmed = (await Clauses(app, lead, id))[1];
        Assert.Equal((ClauseState.Confirmed, 0), (confirmed.State, confirmed.Content.Counterparties.Count));
        Assert.Null(confirmed.Content.PersonInCharge);
        Assert.Contains("您的修改没有保存", second.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal("李主任", second.QuerySelector("input[name='Form.PersonInCharge']")!.GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task A_target_is_corrected_and_typed_on_the_page_and_stands_in_the_text(Engine engine)
    {
        var (app, lead, id) = await Draft(engine, "3. 双方将基层首诊率提升至60%。");
        var target = Assert.Single(await Targets(app, lead, id));
        var (client, address) = (app.Client(lead.Office), $"/agreements/{id}/confirm");

        var wrong = await (await client.Submit(await client.Page(address), address, "target-new", ("Target.Name", "下转率"), ("Target.Value", ""), ("Target.Unit", "%"))).Document();
        Assert.Contains("没有填写目标值", wrong.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal("下转率", wrong.QuerySelector("#target-name")!.GetAttribute("value"));
        (await client.Submit(await client.Page(address), address, $"target-corrected-{target.Id}", ("Target.Comparator", "="), ("Target.Value", "65.5"), ("Target.Indicator", "first-visit-2"))).RedirectsTo();
        (await client.Submit(await client.Page(address), address, "target-new", ("Target.Name", "下转率"), ("Target.Comparator", "<="), ("Target.Value", "10"), ("Target.Unit", "%"))).RedirectsTo();

        var targets = await Targets(app, lead, id);
        Assert.Equal(["基层首诊率 = 65.5%（first-visit-2）", "下转率 ≤ 10%（referral-down-rate）"], targets.Select(AgreementDocument.Write));
        Assert.All(targets, each => Assert.Equal((ClauseState.Confirmed, lead.Office.Name), (each.State, each.DecidedBy)));
        Assert.Contains("目标：下转率 ≤ 10%", (await client.Page($"/agreements/{id}/document")).QuerySelector("pre.document")!.TextContent);
        Assert.Equal("not-found", (await Refusal(app, (await Agreed.House(app, "外院")).Office, services => services.GetRequiredService<ConfirmingDesk>().TypeTarget(id, "下转率", null, ">=", 1, "%"))).Code);
    }

    [Fact]
    public async Task The_forms_of_targets_fit_the_screen_and_the_phone()
    {
        var (app, lead, id) = await Draft(Engine.Sqlite, "3. 双方将基层首诊率提升至60%。");
        var page = await Browser.Open(app, lead.Office, $"/agreements/{id}/confirm");
        await using var window = page.Context;

        foreach (var summary in await page.QuerySelectorAllAsync("#targets summary")) await summary.ClickAsync();

        await Screens.Check(page, "agreement-targets");
    }

    private static Task<IReadOnlyList<AgreementTarget>> Targets(TestApp app, House house, Guid id) =>
        app.As(house.Office, services => services.GetRequiredService<AgreementStore>().Targets(id));

    private static async Task<(TestApp App, House Lead, Guid Id)> Draft(Engine engine, string more = "")
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        var text = Text.Replace("{甲}", lead.Name, StringComparison.Ordinal).Replace("{乙}", member.Name, StringComparison.Ordinal)
            .Replace("\n\n二、其他", $"\n{more}\n\n二、其他", StringComparison.Ordinal);
        var id = await app.As(lead.Office, async services => (await services.GetRequiredService<DraftingDesk>().FromText(text, "协议.txt")).Id);
        return (app, lead, id);
    }

    private static Task<IReadOnlyList<Clause>> Clauses(TestApp app, House house, Guid id) =>
        app.As(house.Office, services => services.GetRequiredService<AgreementStore>().Clauses(id));

    private static async Task<Refused?> Confirm(TestApp app, House house, Clause clause, Action<ClauseContent> change)
    {
        var content = clause.Content.Copy();
        change(content);
        try
        {
            await app.As(house.Office, services => services.GetRequiredService<ConfirmingDesk>().Confirm(clause.AgreementId, clause.Id, clause.Version, content));
            return null;
        }
        catch (Refused refused)
        {
            return refused;
        }
    }

    private static Task<Refused> Refusal(TestApp app, CurrentUser user, Func<IServiceProvider, Task> act) => Assert.ThrowsAsync<Refused>(() => app.As(user, act));
}
