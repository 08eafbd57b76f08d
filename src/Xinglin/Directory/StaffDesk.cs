using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>The people who work for an organisation.</summary>
public sealed class StaffDesk(XinglinDb db, CurrentUser user, IAuditTrail audit)
{
    public async Task<Guid> Add(Guid organization, StaffFacts facts, bool warningsConfirmed, CancellationToken ct = default)
    {
        user.MustManage(organization, "登记人员");
        if (!await db.Set<Organization>().AnyAsync(one => one.Id == organization, ct)) throw Refused.NotFound("这个机构");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed);
        var person = new StaffMember(Guid.CreateVersion7(), organization, clean.Name);
        await MustFit(person, clean, ct);
        person.Describe(clean, check.Warnings.Count > 0);
        db.Add(person);
        Record("staff.added", person, check);
        await db.SaveChangesAsync(ct);
        return person.Id;
    }

    public async Task Change(Guid id, int? seenVersion, StaffFacts facts, bool active, bool warningsConfirmed, CancellationToken ct = default)
    {
        var person = await db.Set<StaffMember>().FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("这个人员");
        user.MustManage(person.OrganizationId, "修改人员");
        person.MustBeAt(seenVersion, $"人员「{person.Name}」");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed);
        await MustFit(person, clean, ct);
        person.Describe(clean, check.Warnings.Count > 0);
        person.SetActive(active);
        Record("staff.changed", person, check);
        await db.SaveChangesAsync(ct);
    }

    private async Task MustFit(StaffMember person, StaffFacts facts, CancellationToken ct)
    {
        if (facts.DepartmentId is { } department &&
            !await db.Set<Department>().AnyAsync(one => one.Id == department && one.OrganizationId == person.OrganizationId, ct))
            throw Refused.NotFound("所选科室");
        if (facts.LicenceNumber is { } number && await db.Set<StaffMember>().AnyAsync(
                one => one.Id != person.Id && one.OrganizationId == person.OrganizationId && one.LicenceKind == facts.LicenceKind && one.LicenceNumber == number, ct))
            throw new Refused(RefusalKind.Conflict, "staff.licence-taken", $"证书编号 {number} 已登记给本机构的其他人员。", "请核对证书原件。");
    }

    private void Record(string action, StaffMember person, Check check) =>
        audit.Record(action, new("staff", person.Id, person.Name), check.Warnings.Count > 0 ? $"已核对并按此登记：{string.Join("；", check.Warnings)}" : null);
}
