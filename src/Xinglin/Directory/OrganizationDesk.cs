using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>Registering organisations and keeping what is known of them right.</summary>
public sealed class OrganizationDesk(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public async Task<Guid> Register(OrganizationFacts facts, bool warningsConfirmed, CancellationToken ct = default)
    {
        user.MustManageOrganizations("登记机构");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed);
        var organization = new Organization(Guid.CreateVersion7(), clean.Name, clean.ShortName, clean.Kind, clean.Level);
        await MustBeUnique(organization.Id, clean, ct);
        organization.Describe(clean, check.Warnings.Count > 0);
        db.Add(organization);
        Record("organization.registered", organization, check);
        await db.SaveChangesAsync(ct);
        return organization.Id;
    }

    /// <param name="seenVersion">The version that the form was filled from.</param>
    public async Task Change(Guid id, int? seenVersion, OrganizationFacts facts, bool warningsConfirmed, CancellationToken ct = default)
    {
        user.MustManageOrganizations("修改机构资料");
        var organization = await Get(id, ct);
        organization.MustBeAt(seenVersion, $"机构「{organization.Name}」");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed);
        await MustBeUnique(id, clean, ct);
        organization.Describe(clean, check.Warnings.Count > 0);
        Record("organization.changed", organization, check);
        await db.SaveChangesAsync(ct);
    }

    public async Task Rename(Guid id, string name, string shortName, CancellationToken ct = default)
    {
        user.MustManageOrganizations("更改机构名称");
        var organization = await Get(id, ct);
        var (clean, check) = (organization.Facts with { Name = name, ShortName = shortName }).Examine();
        check.MustPass(warningsConfirmed: organization.WarningsConfirmed);
        await MustBeUnique(id, clean, ct);
        var before = organization.Name;
        organization.Rename(clean.Name, clean.ShortName);
        audit.Record("organization.renamed", Subject(organization), $"原名称：{before}");
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The organisation is no longer offered anywhere; what was done with it stays readable.</summary>
    public async Task Close(Guid id, CancellationToken ct = default)
    {
        user.MustManageOrganizations("停用机构");
        var organization = await Get(id, ct);
        organization.Close(time.Today());
        audit.Record("organization.closed", Subject(organization));
        await db.SaveChangesAsync(ct);
    }

    public async Task Reopen(Guid id, CancellationToken ct = default)
    {
        user.MustManageOrganizations("恢复机构");
        var organization = await Get(id, ct);
        organization.Reopen();
        audit.Record("organization.reopened", Subject(organization));
        await db.SaveChangesAsync(ct);
    }

    private async Task<Organization> Get(Guid id, CancellationToken ct) =>
        await db.Set<Organization>().FirstOrDefaultAsync(organization => organization.Id == id, ct) ?? throw Refused.NotFound("这个机构");

    private async Task MustBeUnique(Guid id, OrganizationFacts facts, CancellationToken ct)
    {
        var others = db.Set<Organization>().Where(organization => organization.Id != id);
        if (await others.AnyAsync(organization => organization.Name == facts.Name, ct))
            throw new Refused(RefusalKind.Conflict, "organization.name-taken", $"机构「{facts.Name}」已经登记过。", "请在机构列表中搜索并修改原有记录。");
        if (facts.CreditCode is { } code && await others.Where(organization => organization.CreditCode == code).Select(organization => organization.Name).FirstOrDefaultAsync(ct) is { } owner)
            throw new Refused(RefusalKind.Conflict, "organization.credit-code-taken", $"统一社会信用代码 {code} 已登记在「{owner}」名下。", "请核对证照原件。");
    }

    private void Record(string action, Organization organization, Check check) =>
        audit.Record(action, Subject(organization), check.Warnings.Count > 0 ? $"已核对并按此登记：{string.Join("；", check.Warnings)}" : null);

    private static AuditSubject Subject(Organization organization) => new("organization", organization.Id, organization.Name);
}
