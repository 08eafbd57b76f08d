using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class ProblemTests
{
    private static readonly CurrentUser Office = new(
        Guid.CreateVersion7(), "王敏", Guid.CreateVersion7(), "演示市中医医院", new HashSet<string> { Role.ConsortiumOffice });

    [Theory, EveryDatabase]
    public async Task A_person_reads_what_was_refused_why_by_which_rule_and_what_to_do(Engine engine)
    {
        await using var app = await Faulty(engine);

        var response = await Get(app, "/test/refused", "text/html");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.All(["协议已到期。", "协议甲 第2条", "可先续签", "href=\"/agreements/1\""], text => Assert.Contains(text, page));
    }

    [Theory, EveryDatabase]
    public async Task A_program_reads_the_same_as_problem_details(Engine engine)
    {
        await using var app = await Faulty(engine);

        foreach (var (address, accept) in new[] { ("/test/refused", "application/json"), ("/api/test/refused", "*/*") })
        {
            var response = await Get(app, address, accept);

            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal("agreement.not-in-force", problem.GetProperty("code").GetString());
            Assert.Equal("协议已到期。", problem.GetProperty("detail").GetString());
            Assert.Equal("可先续签。", problem.GetProperty("remedy").GetString());
            Assert.Equal("协议甲 第2条", problem.GetProperty("citation").GetProperty("source").GetString());
            Assert.Equal(409, problem.GetProperty("status").GetInt32());
        }
    }

    [Theory, EveryDatabase]
    public async Task A_failure_shows_a_number_and_nothing_of_what_failed(Engine engine)
    {
        await using var app = await Faulty(engine);

        foreach (var accept in new[] { "text/html", "application/json" })
        {
            var response = await Get(app, "/test/failure", accept);
            var text = await response.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Matches("XL-[0-9A-F]{8}", text);
            Assert.DoesNotContain("机密", WebUtility.HtmlDecode(text));
            Assert.DoesNotContain("   at ", text);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_address_that_does_not_exist_is_said_so_in_Chinese(Engine engine)
    {
        var app = await TestApp.Shared(engine);

        var response = await Get(app, "/no/such/page", "text/html");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("没有找到该页面", WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_form_without_its_token_is_refused_with_a_page(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var client = app.Client(Office);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var response = await client.PostAsync("/notices", new FormUrlEncodedContent([new("_handler", "read-all")]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("表单已失效", WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    [Theory, EveryDatabase]
    public async Task More_than_64_MB_is_refused_with_the_limit_named(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var client = app.Client(Office);
        client.DefaultRequestHeaders.ExpectContinue = true;

        var response = await client.PostAsync("/api/anything", new ByteArrayContent(new byte[65 * 1024 * 1024]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("64 MB", JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString());
    }

    [Theory, EveryDatabase]
    public async Task Every_answer_carries_the_security_headers(Engine engine)
    {
        await using var app = await Faulty(engine);

        foreach (var address in new[] { "/", "/no/such/page", "/test/failure", "/healthz" })
        {
            var headers = (await Get(app, address, "text/html")).Headers;
            Assert.Contains("default-src 'self'", headers.GetValues("Content-Security-Policy").Single());
            Assert.Contains("frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(headers.Contains("Referrer-Policy") && headers.Contains("Permissions-Policy"));
        }
    }

    [Theory, EveryDatabase]
    public async Task Health_says_alive_and_ready(Engine engine)
    {
        var app = await TestApp.Shared(engine);

        Assert.Equal(HttpStatusCode.OK, (await app.Client().GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client().GetAsync("/readyz")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_year_whose_holidays_nobody_has_set_shows_in_the_health_and_on_the_rules_of_referrals(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Xinglin.Tests.Agreements.Agreed.House(app, "县人民医院");
        app.Time.TravelTo(new DateOnly(2089, 3, 1));

        var ready = await app.Client().GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("ready\nholidays of 2089 not set", await ready.Content.ReadAsStringAsync());
        var rules = await app.Client(house.Person(Role.MedicalAffairs)).Page("/referrals/settings");
        Assert.Contains("还没有 2089 年的节假日安排", rules.Body!.TextContent);
    }

    private static Task<HttpResponseMessage> Get(TestApp app, string address, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return app.Client(Office).SendAsync(request);
    }

    /// <summary>Endpoints that refuse and fail, added while the host runs: routing looks at its list at the first request.</summary>
    private static async Task<TestApp> Faulty(Engine engine)
    {
        var app = await TestApp.Fresh(engine);
        foreach (var address in new[] { "/test/refused", "/api/test/refused" })
            app.Host.MapGet(address, string () => throw new Refused(RefusalKind.Conflict, "agreement.not-in-force", "协议已到期。", "可先续签。",
                new Citation("协议甲 第2条", "有效期三年", "/agreements/1")));
        app.Host.MapGet("/test/failure", string () => throw new InvalidOperationException("机密的连接串"));
        return app;
    }
}
