using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>Answers other modules' questions about organisations.</summary>
internal sealed class OrganizationDirectory(XinglinDb db) : IDirectory
{
    private IQueryable<OrganizationRef> Refs => db.Set<Organization>().AsNoTracking()
        .Where(organization => organization.Active)
        .OrderBy(organization => organization.Name)
        .Select(organization => new OrganizationRef(organization.Id, organization.Name, organization.ShortName, organization.Kind, organization.Level, organization.DivisionCode));

    public Task<OrganizationRef?> Find(Guid id, CancellationToken ct) =>
        db.Set<Organization>().AsNoTracking().Where(organization => organization.Id == id)
            .Select(organization => new OrganizationRef(organization.Id, organization.Name, organization.ShortName, organization.Kind, organization.Level, organization.DivisionCode))
            .FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyDictionary<Guid, OrganizationRef>> Find(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToArray();
        return await db.Set<Organization>().AsNoTracking().Where(organization => EF.Parameter(wanted).Contains(organization.Id))
            .Select(organization => new OrganizationRef(organization.Id, organization.Name, organization.ShortName, organization.Kind, organization.Level, organization.DivisionCode))
            .ToDictionaryAsync(organization => organization.Id, ct);
    }

    public async Task<OrganizationPlace?> Place(Guid id, CancellationToken ct) =>
        await db.Set<Organization>().AsNoTracking().FirstOrDefaultAsync(organization => organization.Id == id, ct) is { } one
            ? new(one.Id, one.Name, one.Address, one.Phone, GeoPoint.Parse(one.Location).Value)
            : null;

    public async Task<OrganizationRef?> FindByName(string name, CancellationToken ct)
    {
        var wanted = Plain(name);
        return (await All(ct)).FirstOrDefault(organization => Plain(organization.Name) == wanted);
    }

    public async Task<IReadOnlyList<OrganizationRef>> All(CancellationToken ct) =>
        [.. (await Refs.ToListAsync(ct)).OrderBy(organization => organization.Name, StringComparer.Ordinal)];

    public async Task<IReadOnlyList<string>> Departments(Guid organization, CancellationToken ct) =>
        await db.Set<Department>().AsNoTracking().Where(department => department.OrganizationId == organization && department.Active)
            .OrderBy(department => department.Name).Select(department => department.Name).ToListAsync(ct);

    private static string Plain(string name) =>
        string.Concat(name.Compatible().Where(character => !char.IsWhiteSpace(character)));
}
