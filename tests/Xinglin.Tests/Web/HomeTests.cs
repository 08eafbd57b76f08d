using System.Net;
using Xinglin.Platform;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class HomeTests
{
    [Theory, EveryDatabase]
    public async Task The_program_starts_on_an_empty_database_and_asks_to_be_set_up(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        var response = await app.Client().GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/setup", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("office", Role.ConsortiumOffice)]
    [InlineData("physician", Role.Physician)]
    [InlineData("security", Role.SecurityAdministrator)]
    public async Task The_start_page_is_light_and_accessible(string name, string role)
    {
        var app = await TestApp.Shared(Engine.Sqlite);

        await Screens.Check(app, TestUsers.Of(role), "/", "home-" + name);
    }

    [Theory]
    [InlineData(Role.SecurityAdministrator, "用户与授权", true)]
    [InlineData(Role.SecurityAdministrator, "有效条款", false)]
    [InlineData(Role.Physician, "有效条款", true)]
    [InlineData(Role.Physician, "用户与授权", false)]
    [InlineData(Role.AuditAdministrator, "审计日志", true)]
    [InlineData(Role.ConsortiumOffice, "检查互认", true)]
    [InlineData(Role.Director, "检查互认", true)]
    public async Task The_navigation_shows_what_the_role_works_with(string role, string label, bool seen)
    {
        var app = await TestApp.Shared(Engine.Sqlite);

        var html = await app.Client(TestUsers.Of(role)).GetStringAsync("/");

        Assert.Equal(seen, WebUtility.HtmlDecode(html).Contains(label));
    }

    [Theory]
    [InlineData("/results/recognition", "检查互认", Role.Director, Role.Physician)]
    [InlineData("/results/rules", "检查检验", Role.Director, Role.Physician)]
    [InlineData("/results/rules", "检查互认", Role.Director)]
    [InlineData("/referrals/statistics", "转诊统计", Role.Director, Role.Physician)]
    [InlineData("/agreements", "协议", Role.Director)]
    public async Task The_navigation_marks_the_one_entry_that_is_nearest_to_the_page(string address, string label, params string[] roles)
    {
        var app = await TestApp.Shared(Engine.Sqlite);
        var house = await Agreed.House(app, "导航医院");

        var page = await app.Client(house.Person(roles)).Page(address);

        Assert.Equal([label], page.QuerySelectorAll("nav [aria-current=page]").Where(link => link.Closest(".side") is not null).Select(link => link.TextContent));
    }

    [Fact]
    public async Task The_phone_navigation_opens_without_script()
    {
        var app = await TestApp.Shared(Engine.Sqlite);
        var page = await Browser.Open(app, TestUsers.Of(Role.Physician), "/", width: 390, script: false);
        await using var window = page.Context;

        Assert.False(await page.Locator(".side").IsVisibleAsync());
        await page.Locator(".nav-button").ClickAsync();

        await page.Locator(".side").GetByText("有效条款").WaitForAsync();
        Assert.True(await page.Locator(".side").IsVisibleAsync());
    }
}
