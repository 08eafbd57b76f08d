using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Terms;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Terms;

public class TermEndpointTests
{
    private const string Priority = ClauseKinds.ReferralPriority;
    private static readonly ClauseContent[] Clauses =
    [
        Agreed.Clause(Priority, "甲方", "甲方为各成员单位转来的患者提供优先。"),
        Agreed.Clause(ClauseKinds.ResultRecognition, "各方", "各方互认检查检验结果。")
    ];

    [Theory, EveryDatabase]
    public async Task One_question_is_answered_with_the_clause_or_with_reason_and_remedy(Engine engine)
    {
        var (app, lead, member, _) = await Consortium(engine);

        var granted = await Ask(app, member.Office, lead, member, Priority, "2025-06-15");
        var refused = await Ask(app, member.Office, member, lead, Priority, "2025-06-15");

        Assert.True(granted.Granted);
        Assert.Equal(("1.1", Clauses[0].Text), (granted.Term!.Path, granted.Term.Text));
        Assert.False(refused.Granted);
        Assert.Equal("term.no-clause", refused.Code);
        Assert.NotEmpty(refused.Remedy!);
        Assert.NotNull(refused.By!.Link);
    }

    [Theory, EveryDatabase]
    public async Task A_member_asks_only_about_itself_and_the_leads_office_about_its_whole_consortium(Engine engine)
    {
        var (app, lead, member, third) = await Consortium(engine);
        var stranger = await Agreed.House(app, "邻县医院");

        Assert.True((await Ask(app, lead.Office, member, third, ClauseKinds.ResultRecognition, "2025-06-15")).Granted);
        Assert.Equal(HttpStatusCode.NotFound, await Status(app, lead.Person(Role.Physician), member, third));
        Assert.Equal(HttpStatusCode.NotFound, await Status(app, stranger.Office, lead, member));
        Assert.Equal(HttpStatusCode.NotFound, await Status(app, lead.Office, stranger, member));
        Assert.Equal(HttpStatusCode.OK, await Status(app, stranger.Office, stranger, member));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(app, member.Office, member, member));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(app, member.Person(Role.SystemAdministrator), member, lead));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(app, null, lead, member));
    }

    [Theory, EveryDatabase]
    public async Task The_lead_sees_of_its_members_only_what_it_leads(Engine engine)
    {
        var (app, lead, member, third) = await Consortium(engine);
        await Agreed.InForce(app, member, third, Agreed.Clause(ClauseKinds.GreenChannel, "双方", "双方互开绿色通道。"));

        var answer = await Ask(app, lead.Office, member, third, ClauseKinds.GreenChannel, "2025-06-15");
        var own = await Ask(app, third.Office, member, third, ClauseKinds.GreenChannel, "2025-06-15");

        Assert.Equal("term.no-clause", answer.Code);
        Assert.True(own.Granted);
    }

    [Theory, EveryDatabase]
    public async Task The_matrix_shows_ones_own_counterparts_and_the_lead_every_pair(Engine engine)
    {
        var (app, lead, member, third) = await Consortium(engine);

        var own = (await app.Client(member.Office).GetFromJsonAsync<TermMatrixResponse>("/api/terms/matrix?date=2025-06-15"))!;
        var whole = (await app.Client(lead.Office).GetFromJsonAsync<TermMatrixResponse>("/api/terms/matrix?date=2025-06-15&whole=true"))!;
        var before = (await app.Client(member.Office).GetFromJsonAsync<TermMatrixResponse>("/api/terms/matrix?date=2025-01-01"))!;

        Assert.Equal(new HashSet<Guid> { lead.Id, third.Id }, own.Rows.Select(row => row.Other.Id).ToHashSet());
        Assert.All(own.Rows, row => Assert.Equal(member.Id, row.One.Id));
        var withLead = own.Rows.Single(row => row.Other.Id == lead.Id).Cells.Single(cell => cell.Kind == Priority);
        Assert.Null(withLead.Gives);
        Assert.True(withLead.Receives!.Granted);
        Assert.Equal(3, whole.Rows.Count);
        Assert.Equal("term.not-yet", before.Rows[0].Cells[0].Receives?.Code ?? before.Rows[0].Cells[0].Gives!.Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client(member.Office).GetAsync("/api/terms/matrix?whole=true")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(member.Office).GetAsync($"/api/terms/matrix?agreement={Guid.NewGuid()}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_interface_is_described_for_programs(Engine engine)
    {
        var (app, _, member, _) = await Consortium(engine);

        var description = await app.Client(member.Office).GetFromJsonAsync<JsonElement>("/api/openapi/v1.json");

        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        foreach (var path in (string[])["/api/terms", "/api/terms/matrix", "/api/agreements", "/api/agreements/{id}", "/api/agreements/{id}/actions/{act}"])
            Assert.Contains(path, paths);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client().GetAsync("/api/openapi/v1.json")).StatusCode);
    }

    internal static async Task<(TestApp App, House Lead, House Member, House Third)> Consortium(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (lead, member, third) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"), await Agreed.House(app, "乡镇卫生院"));
        await Agreed.InForce(app, lead, [member, third], Agreed.ThreeYears, Agreed.SealedOn, Clauses);
        return (app, lead, member, third);
    }

    private static string Query(House bearer, House counterparty, string kind, string at) => $"/api/terms?bearer={bearer.Id}&counterparty={counterparty.Id}&kind={kind}&at={at}";

    private static async Task<TermAnswerResponse> Ask(TestApp app, CurrentUser user, House bearer, House counterparty, string kind, string at) =>
        (await app.Client(user).GetFromJsonAsync<TermAnswerResponse>(Query(bearer, counterparty, kind, at)))!;

    private static async Task<HttpStatusCode> Status(TestApp app, CurrentUser? user, House bearer, House counterparty) =>
        (await app.Client(user).GetAsync(Query(bearer, counterparty, Priority, "2025-06-15"))).StatusCode;
}
