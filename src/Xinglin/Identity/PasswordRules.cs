using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xinglin.Platform;

namespace Xinglin.Identity;

/// <summary>What a password must be like, see <see cref="IdentityRules"/>; hashing is ASP.NET Core Identity's (PBKDF2).</summary>
internal sealed class PasswordRules(IPasswordHasher<User> hasher, IOptions<IdentityRules> options, TimeProvider time)
{
    /// <summary>Nobody's account, checked where there is no account, so that both take equally long.</summary>
    private static readonly User Nobody = new(Guid.Empty, "", "", null, default);
    private static string? nobodysHash;

    private IdentityRules Rules => options.Value;

    /// <summary>The rules in one sentence, to stand beside the field.</summary>
    public string InWords =>
        $"至少 {Rules.PasswordMinimumLength} 位，大写字母、小写字母、数字、符号中至少 {Rules.PasswordCharacterClasses} 类，不含工号，不与最近 {Rules.PasswordHistory} 次相同。";

    /// <summary>Whether it is this person's password. With no person, it only takes the same time.</summary>
    public bool Verify(User? user, string password)
    {
        nobodysHash ??= hasher.HashPassword(Nobody, Secrets.OneTimePassword());
        var hash = user?.PasswordHash ?? nobodysHash;
        return hasher.VerifyHashedPassword(user ?? Nobody, hash, password) != PasswordVerificationResult.Failed && user?.PasswordHash is not null;
    }

    /// <summary>Sets a password that the person chose.</summary>
    /// <exception cref="Refused"><c>password.weak</c>: a rule is not kept; the message names all of them.</exception>
    public void Set(User user, string password)
    {
        var faults = Faults(user, password).ToList();
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "password.weak", $"新密码{string.Join("；", faults)}。", InWords, new Citation("GB/T 22239-2019 8.1.4.1 身份鉴别"));
        user.SetPassword(hasher.HashPassword(user, password), mustChange: false, Rules.PasswordHistory, time.Now());
    }

    /// <summary>Sets a password that is good until the person chooses one, and returns it. It is not kept and cannot be shown again.</summary>
    public string SetOneTime(User user)
    {
        var password = Secrets.OneTimePassword();
        user.SetPassword(hasher.HashPassword(user, password), mustChange: true, Rules.PasswordHistory, time.Now());
        return password;
    }

    private IEnumerable<string> Faults(User user, string password)
    {
        if (password.Length < Rules.PasswordMinimumLength) yield return $"不足 {Rules.PasswordMinimumLength} 位";
        if (password.Length > 128) yield return "超过 128 位";
        if (Classes(password) < Rules.PasswordCharacterClasses) yield return $"未包含大写字母、小写字母、数字、符号中的 {Rules.PasswordCharacterClasses} 类";
        if (password.Contains(user.UserName, StringComparison.OrdinalIgnoreCase)) yield return "包含工号";
        var last = user.FormerPasswords.OrderByDescending(former => former.ReplacedAt).Select(former => former.Hash).Prepend(user.PasswordHash)
            .OfType<string>().Take(Rules.PasswordHistory);
        if (last.Any(hash => hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed))
            yield return $"与最近 {Rules.PasswordHistory} 次使用过的密码相同";
    }

    private static int Classes(string password) =>
        (password.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(character => !char.IsAsciiLetterOrDigit(character)) ? 1 : 0);
}
