using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>Answers other modules' questions about organisations.</summary>
internal sealed class OrganizationDirectory(XinglinDb db) : IDirectory
{
    private static readonly CompiledQuery<Func<XinglinDb, Guid[], IAsyncEnumerable<OrganizationRef>>> ById = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] ids) =>
        db.Set<Organization>().AsNoTracking().Where(organization => ids.Contains(organization.Id))
            .Select(organization => new OrganizationRef(organization.Id, organization.Name, organization.ShortName, organization.Kind, organization.Level, organization.DivisionCode))));

    private IQueryable<OrganizationRef> Refs => db.Set<Organization>().AsNoTracking()
        .Where(organization => organization.Active)
        .OrderBy(organization => organization.Name)
        .Select(organization => new OrganizationRef(organization.Id, organization.Name, organization.ShortName, organization.Kind, organization.Level, organization.DivisionCode));

    public async Task<OrganizationRef?> Find(Guid id, CancellationToken ct) => (await Find([id], ct)).GetValueOrDefault(id);

    public async Task<IReadOnlyDictionary<Guid, OrganizationRef>> Find(IEnumerable<Guid> ids, CancellationToken ct) =>
        await ById.On(db)(db, [.. ids.Distinct()]).ToDictionaryAsync(organization => organization.Id, cancellationToken: ct);

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
