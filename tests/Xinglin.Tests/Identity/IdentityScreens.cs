using Microsoft.Playwright;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class IdentityScreens
{
    [Fact]
    public async Task The_first_run()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);
        await Screens.Check(app, null, "/setup", "setup");

        var page = await Browser.Open(app, null, "/setup");
        await page.FillAsync("#Form-Code", await SetupTests.Code(app));
        foreach (var (field, value) in new[]
                 {
                     ("LeadName", "云川市中医医院"), ("LeadShortName", "市中医院"), ("Members-0-Name", "清河县人民医院"), ("SystemUserName", "sys01"), ("SystemName", "赵一诺"),
                     ("Password", People.Password), ("PasswordAgain", People.Password), ("SecurityName", "钱守一"), ("AuditName", "孙明镜"), ("OfficeName", "林知夏")
                 })
            await page.FillAsync($"#Form-{field}", value);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("text=设置完成");
        await Screens.Check(page, "setup-done");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Signing_in_and_the_own_account()
    {
        await using var app = await People.App(Engine.Sqlite);
        var (first, second) = (await app.Organization("云川市中医医院"), await app.Organization("清河县人民医院"));
        await app.Person("D001", (first, Role.Physician), (second, Role.Physician), (second, Role.MedicalAffairs));
        await Screens.Check(app, null, "/sign-in", "sign-in");

        var page = await Browser.Open(app, null, "/sign-in");
        await SignIn(page, "Wrong-0000");
        await Screens.Check(page, "sign-in-failed");
        await SignIn(page, People.Password);
        await page.Arrives("/choose-organization");
        await Screens.Check(page, "choose-organization");
        await page.ClickAsync("text=清河县人民医院");
        foreach (var address in new[] { "/account", "/account/password", "/account/second-factor" })
        {
            await page.GotoAsync(address);
            await Screens.Check(page, address[1..].Replace('/', '-'));
        }

        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Signing_in_with_a_second_factor()
    {
        await using var app = await People.App(Engine.Sqlite);
        await app.Person("D001", (await app.Organization("云川市中医医院"), Role.Physician));
        var before = app.Client();
        await before.SignIn("D001");
        await SecondFactorTests.SetUp(app, before);

        var page = await Browser.Open(app, null, "/sign-in");
        await SignIn(page, People.Password);
        await page.Arrives("/sign-in/second-factor");
        await Screens.Check(page, "sign-in-second-factor");
        await page.GotoAsync("/sign-in/recovery-code");
        await Screens.Check(page, "sign-in-recovery-code");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_and_roles()
    {
        await using var app = await People.App(Engine.Sqlite);
        var place = await app.Organization("云川市中医医院");
        var keeper = People.Keeper with { UserId = await app.Person("K001", (place, Role.SecurityAdministrator)), OrganizationId = place, OrganizationName = "云川市中医医院" };
        var doctor = await app.Person("D001", (place, Role.Physician), (place, Role.MedicalAffairs));
        for (var i = 0; i < 25; i++) await app.Person($"N{i:000}", (place, Role.Diagnostics));

        await Screens.Check(app, keeper, "/users", "users");
        await Screens.Check(app, keeper, "/users?text=none", "users-none");
        await Screens.Check(app, keeper, "/users/new", "users-new");
        await Screens.Check(app, keeper, $"/users/{doctor}", "user");
        await Screens.Check(app, keeper, $"/users/{keeper.UserId}", "user-own");
    }

    private static async Task SignIn(IPage page, string password)
    {
        await page.FillAsync("#Form-UserName", "D001");
        await page.FillAsync("#Form-Password", password);
        await page.ClickAsync("main button[type=submit]");
    }
}
