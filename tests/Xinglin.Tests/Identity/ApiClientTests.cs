using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Identity.ApiClients;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class ApiClientTests
{
    private static readonly CurrentUser Security = TestUsers.Of(Role.SecurityAdministrator);
    private static readonly string[] Both = [ApiScope.Write("referrals"), ApiScope.Write("patients")];

    [Theory, EveryDatabase]
    public async Task A_client_acts_for_its_organisation_under_its_name_and_for_whom_it_says(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var (client, token) = await Make(pair.App, new NewApiClient("乡镇 HIS", pair.Township.Id, "测试", [Role.Physician], Both));
        var http = Caller(pair.App, token);
        http.DefaultRequestHeaders.Add("On-Behalf-Of", Uri.EscapeDataString("王医生 1023"));

        var created = await http.PostAsJsonAsync("/api/referrals", Referred.Draft(patient, pair.Hospital), ReferralEndpointTests.Words);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var made = await Json(created);
        Assert.Equal(pair.Township.Id, made.GetProperty("fromId").GetGuid());
        Assert.Equal("王医生 1023", made.GetProperty("fromPhysician").GetString());
        var entry = await pair.App.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .SingleAsync(entry => entry.Action == "referral.drafted" && entry.UserId == client.Id));
        Assert.Equal("乡镇 HIS（代 王医生 1023）", entry.UserName);
        Assert.Equal(pair.Township.Id, entry.OrganizationId);
    }

    [Theory, EveryDatabase]
    public async Task Only_what_was_given_may_be_used(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (_, token) = await Make(pair.App, new NewApiClient("只读接口", pair.Township.Id, null, [Role.ReferralCoordinator], [ApiScope.Read("referrals")]));
        var http = Caller(pair.App, token);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/referrals?view=all")).StatusCode);
        var write = await http.PostAsJsonAsync("/api/referrals", new { });
        Assert.Equal(HttpStatusCode.Forbidden, write.StatusCode);
        Assert.Contains("转诊（读写）", (await Json(write)).GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/agreements")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await http.GetAsync("/referrals")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Administrators_roles_stay_with_persons(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        foreach (var role in Role.Administrators)
        {
            var refused = await Assert.ThrowsAsync<Refused>(() => Make(pair.App, new NewApiClient($"越权 {role[..5]}", pair.Township.Id, null, [Role.Physician, role], Both)));
            Assert.Equal("api-client.administrator", refused.Code);
        }

        await Assert.ThrowsAsync<Refused>(() => pair.App.As(pair.Sender, services => services.GetRequiredService<ApiClientDesk>().All(CancellationToken.None)));
    }

    [Theory, EveryDatabase]
    public async Task Old_and_new_secret_overlap_and_a_revoked_one_is_out_at_once(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var (client, first) = await Make(app, new NewApiClient("轮换接口", pair.Township.Id, null, [Role.Physician], Both, ValidDays: 100));

        var second = await Desk(app, desk => desk.Rotate(client.Id, null, 7, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, await Answers(app, first));
        Assert.Equal(HttpStatusCode.OK, await Answers(app, second));
        app.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answers(app, first));
        Assert.Equal(HttpStatusCode.OK, await Answers(app, second));

        var kept = await Desk(app, desk => desk.Find(client.Id, CancellationToken.None));
        Assert.NotNull(kept.LastUsedAt);
        Assert.All(kept.Secrets, secret => Assert.DoesNotContain(secret.Hash, new[] { first, second }));
        await Desk(app, desk => desk.Revoke(client.Id, kept.Secrets.Single(secret => second.EndsWith(secret.Hint, StringComparison.Ordinal)).Id, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answers(app, second));
    }

    [Theory, EveryDatabase]
    public async Task A_disabled_client_is_out_until_it_is_enabled_again(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (client, token) = await Make(pair.App, new NewApiClient("停用接口", pair.Township.Id, null, [Role.Physician], Both));

        await Desk(pair.App, desk => desk.Disable(client.Id, "系统更换", CancellationToken.None));
        var refused = await Caller(pair.App, token).GetAsync("/api/referrals");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("Bearer", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal("api.token-invalid", (await Json(refused)).GetProperty("code").GetString());
        await Desk(pair.App, desk => desk.Enable(client.Id, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, await Answers(pair.App, token));
    }

    [Theory, EveryDatabase]
    public async Task More_requests_than_its_rate_wait(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var (_, token) = await Make(pair.App, new NewApiClient("限速接口", pair.Township.Id, null, [Role.Physician], Both, RequestsPerMinute: 3));
        var (_, other) = await Make(pair.App, new NewApiClient("另一接口", pair.Township.Id, null, [Role.Physician], Both));

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await Answers(pair.App, token));
        var limited = await Caller(pair.App, token).GetAsync("/api/referrals");

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.NotNull(limited.Headers.RetryAfter);
        Assert.Equal("too-many-requests", (await Json(limited)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, await Answers(pair.App, other));
    }

    [Theory, EveryDatabase]
    public async Task What_is_no_token_of_ours_is_refused(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        foreach (var token in (string[])["", "xinglin_", "xinglin_" + new string('a', 43), "xinglin_" + new string('a', 5000), "xinglin_' OR 1=1--"])
            Assert.Equal(HttpStatusCode.Unauthorized, await Answers(app, token));
        var basic = app.Client();
        basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "eDp5");
        Assert.Equal(HttpStatusCode.Unauthorized, (await basic.GetAsync("/api/referrals")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Another_sites_page_cannot_use_a_persons_cookie(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        foreach (var (header, value, foreign) in new[] { ("Sec-Fetch-Site", "cross-site", true), ("Sec-Fetch-Site", "same-origin", false), ("Origin", "https://evil.example", true), ("Origin", pair.App.Address, false) })
        {
            var client = pair.App.Client(pair.Sender);
            client.DefaultRequestHeaders.Add(header, value);
            var answer = await client.PostAsJsonAsync("/api/patients/search", new { number = "13800138000" });
            Assert.Equal(foreign ? HttpStatusCode.Forbidden : HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_security_administrator_makes_a_client_on_the_page_and_sees_its_secret_once(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var http = pair.App.Client(Security);
        var bare = await (await http.Submit("/api-clients/new", "new-api-client", ("Form.Name", "页面接口"), ("Form.Organization", pair.Township.Id.ToString()), ("role", ""))).Document();
        Assert.Contains("请选择接口客户端的岗位", bare.Body!.TextContent);
        Assert.Equal("页面接口", bare.QuerySelector("input[name='Form.Name']")!.GetAttribute("value"));

        var made = await (await http.Submit("/api-clients/new", "new-api-client", ("Form.Name", "页面接口"), ("Form.Organization", pair.Township.Id.ToString()),
            ("role", Role.Physician), ("area-referrals", "referrals:read"))).Document();
        var token = made.QuerySelectorAll("code").Select(code => code.TextContent).Single(text => text.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await Answers(pair.App, token));
        var address = made.QuerySelector("a[href^='/api-clients/0']")!.GetAttribute("href")!;
        Assert.DoesNotContain(token, (await http.Page(address)).Body!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await pair.App.Client(pair.Sender).GetAsync(address)).StatusCode);
    }

    internal static Task<(ApiClient Client, string Token)> Make(TestApp app, NewApiClient wanted) => Desk(app, desk => desk.Create(wanted, CancellationToken.None));

    internal static HttpClient Caller(TestApp app, string token)
    {
        var client = app.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return client;
    }

    private static Task<T> Desk<T>(TestApp app, Func<ApiClientDesk, Task<T>> act) => app.As(Security, services => act(services.GetRequiredService<ApiClientDesk>()));

    private static Task Desk(TestApp app, Func<ApiClientDesk, Task> act) => app.As(Security, services => act(services.GetRequiredService<ApiClientDesk>()));

    private static async Task<HttpStatusCode> Answers(TestApp app, string token) => (await Caller(app, token).GetAsync("/api/referrals")).StatusCode;

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();
}
