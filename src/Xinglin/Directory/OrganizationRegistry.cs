using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

/// <summary>Enters organisations when an installation is set up.</summary>
internal sealed class OrganizationRegistry(XinglinDb db, IDirectory directory) : IOrganizationRegistry
{
    public async Task<Guid> Register(string name, string shortName, OrganizationKind kind, OrganizationLevel level, CancellationToken ct)
    {
        if (await directory.FindByName(name, ct) is not null)
            throw new Refused(RefusalKind.Conflict, "organization.name-taken", $"机构「{name}」已经存在。", "每个机构只填写一次。");
        var organization = new Organization(Guid.CreateVersion7(), name, shortName, kind, level);
        db.Add(organization);
        await db.SaveChangesAsync(ct);
        return organization.Id;
    }
}
