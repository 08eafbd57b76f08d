using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class SignInTests
{
    [Theory, EveryDatabase]
    public async Task A_person_signs_in_and_works_for_their_only_organization(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization("清泉医院"), Role.Physician));
        var client = app.Client();

        Assert.Equal("/sign-in?returnUrl=%2Faccount", (await client.GetAsync("/account")).RedirectsTo());
        Assert.Equal("/account", (await client.SignIn("ｄ001 ", address: "/sign-in?returnUrl=%2Faccount")).RedirectsTo());

        var page = await client.Page("/account");
        Assert.Contains("清泉医院", page.Body!.TextContent);
        Assert.Contains("医师", page.Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_ends_the_session(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var client = app.Client();
        await client.SignIn("D001");

        await client.Submit("/account/password", "/sign-out");

        var asked = (await client.GetAsync("/account")).RedirectsTo();
        Assert.StartsWith("/sign-in", asked);
        Assert.DoesNotContain("您的登录已经结束", (await client.Page(asked)).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_form_without_its_token_is_refused(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));

        var response = await app.Client().PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["Form.UserName"] = "D001",
            ["Form.Password"] = People.Password
        }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory, EveryDatabase]
    public async Task Unknown_wrong_and_locked_read_alike_and_the_name_stays_typed(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var client = app.Client();

        var unknown = await (await client.SignIn("D002", "Wrong-0000")).Document();
        var wrong = await (await client.SignIn("D001", "Wrong-0000")).Document();
        for (var i = 0; i < 5; i++) await client.SignIn("D001", "Wrong-0000");
        var locked = await (await client.SignIn("D001")).Document();

        var text = unknown.QuerySelector("main [role=alert]")!.TextContent;
        Assert.Equal(text, wrong.QuerySelector("main [role=alert]")!.TextContent);
        Assert.Equal(text, locked.QuerySelector("main [role=alert]")!.TextContent);
        Assert.Equal("D001", wrong.QuerySelector("input[name='Form.UserName']")!.GetAttribute("value"));
        Assert.Null(wrong.QuerySelector("input[name='Form.Password']")!.GetAttribute("value"));
    }

    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> real = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

        public int Hashed { get; private set; }
        public int Verified { get; private set; }

        public string HashPassword(User user, string password)
        {
            Hashed++;
            return real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_unknown_name_costs_as_much_hashing_as_a_wrong_password(Engine engine)
    {
        var hasher = new CountingHasher();
        await using var app = await TestApp.On(await TestDatabase.Create(engine), services => services.AddSingleton<IPasswordHasher<User>>(hasher),
            "--Xinglin:Identity:AttemptsPerMinute=100000");
        await app.SetUp();
        await app.Person("D001", (await app.Organization(), Role.Physician));
        await app.Client().SignIn("warm-up", "Wrong-0000");

        var wrong = await Work("D001");
        var unknown = await Work("D002");

        Assert.Equal((0, 1), wrong);
        Assert.Equal(wrong, unknown);

        async Task<(int Hashed, int Verified)> Work(string userName)
        {
            var (hashed, verified) = (hasher.Hashed, hasher.Verified);
            await app.Client().SignIn(userName, "Wrong-0000");
            return (hasher.Hashed - hashed, hasher.Verified - verified);
        }
    }

    [Theory, EveryDatabase]
    public async Task Five_failures_lock_for_fifteen_minutes(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var client = app.Client();

        for (var i = 0; i < 5; i++) await client.SignIn("D001", "Wrong-0000");
        Assert.Equal(HttpStatusCode.OK, (await client.SignIn("D001")).StatusCode);
        app.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal("/", (await client.SignIn("D001")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Attempts_at_the_same_moment_all_count(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Client().SignIn("D001", "Wrong-0000")));

        Assert.Equal(HttpStatusCode.OK, (await app.Client().SignIn("D001")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_success_sets_the_count_back(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        for (var round = 0; round < 3; round++)
        {
            var client = app.Client();
            for (var i = 0; i < 4; i++) await client.SignIn("D001", "Wrong-0000");
            Assert.Equal("/", (await client.SignIn("D001")).RedirectsTo());
        }
    }

    [Theory, EveryDatabase]
    public async Task A_one_time_password_must_be_changed_first(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var (user, password) = await app.Desk(desk => desk.Create(new("N001", "新人", null, place, Role.Physician), default));
        var client = app.Client();

        Assert.Equal("/account/password?returnUrl=%2Faccount", (await client.SignIn("N001", password, "/sign-in?returnUrl=/account")).RedirectsTo());
        Assert.StartsWith("/account/password", (await client.GetAsync("/account")).RedirectsTo());
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/anything")).StatusCode);

        foreach (var weak in new[] { "Short-1", "alllowercase", "xx-N001-Yy9", password })
        {
            var page = await (await Change(weak)).Document();
            Assert.NotNull(page.QuerySelector("#Form-Wanted[aria-invalid]"));
        }

        Assert.Equal("/account", (await Change(People.Password)).RedirectsTo());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

        Task<HttpResponseMessage> Change(string wanted) => client.Submit("/account/password?returnUrl=/account", "password",
            ("Form.Present", password), ("Form.Wanted", wanted), ("Form.Again", wanted));
    }

    [Theory, EveryDatabase]
    public async Task The_last_five_passwords_and_no_more_are_remembered(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var client = app.Client();
        await client.SignIn("D001");

        var present = People.Password;
        foreach (var wanted in new[] { "Xia-Yu-0001", "Xia-Yu-0002", "Xia-Yu-0003", "Xia-Yu-0004" })
        {
            Assert.Equal("/account", (await Change(wanted)).RedirectsTo());
            present = wanted;
        }

        Assert.Equal(HttpStatusCode.OK, (await Change(People.Password)).StatusCode);
        Assert.Equal("/account", (await Change("Xia-Yu-0005")).RedirectsTo());
        present = "Xia-Yu-0005";
        Assert.Equal("/account", (await Change(People.Password)).RedirectsTo());

        async Task<HttpResponseMessage> Change(string wanted)
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            return await client.Submit("/account/password", "password", ("Form.Present", present), ("Form.Wanted", wanted), ("Form.Again", wanted));
        }
    }

    [Theory, EveryDatabase]
    public async Task After_ninety_days_a_password_must_be_changed(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        app.Time.Advance(TimeSpan.FromDays(91));

        Assert.Equal("/account/password", (await app.Client().SignIn("D001")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task A_person_of_two_organizations_chooses_and_has_only_the_roles_there(Engine engine)
    {
        await using var app = await People.App(engine);
        var (lead, member) = (await app.Organization("牵头医院"), await app.Organization("成员医院"));
        await app.Person("D001", (lead, Role.Physician), (member, Role.ConsortiumOffice), (member, Role.MedicalAffairs));
        var client = app.Client();

        Assert.Equal("/choose-organization?returnUrl=%2Fwho", (await client.SignIn("D001", address: "/sign-in?returnUrl=/who")).RedirectsTo());
        Assert.StartsWith("/choose-organization", (await client.GetAsync("/account")).RedirectsTo());
        await Choose(lead);
        Assert.Contains("牵头医院", (await client.Page("/account")).QuerySelector("dl")!.TextContent);
        await Choose(member);
        Assert.Contains("成员医院", (await client.Page("/account")).QuerySelectorAll("dd")[2].TextContent);
        var elsewhere = await client.Submit("/choose-organization", "choose-organization", ("Organization", Guid.NewGuid().ToString()));
        Assert.NotNull((await elsewhere.Document()).QuerySelector("main [role=alert]"));

        async Task Choose(Guid organization) => Assert.Equal("/account",
            (await client.Submit("/choose-organization?returnUrl=/account", "choose-organization", ("Organization", organization.ToString()))).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task A_session_ends_when_idle_and_after_twelve_hours(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var client = app.Client();
        await client.SignIn("D001");

        app.Time.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);
        app.Time.Advance(TimeSpan.FromMinutes(21));
        var asked = (await client.GetAsync("/account")).RedirectsTo();
        Assert.StartsWith("/sign-in", asked);
        Assert.Contains("您的登录已经结束", (await client.Page(asked)).Body!.TextContent);

        await client.SignIn("D001");
        for (var i = 0; i < 47; i++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(15));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);
        }

        app.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.StartsWith("/sign-in", (await client.GetAsync("/account")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Sessions_end_when_the_account_is_locked_or_its_roles_or_password_change(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var id = await app.Person("D001", (place, Role.Physician));
        foreach (var change in new Func<UserDesk, Task>[]
                 {
                     desk => desk.Assign(id, place, Role.MedicalAffairs, default), desk => desk.Withdraw(id, place, Role.MedicalAffairs, default),
                     desk => desk.Lock(id, "核查", default)
                 })
        {
            var client = app.Client();
            await client.SignIn("D001");
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

            await app.Desk(change);

            Assert.StartsWith("/sign-in", (await client.GetAsync("/account")).RedirectsTo());
        }

        var locked = await (await app.Client().SignIn("D001")).Document();
        Assert.Contains("锁定", locked.QuerySelector("main [role=alert]")!.TextContent);
        await app.Desk(desk => desk.Unlock(id, default));
        Assert.Equal("/", (await app.Client().SignIn("D001")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Addresses_elsewhere_are_not_followed(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("D001", (await app.Organization(), Role.Physician));
        foreach (var address in new[] { "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/\t/evil.example" })
            Assert.Equal("/", (await app.Client().SignIn("D001", address: "/sign-in?returnUrl=" + Uri.EscapeDataString(address))).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Too_many_attempts_from_one_address_are_turned_away(Engine engine)
    {
        await using var app = await People.App(engine, "--Xinglin:Identity:AttemptsPerMinute=3");
        var client = app.Client();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await client.SignIn("nobody" + i, "Wrong-0000")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.SignIn("nobody", "Wrong-0000")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sign-in")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task No_secret_is_stored_in_the_clear(Engine engine)
    {
        await using var app = await People.App(engine);
        var id = await app.Person("D001", (await app.Organization(), Role.Physician));

        var user = await app.As(People.Keeper, services => services.GetRequiredService<XinglinDb>().Set<User>().FirstAsync(user => user.Id == id));

        Assert.DoesNotContain(People.Password, user.PasswordHash!);
    }
}
