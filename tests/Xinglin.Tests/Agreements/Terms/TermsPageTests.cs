using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Terms;

public class TermsPageTests
{
    [Theory, EveryDatabase]
    public async Task The_matrix_shows_state_and_direction_and_opens_the_clause(Engine engine)
    {
        var (app, lead, member, _) = await TermEndpointTests.Consortium(engine);

        var page = await Page(app, member.Office, "/terms?date=2025-06-15");

        var row = page.QuerySelectorAll("table tbody tr").Single(each => each.QuerySelector("th")!.TextContent.Trim() == lead.Name);
        var cells = row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim().ReplaceLineEndings(" ")).ToList();
        var kinds = page.QuerySelectorAll("table thead th").Skip(1).Select(head => head.TextContent.Trim()).ToList();
        Assert.Equal(["就诊、检查、住院优先", "检查检验结果互认"], kinds);
        Assert.Equal(("生效 对方提供", "生效 双向"), (cells[0], cells[1]));
        Assert.Matches("^/agreements/[0-9a-f-]+/clauses#clause-", row.QuerySelector("td a")!.GetAttribute("href"));
    }

    [Theory, EveryDatabase]
    public async Task On_another_date_the_same_cells_say_not_yet_caution_or_ended(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
        await Agreed.InForce(app, lead, [member], new AgreementPeriod { To = "2025-09" }, Agreed.SealedOn,
            Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方开通绿色通道。"));

        async Task<string> Cell(string date) => (await Page(app, member.Office, $"/terms?date={date}")).QuerySelector("table tbody td")!.TextContent.Trim();

        Assert.StartsWith("未生效", await Cell("2025-02-01"));
        Assert.StartsWith("生效", await Cell("2025-06-01"));
        Assert.StartsWith("谨慎", await Cell("2025-09-10"));
        Assert.StartsWith("已结束", await Cell("2025-10-01"));
    }

    [Theory, EveryDatabase]
    public async Task One_question_is_answered_below_the_form(Engine engine)
    {
        var (app, lead, member, third) = await TermEndpointTests.Consortium(engine);

        string Query(House bearer, House counterparty) =>
            $"/terms?bearer={bearer.Id}&counterparty={counterparty.Id}&kind={ClauseKinds.ReferralPriority}&at=2025-06-15";

        var granted = await Page(app, member.Office, Query(lead, member));
        var refused = await Page(app, member.Office, Query(member, lead));
        var foreign = await Page(app, member.Office, Query(lead, third));

        Assert.Contains("甲方为各成员单位转来的患者提供优先。", granted.QuerySelector("#ask")!.TextContent);
        Assert.Contains("没有约定由该方承担", refused.QuerySelector("#ask [role=alert]")!.TextContent);
        Assert.Contains("修订版本", refused.QuerySelector("#ask")!.TextContent);
        Assert.Contains("没有找到", foreign.QuerySelector("#ask [role=alert]")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_leads_office_sees_the_whole_consortium_and_a_member_does_not(Engine engine)
    {
        var (app, lead, member, _) = await TermEndpointTests.Consortium(engine);

        var whole = await Page(app, lead.Office, "/terms?scope=whole&date=2025-06-15");
        var refused = await Page(app, member.Office, "/terms?scope=whole");

        Assert.Equal(3, whole.QuerySelectorAll("table tbody tr").Length);
        Assert.Empty(refused.QuerySelectorAll("table"));
        Assert.Contains("牵头单位", refused.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_date_that_is_none_is_said_and_today_shown(Engine engine)
    {
        var (app, _, member, _) = await TermEndpointTests.Consortium(engine);

        var page = await Page(app, member.Office, "/terms?date=2025-02-30&agreement=x");

        Assert.Contains("不是日期", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(ChinaTime.Show(app.Time.Today()), page.QuerySelector("input[name=date]")!.GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task Without_any_agreement_the_page_says_what_to_do(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var house = await Agreed.House(app, "新建医院");

        var page = await Page(app, house.Office, "/terms");

        Assert.Contains("还没有盖章生效的协议", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector("a[href='/agreements']"));
    }

    [Theory, EveryDatabase]
    public async Task The_page_is_right_on_a_desk_and_on_a_phone(Engine engine)
    {
        var (app, lead, member, _) = await TermEndpointTests.Consortium(engine);
        var question = $"bearer={lead.Id}&counterparty={member.Id}&kind={ClauseKinds.ReferralPriority}&at=2025-06-15";

        await Screens.Check(app, member.Office, $"/terms?date=2025-06-15&{question}", "terms-member");
        await Screens.Check(app, lead.Office, $"/terms?scope=whole&date=2025-02-01&{question}", "terms-lead");
    }

    private static async Task<IDocument> Page(TestApp app, CurrentUser user, string address)
    {
        var response = await app.Client(user).GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        return await BrowsingContext.New().OpenAsync(request => request.Content(html));
    }
}
