using System.Security.Cryptography;
using System.Text;
using Xinglin.Platform;

namespace Xinglin.Identity;

/// <summary>What a person must do before the program lets them work.</summary>
public enum Obligation { ChangePassword, SetUpSecondFactor, ChooseOrganization }

/// <summary>
/// A person's account. Anything that takes rights away or replaces a secret renews <see cref="SecurityStamp"/>, which ends the
/// sessions that were opened before.
/// </summary>
public sealed class User : Aggregate
{
    private readonly List<Assignment> assignments = [];
    private readonly List<FormerPassword> formerPasswords = [];
    private readonly List<RecoveryCode> recoveryCodes = [];

    public User(Guid id, string userName, string displayName, string? phone, DateTimeOffset createdAt)
    {
        Id = id;
        (UserName, DisplayName, Phone, CreatedAt) = (userName.Trim(), displayName.Trim(), phone, createdAt);
        NormalizedUserName = Normalize(userName);
        Initials = Pinyin.Initials(DisplayName);
        RenewStamp();
    }

    /// <summary>工号; unique without regard to case and width.</summary>
    public string UserName { get; private set; }
    public string NormalizedUserName { get; private set; }
    public string DisplayName { get; private set; }

    /// <summary>Of the name, for search; null on an account of an older version until <see cref="UserInitials"/> has run.</summary>
    public string? Initials { get; private set; }
    public string? Phone { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastSignInAt { get; private set; }

    public string? PasswordHash { get; private set; }
    public DateTimeOffset? PasswordSetAt { get; private set; }
    public bool MustChangePassword { get; private set; }
    public string SecurityStamp { get; private set; } = "";

    /// <summary>Failures in a row; counted in the database, so that attempts at the same time all count.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>Until when failures have locked the account.</summary>
    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>Why a security administrator locked the account; null where it is not locked by one.</summary>
    public string? LockReason { get; private set; }
    public bool Locked => LockReason is not null;

    /// <summary>The shared secret of RFC 6238, encrypted by the key ring. Present but not <see cref="SecondFactorOn"/> while being set up.</summary>
    public string? AuthenticatorKey { get; private set; }
    public bool SecondFactorOn { get; private set; }

    /// <summary>The last time step whose code was used; a code is good once (RFC 6238 section 5.2).</summary>
    public long? LastTotpStep { get; private set; }

    /// <summary>An account of the demonstration consortium, free of forced changes and of the second factor.</summary>
    public bool Demonstration { get; private init; }

    public IReadOnlyList<Assignment> Assignments => assignments;
    public IReadOnlyList<FormerPassword> FormerPasswords => formerPasswords;
    public IReadOnlyList<RecoveryCode> RecoveryCodes => recoveryCodes;

    public static User ForDemonstration(string userName, string displayName, string passwordHash, DateTimeOffset at) =>
        new(Guid.CreateVersion7(), userName, displayName, null, at) { Demonstration = true, PasswordHash = passwordHash, PasswordSetAt = at };

    public static string Normalize(string userName) => userName.Compatible().Trim().ToUpperInvariant();

    public bool Holds(string role) => assignments.Any(assignment => assignment.Role == role);

    public IReadOnlySet<string> RolesIn(Guid organization) =>
        assignments.Where(assignment => assignment.OrganizationId == organization).Select(assignment => assignment.Role).ToHashSet();

    /// <summary>Gives a role in an organisation; giving it twice changes nothing.</summary>
    /// <exception cref="Refused">A role held anywhere excludes it, see <see cref="RoleExclusion"/>.</exception>
    public void Assign(Guid organization, string role)
    {
        if (!Role.Names.ContainsKey(role)) throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role.");
        RoleExclusion.Check(assignments.Select(assignment => assignment.Role), role);
        if (RolesIn(organization).Contains(role)) return;
        assignments.Add(new Assignment(Id, organization, role));
        RenewStamp();
    }

    public void Withdraw(Guid organization, string role)
    {
        if (assignments.RemoveAll(assignment => assignment.OrganizationId == organization && assignment.Role == role) > 0) RenewStamp();
    }

    public void Describe(string displayName, string? phone)
    {
        (DisplayName, Phone) = (displayName.Trim(), phone);
        Initials = Pinyin.Initials(DisplayName);
    }

    public void Lock(string reason)
    {
        LockReason = reason;
        RenewStamp();
    }

    /// <summary>Lifts the lock of an administrator and that of failed attempts.</summary>
    public void Unlock()
    {
        LockReason = null;
        ForgetFailures();
    }

    internal void ForgetFailures() => (LockedUntil, FailedAttempts) = (null, 0);

    /// <param name="remember">How many passwords, the new one included, may not come again.</param>
    internal void SetPassword(string hash, bool mustChange, int remember, DateTimeOffset at)
    {
        if (PasswordHash is { } former) formerPasswords.Add(new FormerPassword(Guid.CreateVersion7(), Id, former, at));
        foreach (var old in formerPasswords.OrderByDescending(password => password.ReplacedAt).Skip(Math.Max(0, remember - 1)).ToList())
            formerPasswords.Remove(old);
        (PasswordHash, PasswordSetAt, MustChangePassword) = (hash, at, mustChange);
        RenewStamp();
    }

    internal void BeginSecondFactor(string encryptedKey) =>
        (AuthenticatorKey, SecondFactorOn, LastTotpStep) = (encryptedKey, false, null);

    internal void TurnSecondFactorOn(long step, IEnumerable<string> codes)
    {
        (SecondFactorOn, LastTotpStep) = (true, step);
        ReplaceRecoveryCodes(codes);
        RenewStamp();
    }

    internal void ReplaceRecoveryCodes(IEnumerable<string> codes)
    {
        recoveryCodes.Clear();
        recoveryCodes.AddRange(codes.Select(code => new RecoveryCode(Id, RecoveryCode.HashOf(code))));
    }

    internal void TurnSecondFactorOff()
    {
        (AuthenticatorKey, SecondFactorOn, LastTotpStep) = (null, false, null);
        recoveryCodes.Clear();
        RenewStamp();
    }

    internal bool NeedsSecondFactor(IdentityRules rules) =>
        !Demonstration && rules.SecondFactorForAdministrators && assignments.Any(assignment => Role.IsAdministrator(assignment.Role));

    /// <summary>The first thing that stands between this person and work; null where nothing does.</summary>
    internal Obligation? Owes(IdentityRules rules, Guid? chosenOrganization, DateTimeOffset now)
    {
        var expired = rules.PasswordValidDays > 0 && PasswordSetAt is { } set && now - set >= TimeSpan.FromDays(rules.PasswordValidDays);
        if (MustChangePassword || (expired && !Demonstration)) return Obligation.ChangePassword;
        if (NeedsSecondFactor(rules) && !SecondFactorOn) return Obligation.SetUpSecondFactor;
        return chosenOrganization is null ? Obligation.ChooseOrganization : null;
    }

    private void RenewStamp() => SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
}

/// <summary>A password that was used before, kept as a hash so that it is not used again soon.</summary>
public sealed class FormerPassword
{
    internal FormerPassword(Guid id, Guid userId, string hash, DateTimeOffset replacedAt) =>
        (Id, UserId, Hash, ReplacedAt) = (id, userId, hash, replacedAt);

    public Guid Id { get; private set; }
    public Guid UserId { get; private set; }
    public string Hash { get; private set; }
    public DateTimeOffset ReplacedAt { get; private set; }
}

/// <summary>Stands in once for a lost authenticator. Only its hash is kept; 50 random bits need no slow hash.</summary>
public sealed class RecoveryCode
{
    internal RecoveryCode(Guid userId, string hash) => (UserId, Hash) = (userId, hash);

    public Guid UserId { get; private set; }
    public string Hash { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Case, blanks and hyphens do not matter.</summary>
    public static string HashOf(string code)
    {
        var plain = string.Concat(code.Compatible().Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(plain)));
    }
}
