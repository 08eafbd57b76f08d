using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

/// <summary>Enters organisations when an installation is set up, before there is anybody who could hold a role.</summary>
internal sealed class OrganizationRegistry(XinglinDb db, IDirectory directory) : IOrganizationRegistry
{
    public async Task<Guid> Register(string name, string shortName, OrganizationKind kind, OrganizationLevel level, CancellationToken ct)
    {
        var (clean, check) = new OrganizationFacts(name, shortName, kind, level).Examine();
        check.MustPass(warningsConfirmed: false);
        if (await directory.FindByName(clean.Name, ct) is not null)
            throw new Refused(RefusalKind.Conflict, "organization.name-taken", $"机构「{clean.Name}」已经存在。", "每个机构只填写一次。");
        var organization = new Organization(Guid.CreateVersion7(), clean.Name, clean.ShortName, kind, level);
        db.Add(organization);
        await db.SaveChangesAsync(ct);
        return organization.Id;
    }
}
