using System.Net;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class SecondFactorTests
{
    [Theory, EveryDatabase]
    public async Task An_administrator_sets_it_up_at_first_sign_in_and_a_code_is_good_once(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("S001", (await app.Organization(), Role.SystemAdministrator));
        var client = app.Client();

        Assert.Equal("/account/second-factor", (await client.SignIn("S001")).RedirectsTo());
        Assert.StartsWith("/account/second-factor", (await client.GetAsync("/account")).RedirectsTo());
        var (key, _) = await SetUp(app, client);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

        var again = app.Client();
        Assert.Equal("/sign-in/second-factor", (await again.SignIn("S001")).RedirectsTo());
        Assert.StartsWith("/sign-in", (await again.GetAsync("/account")).RedirectsTo());
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var code = Totp.CodeAt(key, Totp.StepAt(app.Time.GetUtcNow()));
        Assert.Equal("/", (await Enter(again, code)).RedirectsTo());

        var replay = app.Client();
        await replay.SignIn("S001");
        var refused = await Enter(replay, code);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("使用过", (await refused.Document()).QuerySelector("main [role=alert]")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_recovery_code_is_good_once(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var first = app.Client();
        await first.SignIn("D001");
        var (_, codes) = await SetUp(app, first);
        Assert.Equal(10, codes.Count);

        var second = app.Client();
        await second.SignIn("D001");
        Assert.Equal("/", (await Recover(second, codes[3].ToLowerInvariant().Replace("-", " "))).RedirectsTo());

        var third = app.Client();
        await third.SignIn("D001");
        Assert.Equal(HttpStatusCode.OK, (await Recover(third, codes[3])).StatusCode);
        Assert.Equal("/", (await Recover(third, codes[4])).RedirectsTo());

        static Task<HttpResponseMessage> Recover(HttpClient client, string code) => client.Submit("/sign-in/recovery-code", "recovery-code", ("Form.Code", code));
    }

    [Theory, EveryDatabase]
    public async Task Wrong_codes_lock_the_account_even_with_the_password_entered_between(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var owner = app.Client();
        await owner.SignIn("D001");
        var (key, _) = await SetUp(app, owner);

        for (var i = 0; i < 5; i++)
        {
            var thief = app.Client();
            Assert.Equal("/sign-in/second-factor", (await thief.SignIn("D001")).RedirectsTo());
            await Enter(thief, "000000");
        }

        Assert.Equal(HttpStatusCode.OK, (await app.Client().SignIn("D001")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_cannot_turn_it_off_but_others_can(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        await app.Person("S001", (place, Role.SystemAdministrator));
        await app.Person("D001", (place, Role.Physician));
        foreach (var (name, expected) in new[] { ("S001", HttpStatusCode.OK), ("D001", HttpStatusCode.Redirect) })
        {
            var client = app.Client();
            await client.SignIn(name);
            await SetUp(app, client);
            Assert.Equal(expected, (await client.Submit("/account/second-factor", "off", ("OffPassword", People.Password))).StatusCode);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_reset_by_the_security_administrator_asks_to_set_it_up_again(Engine engine)
    {
        await using var app = await People.App(engine);
        var id = await app.Person("S001", (await app.Organization(), Role.AuditAdministrator));
        var client = app.Client();
        await client.SignIn("S001");
        await SetUp(app, client);

        await app.Desk(desk => desk.ResetSecondFactor(id, default));

        Assert.StartsWith("/sign-in", (await client.GetAsync("/account")).RedirectsTo());
        Assert.Equal("/account/second-factor", (await app.Client().SignIn("S001")).RedirectsTo());
    }

    private static Task<HttpResponseMessage> Enter(HttpClient client, string code) => client.Submit("/sign-in/second-factor", "second-factor", ("Form.Code", code));

    internal static async Task<(byte[] Key, IReadOnlyList<string> Codes)> SetUp(TestApp app, HttpClient client)
    {
        var page = await client.Page("/account/second-factor");
        Assert.NotNull(page.QuerySelector("svg"));
        var key = FromBase32(page.QuerySelector("code")!.TextContent.Replace(" ", ""));
        var wrong = await (await client.Submit(page, "/account/second-factor", "confirm", ("Code", "000000"))).Document();
        Assert.NotNull(wrong.QuerySelector("#Code[aria-invalid]"));
        var done = await client.Submit("/account/second-factor", "confirm", ("Code", Totp.CodeAt(key, Totp.StepAt(app.Time.GetUtcNow()))));
        return (key, [.. (await done.Document()).QuerySelectorAll("li code").Select(code => code.TextContent)]);
    }

    private static byte[] FromBase32(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(text.Select(character => Convert.ToString(alphabet.IndexOf(character), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
