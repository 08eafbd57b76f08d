using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class AccessTests
{
    private static readonly string[] Open = ["/sign-in", "/sign-in/second-factor", "/sign-in/recovery-code", "/setup", "/p"];

    [Theory, EveryDatabase]
    public async Task Every_page_but_those_of_signing_in_demands_it(Engine engine)
    {
        await using var app = await People.App(engine);
        var pages = app.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.Any(item => item.GetType().Name == "ComponentTypeMetadata"))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{Id:guid}", Guid.NewGuid().ToString()))
            .Where(page => !page.Contains('{')).Distinct().ToList();
        Assert.Contains("/users", pages);

        foreach (var page in pages.Except(Open))
            Assert.StartsWith(page.StartsWith("/p/", StringComparison.Ordinal) ? "/p" : "/sign-in", (await app.Client().GetAsync(page)).RedirectsTo());
        Assert.Equal(HttpStatusCode.OK, (await app.Client().GetAsync("/sign-in")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_api_answers_a_visitor_with_a_problem_and_not_with_a_page(Engine engine)
    {
        await using var app = await People.App(engine);

        var response = await app.Client().GetAsync("/api/anything");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory, EveryDatabase]
    public async Task Accounts_are_kept_only_by_the_security_administrator(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        await app.Person("K001", (place, Role.SecurityAdministrator));
        var keeper = app.Client(People.Keeper);
        var doctor = app.Client(People.Keeper with { Roles = new HashSet<string> { Role.Physician } });

        Assert.Equal(HttpStatusCode.OK, (await keeper.GetAsync("/users")).StatusCode);
        foreach (var page in new[] { "/users", "/users/new", $"/users/{Guid.NewGuid()}" })
            Assert.Equal(HttpStatusCode.Forbidden, (await doctor.GetAsync(page)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_security_administrator_creates_finds_locks_and_resets_an_account(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization("青山医院");
        await app.Person("K001", (place, Role.SecurityAdministrator));
        var keeper = app.Client(People.Keeper);

        var created = await (await keeper.Submit("/users/new", "new-user", ("Form.UserName", "P100"), ("Form.DisplayName", "李时珍"),
            ("Form.Organization", place.ToString()), ("Form.HeldRole", Role.Physician))).Document();
        var password = created.QuerySelector("li code")!.TextContent;
        var address = created.QuerySelector("a[href^='/users/']")!.GetAttribute("href")!;
        Assert.Equal("/account/password", (await app.Client().SignIn("P100", password)).RedirectsTo());

        var taken = await (await keeper.Submit("/users/new", "new-user", ("Form.UserName", "p100"), ("Form.DisplayName", "李四"),
            ("Form.Organization", place.ToString()), ("Form.HeldRole", Role.Physician))).Document();
        Assert.NotNull(taken.QuerySelector("#Form-UserName[aria-invalid]"));
        Assert.Equal("李四", taken.QuerySelector("#Form-DisplayName")!.GetAttribute("value"));

        Assert.Contains("李时珍", (await keeper.Page("/users?text=时珍")).QuerySelector("tbody")!.TextContent);
        Assert.Contains("李时珍", (await keeper.Page($"/users?text=p1&organization={place}&role={Role.Physician}&state=Active")).QuerySelector("tbody")!.TextContent);
        Assert.Empty((await keeper.Page("/users?text=不存在")).QuerySelectorAll("tbody tr"));

        var excluded = await (await keeper.Submit(address, "assign", ("NewPlace.Organization", place.ToString()), ("NewPlace.HeldRole", Role.SystemAdministrator))).Document();
        Assert.NotNull(excluded.QuerySelector("#NewPlace-HeldRole[aria-invalid]"));
        Assert.Equal(address, (await keeper.Submit(address, "assign", ("NewPlace.Organization", place.ToString()), ("NewPlace.HeldRole", Role.Director))).RedirectsTo());
        Assert.Equal(address, (await keeper.Submit(address, $"withdraw-{place:n}-{Role.Director}")).RedirectsTo());

        var reset = await (await keeper.Submit(address, "reset-password")).Document();
        Assert.NotEqual(password, reset.QuerySelector("li code")!.TextContent);
        Assert.Equal(address, (await keeper.Submit(address, "lock", ("Reason", "离职"))).RedirectsTo());
        Assert.Contains("离职", (await keeper.Page(address)).Body!.TextContent);
        Assert.Equal(address, (await keeper.Submit(address, "unlock")).RedirectsTo());
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.GetAsync($"/users/{Guid.NewGuid()}")).StatusCode);
    }
}
