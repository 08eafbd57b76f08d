using Xinglin.Platform;

namespace Xinglin.Directory;

/// <summary>
/// Who may change what: a 系统管理员 manages all organisations; the 医联体办公室 manages departments, staff and hotlines of its own.
/// Looking up organisations, departments and published numbers is open to everyone who is signed in.
/// </summary>
internal static class DirectoryScope
{
    public static bool MayManageOrganizations(this CurrentUser user) => user.Is(Role.SystemAdministrator);

    public static bool MayManage(this CurrentUser user, Guid organization) =>
        user.Is(Role.SystemAdministrator) || (user.Is(Role.ConsortiumOffice) && user.OrganizationId == organization);

    public static bool MaySeeStaffContacts(this CurrentUser user, Guid organization) =>
        user.Is(Role.SystemAdministrator) || user.OrganizationId == organization;

    public static void MustManageOrganizations(this CurrentUser user, string act) => user.Require(act, Role.SystemAdministrator);

    /// <exception cref="Refused">The person has not the role, or it is another organisation.</exception>
    public static void MustManage(this CurrentUser user, Guid organization, string act)
    {
        user.Require(act, Role.SystemAdministrator, Role.ConsortiumOffice);
        if (!user.MayManage(organization))
            throw new Refused(RefusalKind.Forbidden, "directory.other-organization", $"您只能为本机构{act}。", "请联系该机构的医联体办公室，或由系统管理员办理。");
    }
}
