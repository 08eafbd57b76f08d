using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

/// <summary>The departments of an organisation.</summary>
public sealed class DepartmentDesk(XinglinDb db, CurrentUser user, IAuditTrail audit)
{
    public async Task<Guid> Add(Guid organization, DepartmentFacts facts, CancellationToken ct = default)
    {
        user.MustManage(organization, "登记科室");
        if (!await db.Set<Organization>().AnyAsync(one => one.Id == organization, ct)) throw Refused.NotFound("这个机构");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed: true);
        await MustBeUnique(Guid.Empty, organization, clean.Name, ct);
        var department = new Department(Guid.CreateVersion7(), organization, clean.Name);
        department.Describe(clean);
        db.Add(department);
        audit.Record("department.added", Subject(department));
        await db.SaveChangesAsync(ct);
        return department.Id;
    }

    public async Task Change(Guid id, int? seenVersion, DepartmentFacts facts, bool active, CancellationToken ct = default)
    {
        var department = await db.Set<Department>().FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("这个科室");
        user.MustManage(department.OrganizationId, "修改科室");
        department.MustBeAt(seenVersion, $"科室「{department.Name}」");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed: true);
        await MustBeUnique(id, department.OrganizationId, clean.Name, ct);
        department.Describe(clean);
        department.SetActive(active);
        audit.Record("department.changed", Subject(department));
        await db.SaveChangesAsync(ct);
    }

    private async Task MustBeUnique(Guid id, Guid organization, string name, CancellationToken ct)
    {
        if (await db.Set<Department>().AnyAsync(one => one.Id != id && one.OrganizationId == organization && one.Name == name, ct))
            throw new Refused(RefusalKind.Conflict, "department.name-taken", $"本机构已有科室「{name}」。", "请修改原有科室，或换一个名称。");
    }

    private static AuditSubject Subject(Department department) => new("department", department.Id, department.Name);
}
