using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

public sealed record SetupOrganization(string Name, string ShortName, OrganizationKind Kind, OrganizationLevel Level);

public sealed record SetupPerson(string UserName, string DisplayName);

public sealed record SetupRequest(
    string Code, SetupOrganization Lead, IReadOnlyList<SetupOrganization> Members,
    SetupPerson System, string SystemPassword, SetupPerson Security, SetupPerson Audit, SetupPerson Office);

/// <param name="Password">Shown once; not kept.</param>
public sealed record SetupAccount(string UserName, string DisplayName, string Role, string Password);

/// <summary>The first run: the lead, its members and the first four accounts, all or nothing and only once.</summary>
internal sealed class SetupDesk(XinglinDb db, IOrganizationRegistry organizations, PasswordRules passwords, IAuditTrail audit, TimeProvider time)
{
    public Task<bool> IsDone(CancellationToken ct) => db.Set<Installation>().AnyAsync(installation => installation.SetUpAt != null, ct);

    /// <summary>The code to be shown in the terminal; null once set up. Every node of a cluster shows the same.</summary>
    public async Task<string?> Code(CancellationToken ct)
    {
        if (await db.Set<Installation>().AsNoTracking().SingleOrDefaultAsync(ct) is { } existing) return existing.SetupCode;
        var installation = new Installation(Secrets.SetupCode());
        db.Add(installation);
        try
        {
            await db.SaveChangesAsync(ct);
            return installation.SetupCode;
        }
        catch (Refused refused) when (refused.Code == XinglinDb.Taken)
        {
            // Another node of the cluster was faster; its code counts.
            db.ChangeTracker.Clear();
            return (await db.Set<Installation>().AsNoTracking().SingleAsync(ct)).SetupCode;
        }
    }

    /// <returns>The accounts that were given one-time passwords.</returns>
    /// <exception cref="Refused">Wrong code, already set up, or something that was entered cannot be used.</exception>
    public async Task<IReadOnlyList<SetupAccount>> SetUp(SetupRequest request, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var installation = await db.Set<Installation>().SingleOrDefaultAsync(ct);
        if (installation is not { SetUpAt: null, SetupCode: { } code }) throw Done();
        if (!Same(code, request.Code))
            throw new Refused(RefusalKind.Forbidden, "setup.wrong-code", "安装码不正确。", "安装码显示在启动程序的终端或日志中，形如 K7QF-2M9X-TR4D。");
        installation.Complete(time.Now());
        try { await db.SaveChangesAsync(ct); }
        catch (Refused refused) when (refused.Code == "overtaken") { throw Done(); }

        var lead = await Register(request.Lead, ct);
        foreach (var member in request.Members) await Register(member, ct);
        passwords.Set(Add(request.System, lead, Role.SystemAdministrator), request.SystemPassword);
        var accounts = new[]
            {
                (request.Security, Role.SecurityAdministrator), (request.Audit, Role.AuditAdministrator), (request.Office, Role.ConsortiumOffice)
            }
            .Select(wanted => new SetupAccount(wanted.Item1.UserName, wanted.Item1.DisplayName, wanted.Item2, passwords.SetOneTime(Add(wanted.Item1, lead, wanted.Item2))))
            .ToList();
        audit.Record("installation.set-up", new AuditSubject("installation", installation.Id, request.Lead.Name), $"成员机构 {request.Members.Count} 家");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return accounts;
    }

    private User Add(SetupPerson person, Guid organization, string role)
    {
        var user = new User(Guid.CreateVersion7(), person.UserName, person.DisplayName, null, time.Now());
        if (db.Set<User>().Local.Any(other => other.NormalizedUserName == user.NormalizedUserName))
            throw new Refused(RefusalKind.Invalid, "user.name-taken", $"工号「{user.UserName}」填写了两次。", "四个账号须由不同人员使用，工号不能相同。", RoleExclusion.Source);
        user.Assign(organization, role);
        db.Add(user);
        return user;
    }

    private Task<Guid> Register(SetupOrganization wanted, CancellationToken ct) =>
        organizations.Register(wanted.Name, wanted.ShortName, wanted.Kind, wanted.Level, ct);

    private static bool Same(string code, string typed)
    {
        static byte[] Plain(string text) => Encoding.UTF8.GetBytes(string.Concat(
            text.Compatible().Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());
        return CryptographicOperations.FixedTimeEquals(Plain(code), Plain(typed));
    }

    private static Refused Done() =>
        new(RefusalKind.Conflict, "setup.done", "系统已经完成初始设置，不能再次设置。", "如果不是您完成的，请立即联系系统管理员核对审计记录；否则请直接登录。");
}
