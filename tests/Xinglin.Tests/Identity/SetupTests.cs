using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory.Contract;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class SetupTests
{
    [Theory, EveryDatabase]
    public async Task The_first_run_makes_organizations_and_accounts_and_leads_to_the_first_agreement(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var client = app.Client();
        foreach (var address in new[] { "/", "/users", "/sign-in", "/agreements/read" })
            Assert.Equal("/setup", (await client.GetAsync(address)).RedirectsTo());

        var done = await (await Fill(client, await Code(app))).Document();

        var rows = done.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToArray()).ToArray();
        Assert.Equal(["安全管理员", "审计管理员", "医联体办公室"], rows.Select(row => row[0]));
        Assert.NotNull(done.QuerySelector("a[href='/sign-in?returnUrl=/agreements/read']"));
        var names = await app.As(CurrentUser.Visitor, async services => (await services.GetRequiredService<IDirectory>().All()).Select(organization => organization.Name).ToHashSet());
        Assert.Equal(new HashSet<string> { "云川市中医医院", "清河县人民医院", "柳林镇卫生院" }, names);

        var office = app.Client();
        Assert.Equal("/account/password?returnUrl=%2Fagreements%2Fread", (await office.SignIn("office", rows[2][3], "/sign-in?returnUrl=/agreements/read")).RedirectsTo());
        Assert.Equal("/account/second-factor", (await app.Client().SignIn("sys01", People.Password)).RedirectsTo());
        Assert.Equal("/sign-in", (await client.GetAsync("/setup")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Without_the_code_from_the_terminal_nothing_is_set_up_and_nothing_typed_is_lost(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        var page = await (await Fill(app.Client(), "AAAA-AAAA-AAAA")).Document();

        Assert.NotNull(page.QuerySelector("#Form-Code[aria-invalid]"));
        Assert.Equal("云川市中医医院", page.QuerySelector("#Form-LeadName")!.GetAttribute("value"));
        Assert.Equal("清河县人民医院", page.QuerySelector("#Form-Members-0--Name, #Form-Members-0-Name")!.GetAttribute("value"));
        Assert.False(await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<User>().AnyAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_fault_further_down_undoes_all_of_it(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        var page = await (await Fill(app.Client(), await Code(app), ("Form.Password", "weak"), ("Form.PasswordAgain", "weak"))).Document();

        Assert.NotNull(page.QuerySelector("#Form-Password[aria-invalid]"));
        await app.As(CurrentUser.Visitor, async services =>
        {
            Assert.Empty(await services.GetRequiredService<IDirectory>().All());
            Assert.False(await services.GetRequiredService<SetupDesk>().IsDone(default));
        });
    }

    [Theory, EveryDatabase]
    public async Task Of_two_people_at_once_the_second_is_told(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var code = await Code(app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Fill(app.Client(), code))));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("已经完成初始设置", (await answer.Document()).QuerySelector("main [role=alert]")!.TextContent);
        }

        Assert.Equal(4, await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<User>().CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Every_node_and_every_restart_shows_the_same_code(Engine engine)
    {
        var app = await TestApp.Fresh(engine);
        var code = await Code(app);

        await using var again = await TestApp.On(await app.Stop());

        Assert.Equal(code, await Code(again));
    }

    internal static Task<string> Code(TestApp app) =>
        app.As(CurrentUser.Visitor, async services => (await services.GetRequiredService<SetupDesk>().Code(default))!);

    private static Task<HttpResponseMessage> Fill(HttpClient client, string code, params (string, string)[] other) => client.Submit("/setup", "setup",
    [
        ("Form.Code", code), ("Form.LeadName", "云川市中医医院"), ("Form.LeadShortName", "市中医院"),
        ("Form.Members[0].Name", "清河县人民医院"), ("Form.Members[2].Name", "柳林镇卫生院"), ("Form.Members[2].Kind", nameof(OrganizationKind.TownshipHealthCentre)),
        ("Form.SystemUserName", "sys01"), ("Form.SystemName", "系统"), ("Form.Password", People.Password), ("Form.PasswordAgain", People.Password),
        ("Form.SecurityName", "安全"), ("Form.AuditName", "审计"), ("Form.OfficeName", "办公室"), .. other
    ]);
}
