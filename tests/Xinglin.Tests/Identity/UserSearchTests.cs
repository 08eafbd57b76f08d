using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class UserSearchTests
{
    [Theory, EveryDatabase]
    public async Task Accounts_are_found_by_initials_name_and_staff_number(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var (user, _) = await app.Desk(desk => desk.Create(new("P0451", "单玉林", null, place, Role.Physician), default));
        var keeper = app.Client(People.Keeper);

        foreach (var text in new[] { "SYL", "dyl", "玉林", "p0451" })
        {
            Assert.Contains("单玉林", (await keeper.Page($"/users?text={text}")).QuerySelector("tbody")!.TextContent);
            var hit = (await keeper.Page($"/search?q={text}")).QuerySelector($"a[href='/users/{user.Id}']")!;
            Assert.Contains("单玉林", hit.TextContent);
            Assert.Contains("工号 P0451 · 医师", hit.TextContent);
        }

        await app.Desk(desk => desk.Describe(user.Id, "白芷", null, default));
        Assert.Empty((await keeper.Page("/users?text=syl")).QuerySelectorAll("tbody tr"));
        Assert.Single((await keeper.Page("/users?text=bz")).QuerySelectorAll("tbody tr"));
    }

    [Theory, EveryDatabase]
    public async Task An_account_locked_by_failures_waits_for_who_keeps_accounts_while_it_is_locked(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var (user, _) = await app.Desk(desk => desk.Create(new("P0451", "李时珍", null, place, Role.Physician), default));
        var until = app.Time.Now().AddMinutes(30);
        await app.As(People.Keeper, services => services.GetRequiredService<XinglinDb>().Set<User>().Where(one => one.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LockedUntil, until)));
        async Task<List<string?>> Waiting() => [.. (await app.Client(People.Keeper).Page("/")).QuerySelectorAll(".work-list a[href^='/users/']").Select(link => link.GetAttribute("href"))];

        Assert.Equal([$"/users/{user.Id}"], await Waiting());
        app.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(await Waiting());
    }

    [Theory, EveryDatabase]
    public async Task Who_does_not_keep_accounts_finds_none(Engine engine)
    {
        await using var app = await People.App(engine);
        await app.Person("P0451", (await app.Organization(), Role.Physician));

        foreach (var role in Role.Names.Keys.Where(role => role != Role.SecurityAdministrator))
            Assert.Empty((await app.Client(People.Keeper with { Roles = new HashSet<string> { role } }).Page("/search?q=P0451")).QuerySelectorAll("a[href^='/users/']"));
    }

    [Theory, EveryDatabase]
    public async Task Accounts_of_an_older_version_get_their_initials_without_a_trace_of_change(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var (user, _) = await app.Desk(desk => desk.Create(new("P0451", "李时珍", null, place, Role.Physician), default));
        await app.As(People.Keeper, services => services.GetRequiredService<XinglinDb>().Set<User>()
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Initials, (string?)null)));

        await app.As(People.Keeper, services => new UserInitials().Run(services, default));

        var found = await app.Desk(desk => desk.Search(new UserFilter("lsz"), default));
        Assert.Equal((user.Id, user.Version), (found.Users.Single().Id, found.Users.Single().Version));
    }
}
