using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Live;

namespace Xinglin.Identity;

/// <summary>
/// Signing in, step by step. An attempt is counted in the database before it is judged, so that attempts at the same time cannot
/// slip past the lock; the full sign-in sets the count back. Unknown, wrong and locked read alike and take equally long.
/// </summary>
internal sealed class SignInDesk(
    XinglinDb db, Sessions sessions, PasswordRules passwords, SecondFactor secondFactor, LiveStreams streams, IAuditTrail audit, TimeProvider time, IOptions<IdentityRules> options)
{
    /// <summary>First step. Without a second factor the session begins at once.</summary>
    /// <returns>True where the second factor is asked for next, and otherwise what the person owes first.</returns>
    public async Task<(bool SecondFactor, Obligation? Owes)> Password(string userName, string password, CancellationToken ct)
    {
        var normalized = User.Normalize(userName);
        var user = await Users.FirstOrDefaultAsync(user => user.NormalizedUserName == normalized, ct);
        var counted = user is not null && await CountAttempt(user.Id, ct);
        if (!passwords.Verify(user, password) || !counted) throw await Failed(user, counted, "口令", ct);
        if (user!.Locked)
        {
            await audit.RecordNow("user.sign-in-refused", Subject(user), $"账号已锁定：{user.LockReason}", AuditOutcome.Refused, ct);
            throw new Refused(RefusalKind.Forbidden, "sign-in.locked", "您的账号已被安全管理员锁定。", "请联系安全管理员解锁。");
        }

        if (!user.SecondFactorOn) return (false, await Complete(user, "user.signed-in", ct));
        await UncountAttempt(user.Id, ct);
        await sessions.AwaitSecondFactor(user);
        return (true, null);
    }

    /// <summary>Second step: the code that the authenticator shows.</summary>
    public async Task<Obligation?> Code(string code, CancellationToken ct)
    {
        var user = await AwaitingSecondFactor(ct);
        var counted = await CountAttempt(user.Id, ct);
        if (!counted || !await secondFactor.Accept(user, code, ct)) throw await Failed(user, counted, "动态验证码", ct);
        return await Complete(user, "user.signed-in-with-second-factor", ct);
    }

    /// <summary>Second step without the authenticator: a recovery code, good once.</summary>
    public async Task<Obligation?> RecoveryCode(string code, CancellationToken ct)
    {
        var user = await AwaitingSecondFactor(ct);
        var counted = await CountAttempt(user.Id, ct);
        if (!counted || !await secondFactor.AcceptRecoveryCode(user, code, ct)) throw await Failed(user, counted, "恢复码", ct);
        return await Complete(user, "user.signed-in-with-recovery-code", ct);
    }

    /// <exception cref="Refused">The person holds no role there.</exception>
    public async Task Choose(Guid userId, Guid organization, CancellationToken ct)
    {
        var user = await Users.FirstAsync(user => user.Id == userId, ct);
        if (user.RolesIn(organization).Count == 0) throw Refused.NotFound("该机构");
        await sessions.Renew(user, organization, ct);
        await audit.RecordNow("user.organization-chosen", Subject(user), organization.ToString(), ct: ct);
    }

    public async Task SignOut(CurrentUser user, CancellationToken ct)
    {
        await sessions.End();
        if (user.UserId is not { } id) return;
        streams.End(id);
        await audit.RecordNow("user.signed-out", new AuditSubject("user", id, user.Name), ct: ct);
    }

    private IQueryable<User> Users => db.Set<User>().AsNoTracking().Include(user => user.Assignments);

    private async Task<User> AwaitingSecondFactor(CancellationToken ct) =>
        await sessions.AwaitingSecondFactor() is { } half
        && await Users.FirstOrDefaultAsync(user => user.Id == half.User && user.SecurityStamp == half.Stamp && user.LockReason == null, ct) is { } user
            ? user
            : throw new Refused(RefusalKind.Forbidden, "sign-in.begin-again", "登录已超时，请从头登录。", "返回登录页，重新输入工号和密码。");

    private async Task<Obligation?> Complete(User user, string action, CancellationToken ct)
    {
        var now = time.Now();
        await db.Set<User>().Where(stored => stored.Id == user.Id).ExecuteUpdateAsync(set => set
            .SetProperty(stored => stored.FailedAttempts, 0)
            .SetProperty(stored => stored.LockedUntil, (DateTimeOffset?)null)
            .SetProperty(stored => stored.LastSignInAt, now), ct);
        var owes = await sessions.Begin(user, ct);
        await audit.RecordNow(action, Subject(user), ct: ct);
        return owes;
    }

    /// <summary>Counts one attempt; the last one that is allowed locks. False where the account is locked by failures.</summary>
    private async Task<bool> CountAttempt(Guid id, CancellationToken ct)
    {
        var (now, limit) = (time.Now(), options.Value.LockOutAfter);
        DateTimeOffset? until = now.AddMinutes(options.Value.LockOutMinutes);
        return await db.Set<User>().Where(user => user.Id == id && (user.LockedUntil == null || user.LockedUntil <= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(user => user.FailedAttempts, user => user.LockedUntil == null ? user.FailedAttempts + 1 : 1)
                .SetProperty(user => user.LockedUntil, user => user.LockedUntil == null && user.FailedAttempts + 1 >= limit ? until : null), ct) == 1;
    }

    private Task UncountAttempt(Guid id, CancellationToken ct) =>
        db.Set<User>().Where(user => user.Id == id && user.FailedAttempts > 0).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.FailedAttempts, user => user.FailedAttempts - 1)
            .SetProperty(user => user.LockedUntil, (DateTimeOffset?)null), ct);

    /// <summary>Records a failure. An unknown name is not kept: people type passwords into the wrong field.</summary>
    private async Task<Refused> Failed(User? user, bool counted, string what, CancellationToken ct)
    {
        var details = user is null ? "账号不存在" : counted ? $"{what}错误" : "连续失败锁定期间的尝试";
        await audit.RecordNow("user.sign-in-failed", user is null ? new AuditSubject("user", null) : Subject(user), details, AuditOutcome.Failed, ct);
        if (counted && await db.Set<User>().AnyAsync(stored => stored.Id == user!.Id && stored.LockedUntil != null, ct))
            await audit.RecordNow("user.locked-by-failures", Subject(user!), $"{options.Value.LockOutMinutes} 分钟", AuditOutcome.Failed, ct);
        return new Refused(RefusalKind.Invalid, "sign-in.failed",
            what == "口令" ? "工号或密码不正确，或账号暂时锁定。" : $"{what}不正确或已经使用过。",
            $"连续 {options.Value.LockOutAfter} 次失败后账号锁定 {options.Value.LockOutMinutes} 分钟。忘记密码请联系安全管理员重置。");
    }

    internal static AuditSubject Subject(User user) => new("user", user.Id, user.UserName);
}
