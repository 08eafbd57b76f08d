using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Web;

namespace Xinglin.Identity;

/// <param name="Key">For typing by hand, in groups of four.</param>
/// <param name="QrCode">An SVG that an authenticator app scans.</param>
internal sealed record SecondFactorSetUp(string Key, string QrCode);

/// <summary>The authenticator app and the recovery codes of an account. The secret is stored encrypted by the key ring.</summary>
internal sealed class SecondFactor(XinglinDb db, IDataProtectionProvider protection, TimeProvider time, IOptions<IdentityRules> options)
{
    private readonly IDataProtector protector = protection.CreateProtector("Xinglin.Identity.Authenticator");

    /// <summary>The secret to be scanned; made on first call, the same until it is confirmed or given up.</summary>
    public SecondFactorSetUp Begin(User user)
    {
        if (user.AuthenticatorKey is null) user.BeginSecondFactor(protector.Protect(Convert.ToBase64String(Totp.NewKey())));
        var key = Key(user);
        return new(
            string.Join(' ', Totp.ToBase32(key).Chunk(4).Select(group => new string(group))),
            QrCode.Svg(Totp.Address(key, user.UserName), scales: false));
    }

    /// <summary>Turns the second factor on with a first code.</summary>
    /// <returns>The recovery codes, which are not kept and cannot be shown again.</returns>
    public IReadOnlyList<string> Confirm(User user, string code)
    {
        if (user.AuthenticatorKey is null || Totp.Match(Key(user), code, time.Now()) is not { } step)
            throw new Refused(RefusalKind.Invalid, "second-factor.wrong-code", "验证码不正确。", "请确认手机时间准确，输入应用当前显示的 6 位数字。");
        var codes = NewCodes();
        user.TurnSecondFactorOn(step, codes);
        return codes;
    }

    public IReadOnlyList<string> ReplaceRecoveryCodes(User user)
    {
        var codes = NewCodes();
        user.ReplaceRecoveryCodes(codes);
        return codes;
    }

    /// <summary>Uses a code up. Of two uses at the same time one wins, because the database compares the time step.</summary>
    public async Task<bool> Accept(User user, string code, CancellationToken ct) =>
        Totp.Match(Key(user), code, time.Now()) is { } step
        && await db.Set<User>().Where(stored => stored.Id == user.Id && (stored.LastTotpStep == null || stored.LastTotpStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.LastTotpStep, step), ct) == 1;

    public async Task<bool> AcceptRecoveryCode(User user, string code, CancellationToken ct)
    {
        var (hash, now) = (RecoveryCode.HashOf(code), time.Now());
        return await db.Set<RecoveryCode>().Where(stored => stored.UserId == user.Id && stored.Hash == hash && stored.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.UsedAt, now), ct) == 1;
    }

    private byte[] Key(User user) => Convert.FromBase64String(protector.Unprotect(user.AuthenticatorKey!));

    private List<string> NewCodes() => [.. Enumerable.Range(0, options.Value.RecoveryCodes).Select(_ => Secrets.RecoveryCode())];
}
