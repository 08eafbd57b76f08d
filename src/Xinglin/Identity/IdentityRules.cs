namespace Xinglin.Identity;

/// <summary>
/// Parameters of signing in, set under <c>Xinglin:Identity</c>. GB/T 22239-2019 (等保 2.0 三级, 身份鉴别) asks for unique names,
/// complex passwords that change regularly, handling of failures, sign-out when idle and a second factor; it leaves the numbers
/// to the operator. The defaults are what hospitals commonly write into their own rules.
/// </summary>
public sealed class IdentityRules
{
    public const string Section = "Xinglin:Identity";

    /// <summary>Characters a password has at least (8.1.4.1 a, common practice).</summary>
    public int PasswordMinimumLength { get; set; } = 8;

    /// <summary>How many of upper case, lower case, digit and symbol a password mixes (8.1.4.1 a, common practice).</summary>
    public int PasswordCharacterClasses { get; set; } = 3;

    /// <summary>How many of the last passwords, the present one included, may not be used again (common practice).</summary>
    public int PasswordHistory { get; set; } = 5;

    /// <summary>Days after which a password must be changed; 0 for never (8.1.4.1 a, common practice).</summary>
    public int PasswordValidDays { get; set; } = 90;

    /// <summary>Failures in a row that lock an account for a while (8.1.4.1 b, common practice).</summary>
    public int LockOutAfter { get; set; } = 5;

    /// <summary>How long such a lock lasts, in minutes (8.1.4.1 b, common practice: 15 to 30).</summary>
    public int LockOutMinutes { get; set; } = 15;

    /// <summary>Minutes without a request after which a session ends (8.1.4.1 b, common practice: 15 to 30).</summary>
    public int IdleMinutes { get; set; } = 20;

    /// <summary>Hours after which a session ends even when in use; longer than a shift.</summary>
    public int SessionHours { get; set; } = 12;

    /// <summary>Whether the three administrators must use a second factor (8.1.4.1 d).</summary>
    public bool SecondFactorForAdministrators { get; set; } = true;

    /// <summary>How many one-time recovery codes a person gets.</summary>
    public int RecoveryCodes { get; set; } = 10;

    /// <summary>Attempts to sign in, or to set up, that one network address may make in a minute; a hospital may share one address.</summary>
    public int AttemptsPerMinute { get; set; } = 30;
}
