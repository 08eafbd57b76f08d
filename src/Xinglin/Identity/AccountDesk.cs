using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>What a person does with their own account. Every change of a secret ends the person's other sessions.</summary>
internal sealed class AccountDesk(
    XinglinDb db, Sessions sessions, PasswordRules passwords, SecondFactor secondFactor, IAuditTrail audit, IOptions<IdentityRules> options)
{
    public async Task<User> Mine(CurrentUser me, CancellationToken ct) =>
        await db.Set<User>().WithSecrets().FirstOrDefaultAsync(user => user.Id == me.UserId, ct) ?? throw Refused.NotFound("您的账号");

    public async Task<Obligation?> ChangePassword(CurrentUser me, string present, string wanted, CancellationToken ct)
    {
        var user = await Mine(me, ct);
        if (!passwords.Verify(user, present))
            throw new Refused(RefusalKind.Invalid, "password.present-wrong", "当前密码不正确。", "请输入您现在登录所用的密码。");
        passwords.Set(user, wanted);
        audit.Record("user.password-changed", SignInDesk.Subject(user));
        await db.SaveChangesAsync(ct);
        return await sessions.Renew(user, me.OrganizationId, ct);
    }

    public async Task ChangeProfile(CurrentUser me, string? phone, CancellationToken ct)
    {
        var user = await Mine(me, ct);
        user.Describe(user.DisplayName, phone);
        audit.Record("user.described", SignInDesk.Subject(user));
        await db.SaveChangesAsync(ct);
    }

    public async Task<SecondFactorSetUp> BeginSecondFactor(CurrentUser me, CancellationToken ct)
    {
        var user = await Mine(me, ct);
        if (user.SecondFactorOn) throw new Refused(RefusalKind.Conflict, "second-factor.on", "双因素认证已经启用。");
        var setUp = secondFactor.Begin(user);
        await db.SaveChangesAsync(ct);
        return setUp;
    }

    public async Task<IReadOnlyList<string>> ConfirmSecondFactor(CurrentUser me, string code, CancellationToken ct)
    {
        var user = await Mine(me, ct);
        if (user.SecondFactorOn) throw new Refused(RefusalKind.Conflict, "second-factor.on", "双因素认证已经启用。");
        var codes = secondFactor.Confirm(user, code);
        audit.Record("user.second-factor-on", SignInDesk.Subject(user));
        await db.SaveChangesAsync(ct);
        await sessions.Renew(user, me.OrganizationId, ct);
        return codes;
    }

    public async Task<IReadOnlyList<string>> ReplaceRecoveryCodes(CurrentUser me, string password, CancellationToken ct)
    {
        var user = await Known(me, password, ct);
        if (!user.SecondFactorOn) throw new Refused(RefusalKind.Conflict, "second-factor.off", "双因素认证尚未启用。");
        var codes = secondFactor.ReplaceRecoveryCodes(user);
        audit.Record("user.recovery-codes-replaced", SignInDesk.Subject(user));
        await db.SaveChangesAsync(ct);
        return codes;
    }

    public async Task TurnSecondFactorOff(CurrentUser me, string password, CancellationToken ct)
    {
        var user = await Known(me, password, ct);
        if (user.NeedsSecondFactor(options.Value))
            throw new Refused(RefusalKind.Forbidden, "second-factor.required", "管理员必须使用双因素认证，不能关闭。",
                "更换手机请联系安全管理员重置。", new Citation("GB/T 22239-2019 8.1.4.1 身份鉴别"));
        user.TurnSecondFactorOff();
        audit.Record("user.second-factor-off", SignInDesk.Subject(user));
        await db.SaveChangesAsync(ct);
        await sessions.Renew(user, me.OrganizationId, ct);
    }

    private async Task<User> Known(CurrentUser me, string password, CancellationToken ct)
    {
        var user = await Mine(me, ct);
        return passwords.Verify(user, password)
            ? user
            : throw new Refused(RefusalKind.Invalid, "password.present-wrong", "密码不正确。", "请输入您现在登录所用的密码。");
    }
}
