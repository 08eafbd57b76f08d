using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public partial class AccountRecoveryTests
{
    [Theory, EveryDatabase]
    public async Task A_sole_security_administrator_comes_back_by_a_command_on_the_server(Engine engine)
    {
        await using var app = await People.App(engine);
        var id = await app.Person("K001", (await app.Organization(), Role.SecurityAdministrator));
        var before = app.Client();
        await before.SignIn("K001");
        await SecondFactorTests.SetUp(app, before);
        for (var i = 0; i < 5; i++) await app.Client().SignIn("K001", "Wrong-0000");

        var (code, said) = await RealProgram.Run(["identity", "reset", "ｋ001", "--second-factor", .. app.Database.Arguments]);

        Assert.Equal(0, code);
        var password = Password().Match(said).Groups[1].Value;
        Assert.StartsWith("/sign-in", (await before.GetAsync("/account")).RedirectsTo());
        var client = app.Client();
        Assert.Equal("/account/password", (await client.SignIn("K001", password)).RedirectsTo());
        Assert.StartsWith("/account/second-factor", (await client.Submit("/account/password", "password",
            ("Form.Present", password), ("Form.Wanted", "Qiu-Shui-2026"), ("Form.Again", "Qiu-Shui-2026"))).RedirectsTo());

        var entries = await app.As(People.Keeper, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .Where(entry => entry.SubjectId == id && entry.UserName.Contains("命令行")).Select(entry => entry.Action).ToListAsync());
        Assert.Equal(["user.password-reset", "user.second-factor-reset"], entries.Order());
    }

    [Theory, EveryDatabase]
    public async Task Without_being_asked_the_command_leaves_the_second_factor(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("K001", (await app.Organization(), Role.SecurityAdministrator));
        var before = app.Client();
        await before.SignIn("K001");
        await SecondFactorTests.SetUp(app, before);

        var (_, said) = await RealProgram.Run(["identity", "reset", "K001", .. app.Database.Arguments]);

        Assert.Contains("双因素认证仍然有效", said);
        Assert.Equal("/sign-in/second-factor", (await app.Client().SignIn("K001", Password().Match(said).Groups[1].Value)).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task An_unknown_name_and_a_locked_account_are_refused_in_one_line(Engine engine)
    {
        await using var app = await People.App(engine);
        var id = await app.Person("D001", (await app.Organization(), Role.Physician));
        await app.Desk(desk => desk.Lock(id, "离职", default));

        var unknown = await RealProgram.Run(["identity", "reset", "nobody", .. app.Database.Arguments]);
        var locked = await RealProgram.Run(["identity", "reset", "D001", .. app.Database.Arguments]);

        Assert.Equal((1, 1), (unknown.Code, locked.Code));
        Assert.Contains("没有工号为「nobody」的账号", unknown.Said);
        Assert.Contains("离职", locked.Said);
        Assert.Equal(HttpStatusCode.OK, (await app.Client().SignIn("D001")).StatusCode);
    }

    [GeneratedRegex("一次性密码：(\\S+)")]
    private static partial Regex Password();
}
