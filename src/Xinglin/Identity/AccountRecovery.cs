using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>
/// The way back for someone whom nobody else can let in, above all a sole security administrator: whoever may run commands on the
/// server gives the account a one-time password (GB/T 22239-2019, 8.1.4.1). The lock of failed attempts is lifted, the lock that a
/// security administrator set is not.
/// </summary>
internal sealed class AccountRecovery(XinglinDb db, PasswordRules passwords, IAuditTrail audit)
{
    /// <returns>The account and its one-time password, which is not kept.</returns>
    /// <exception cref="Refused"><c>user.not-found</c>, <c>user.locked</c>: nothing was changed.</exception>
    public async Task<(User User, string Password)> Reset(string userName, bool secondFactorToo, CancellationToken ct)
    {
        var normalized = User.Normalize(userName);
        var user = await db.Set<User>().WithSecrets().FirstOrDefaultAsync(user => user.NormalizedUserName == normalized, ct)
            ?? throw new Refused(RefusalKind.NotFound, "user.not-found", $"没有工号为「{userName}」的账号。", "请核对工号，注意不是姓名。");
        if (user.Locked)
            throw new Refused(RefusalKind.Conflict, "user.locked", $"账号「{user.UserName}」已被安全管理员锁定（{user.LockReason}），没有重置。", "请由安全管理员在「用户与授权」中解锁。");
        var password = passwords.SetOneTime(user);
        user.ForgetFailures();
        audit.Record("user.password-reset", SignInDesk.Subject(user), "在服务器上用命令重置");
        if (secondFactorToo && user.SecondFactorOn)
        {
            user.TurnSecondFactorOff();
            audit.Record("user.second-factor-reset", SignInDesk.Subject(user), "在服务器上用命令移除");
        }

        await db.SaveChangesAsync(ct);
        return (user, password);
    }
}
