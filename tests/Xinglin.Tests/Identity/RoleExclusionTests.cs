using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class RoleExclusionTests
{
    [Property(MaxTest = 500)]
    public bool No_sequence_of_assignments_joins_an_administrator_with_anything_else((byte Place, byte Role, bool Give)[] steps)
    {
        var places = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
        var roles = Role.Names.Keys.Order().ToArray();
        var user = new User(Guid.CreateVersion7(), "u", "u", null, DateTimeOffset.UnixEpoch);
        foreach (var step in steps)
        {
            var (place, role) = (places[step.Place % places.Length], roles[step.Role % roles.Length]);
            var before = user.Assignments.ToList();
            try
            {
                if (step.Give) user.Assign(place, role);
                else user.Withdraw(place, role);
            }
            catch (Refused)
            {
                // Refused with reason only: what is held and what is wanted do not go together, and nothing changed.
                if (!before.SequenceEqual(user.Assignments) || before.All(held => held.Role == role)) return false;
            }

            var held = user.Assignments.Select(assignment => assignment.Role).ToHashSet();
            if (held.Any(Role.IsAdministrator) && held.Count > 1) return false;
        }

        return true;
    }

    [Theory, EveryDatabase]
    public async Task The_refusal_says_which_roles_collide(Engine engine)
    {
        await using var app = await People.App(engine);
        var (first, second) = (await app.Organization(), await app.Organization());
        var id = await app.Person("doctor", (first, Role.Physician));

        var refused = await Assert.ThrowsAsync<Refused>(() => app.Desk(desk => desk.Assign(id, second, Role.AuditAdministrator, default)));

        Assert.Equal("user.roles-exclude", refused.Code);
        Assert.Contains("审计管理员", refused.Message);
        Assert.Contains("医师", refused.Message);
    }

    [Theory, EveryDatabase]
    public async Task A_security_administrator_does_not_change_their_own_rights(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var id = await app.Person("keeper", (place, Role.SecurityAdministrator));
        var self = People.Keeper with { UserId = id };

        foreach (var act in new Func<UserDesk, Task>[]
                 {
                     desk => desk.Withdraw(id, place, Role.SecurityAdministrator, default), desk => desk.Assign(id, place, Role.SecurityAdministrator, default),
                     desk => desk.Lock(id, "试", default), desk => desk.ResetSecondFactor(id, default), desk => desk.ResetPassword(id, default)
                 })
            Assert.Equal("user.own-account", (await Assert.ThrowsAsync<Refused>(() => app.Desk(act, self))).Code);
    }

    [Theory, EveryDatabase]
    public async Task The_last_security_administrator_stays(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var first = await app.Person("keeper1", (place, Role.SecurityAdministrator));
        var second = await app.Person("keeper2", (place, Role.SecurityAdministrator));

        await app.Desk(desk => desk.Lock(first, "离职", default));
        var lockLast = await Assert.ThrowsAsync<Refused>(() => app.Desk(desk => desk.Lock(second, "离职", default)));
        var withdrawLast = await Assert.ThrowsAsync<Refused>(() => app.Desk(desk => desk.Withdraw(second, place, Role.SecurityAdministrator, default)));

        Assert.Equal("user.last-security-administrator", lockLast.Code);
        Assert.Equal("user.last-security-administrator", withdrawLast.Code);
    }

    [Theory, EveryDatabase]
    public async Task Two_security_administrators_cannot_remove_each_other_at_the_same_moment(Engine engine)
    {
        await using var app = await People.App(engine);
        var place = await app.Organization();
        var ids = new[] { await app.Person("keeper1", (place, Role.SecurityAdministrator)), await app.Person("keeper2", (place, Role.SecurityAdministrator)) };

        var outcomes = await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            try
            {
                await app.Desk(desk => desk.Lock(id, "互锁", default));
                return true;
            }
            catch (Refused) { return false; }
        })));

        Assert.Equal(1, outcomes.Count(locked => locked));
    }

    [Theory, EveryDatabase]
    public async Task Only_a_security_administrator_keeps_accounts(Engine engine)
    {
        await using var app = await People.App(engine);
        foreach (var role in Role.Names.Keys.Where(role => role != Role.SecurityAdministrator))
        {
            var other = People.Keeper with { Roles = new HashSet<string> { role } };
            var refused = await Assert.ThrowsAsync<Refused>(() => app.Desk(desk => desk.Search(new(), default), other));
            Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        }
    }
}
