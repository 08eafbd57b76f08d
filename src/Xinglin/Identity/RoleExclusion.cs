using Xinglin.Platform;

namespace Xinglin.Identity;

/// <summary>
/// The three administrators exclude each other and every business role for one person, whatever the organisation
/// (GB/T 22239-2019, 8.1.5, separation of system, security and audit administration).
/// </summary>
public static class RoleExclusion
{
    public static readonly Citation Source = new("GB/T 22239-2019 三员分立", "系统管理员、安全管理员、审计管理员互不兼任，也不兼任业务岗位。");

    /// <summary>The role among <paramref name="held"/> that forbids <paramref name="wanted"/>; null where none does.</summary>
    public static string? Conflict(IEnumerable<string> held, string wanted) => held.FirstOrDefault(role =>
        role != wanted && (Role.IsAdministrator(role) || Role.IsAdministrator(wanted)));

    /// <exception cref="Refused">One person may not hold both.</exception>
    public static void Check(IEnumerable<string> held, string wanted)
    {
        if (Conflict(held, wanted) is { } other)
            throw new Refused(RefusalKind.Conflict, "user.roles-exclude",
                $"「{Role.Names[wanted]}」与该人员已有的「{Role.Names[other]}」不能由同一人担任。",
                "请撤销原岗位后再授予，或为另一位人员授予该岗位。", Source);
    }
}
