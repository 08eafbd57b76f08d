using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

public enum UserState { Active, Locked, LockedByFailures }

public sealed record UserFilter(string? Text = null, Guid? Organization = null, string? Role = null, UserState? State = null, int Page = 1)
{
    public const int PageSize = 20;
}

public sealed record NewUser(string UserName, string DisplayName, string? Phone, Guid Organization, string Role);

/// <summary>
/// Accounts as the security administrator keeps them, for all organisations of the installation. Nobody changes their own rights
/// here, and the last security administrator who can sign in stays.
/// </summary>
internal sealed class UserDesk(XinglinDb db, PasswordRules passwords, IDirectory directory, IAuditTrail audit, CurrentUser me, TimeProvider time)
{
    public async Task<(IReadOnlyList<User> Users, int Total)> Search(UserFilter filter, CancellationToken ct)
    {
        MustKeepAccounts();
        var now = time.Now();
        var users = db.Set<User>().AsNoTracking();
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var normalized = User.Normalize(text);
            var lower = text.ToLowerInvariant();
            users = users.Where(user => user.DisplayName.Contains(text) || user.NormalizedUserName.Contains(normalized) || user.Initials!.Contains(lower));
        }

        if (filter.Organization is { } organization) users = users.Where(user => user.Assignments.Any(held => held.OrganizationId == organization));
        if (filter.Role is { Length: > 0 } role) users = users.Where(user => user.Assignments.Any(held => held.Role == role));
        users = filter.State switch
        {
            UserState.Locked => users.Where(user => user.LockReason != null),
            UserState.LockedByFailures => users.Where(user => user.LockedUntil > now),
            UserState.Active => users.Where(user => user.LockReason == null && (user.LockedUntil == null || user.LockedUntil <= now)),
            _ => users
        };
        var total = await users.CountAsync(ct);
        var page = await users.OrderBy(user => user.NormalizedUserName).Skip((Math.Max(1, filter.Page) - 1) * UserFilter.PageSize).Take(UserFilter.PageSize)
            .Include(user => user.Assignments).ToListAsync(ct);
        return (page, total);
    }

    public async Task<User> Find(Guid id, CancellationToken ct)
    {
        MustKeepAccounts();
        return await db.Set<User>().WithSecrets().FirstOrDefaultAsync(user => user.Id == id, ct) ?? throw Refused.NotFound("该人员");
    }

    /// <returns>The account and its one-time password, which is not kept.</returns>
    public async Task<(User User, string Password)> Create(NewUser wanted, CancellationToken ct)
    {
        MustKeepAccounts();
        await MustExist(wanted.Organization, ct);
        var user = new User(Guid.CreateVersion7(), wanted.UserName, wanted.DisplayName, wanted.Phone, time.Now());
        if (await db.Set<User>().AnyAsync(other => other.NormalizedUserName == user.NormalizedUserName, ct))
            throw new Refused(RefusalKind.Conflict, "user.name-taken", $"工号「{user.UserName}」已被使用。", "请核对工号；同一人员在多个机构任职时，在其账号下授予多个岗位。");
        user.Assign(wanted.Organization, wanted.Role);
        var password = passwords.SetOneTime(user);
        db.Add(user);
        audit.Record("user.created", SignInDesk.Subject(user), Role.Names[wanted.Role]);
        await db.SaveChangesAsync(ct);
        return (user, password);
    }

    public Task Describe(Guid id, string displayName, string? phone, CancellationToken ct) =>
        Change(id, "user.described", user => user.Describe(displayName, phone), null, ct, ownToo: true);

    public async Task Assign(Guid id, Guid organization, string role, CancellationToken ct)
    {
        await MustExist(organization, ct);
        await Change(id, "user.role-assigned", user => user.Assign(organization, role), Role.Names.GetValueOrDefault(role), ct);
    }

    public Task Withdraw(Guid id, Guid organization, string role, CancellationToken ct) =>
        Change(id, "user.role-withdrawn", user => user.Withdraw(organization, role), Role.Names.GetValueOrDefault(role), ct);

    public Task Lock(Guid id, string reason, CancellationToken ct) => Change(id, "user.locked", user => user.Lock(reason), reason, ct);

    public Task Unlock(Guid id, CancellationToken ct) => Change(id, "user.unlocked", user => user.Unlock(), null, ct);

    /// <returns>The one-time password, which is not kept.</returns>
    public async Task<string> ResetPassword(Guid id, CancellationToken ct)
    {
        var password = "";
        await Change(id, "user.password-reset", user => password = passwords.SetOneTime(user), null, ct);
        return password;
    }

    public Task ResetSecondFactor(Guid id, CancellationToken ct) =>
        Change(id, "user.second-factor-reset", user => user.TurnSecondFactorOff(), null, ct);

    private async Task Change(Guid id, string action, Action<User> change, string? details, CancellationToken ct, bool ownToo = false)
    {
        var user = await Find(id, ct);
        if (!ownToo && id == me.UserId)
            throw new Refused(RefusalKind.Forbidden, "user.own-account", "不能在这里变更您自己的岗位、锁定状态和登录凭据。",
                "请由另一位安全管理员办理；修改自己的密码请使用「我的账号」。", RoleExclusion.Source);
        try
        {
            var (wasKeeper, stamp) = (IsActiveKeeper(user), user.SecurityStamp);
            change(user);
            if (IsActiveKeeper(user) != wasKeeper) await SecurityAdministratorsChange(user, ct);
            var nothingNew = action is "user.role-assigned" or "user.role-withdrawn" && user.SecurityStamp == stamp;
            if (!nothingNew) audit.Record(action, SignInDesk.Subject(user), details);
            await db.SaveChangesAsync(ct);
        }
        catch (Refused)
        {
            // Nothing of a refused change may be saved or shown later in the same request.
            db.ChangeTracker.Clear();
            throw;
        }
    }

    private static bool IsActiveKeeper(User user) => !user.Locked && user.Holds(Role.SecurityAdministrator);

    /// <summary>Two who remove each other at the same moment both pass the count, and then meet at the installation's version.</summary>
    private async Task SecurityAdministratorsChange(User user, CancellationToken ct)
    {
        var installation = await db.Set<Installation>().SingleAsync(ct);
        if (!IsActiveKeeper(user) && !await db.Set<User>().AnyAsync(other => other.Id != user.Id && other.LockReason == null
                && other.Assignments.Any(held => held.Role == Role.SecurityAdministrator), ct))
            throw new Refused(RefusalKind.Conflict, "user.last-security-administrator", "这是最后一位可用的安全管理员，不能撤销或锁定。",
                "请先为另一位人员授予「安全管理员」，再办理。");
        installation.SecurityAdministratorsChange(time.Now());
    }

    private async Task MustExist(Guid organization, CancellationToken ct)
    {
        if (await directory.Find(organization, ct) is null) throw Refused.NotFound("该机构");
    }

    private void MustKeepAccounts() => me.Require("管理账号", Role.SecurityAdministrator);
}
