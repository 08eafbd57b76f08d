using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory.Contract;

/// <summary>What other modules know of an organisation.</summary>
/// <param name="DivisionCode">Where it lies (GB/T 2260, six digits); null where not entered.</param>
public sealed record OrganizationRef(Guid Id, string Name, string ShortName, OrganizationKind Kind, OrganizationLevel Level, string? DivisionCode = null);

/// <summary>Where an organisation is, for those who must go there.</summary>
/// <param name="Location">Null where nobody entered it.</param>
public sealed record OrganizationPlace(Guid Id, string Name, string? Address, string? Phone, GeoPoint? Location);

/// <summary>Organisations by id and name. Names, addresses and telephone numbers are public; everything else about them is not asked here.</summary>
public interface IDirectory
{
    Task<OrganizationRef?> Find(Guid id, CancellationToken ct = default);

    /// <summary>Those that exist of the given ids.</summary>
    Task<IReadOnlyDictionary<Guid, OrganizationRef>> Find(IEnumerable<Guid> ids, CancellationToken ct = default);

    /// <summary>Null where there is none.</summary>
    Task<OrganizationPlace?> Place(Guid id, CancellationToken ct = default);

    /// <summary>By full name, ignoring white space and width.</summary>
    Task<OrganizationRef?> FindByName(string name, CancellationToken ct = default);

    /// <summary>The names of an organisation's active departments.</summary>
    Task<IReadOnlyList<string>> Departments(Guid organization, CancellationToken ct = default);

    /// <summary>All active organisations, by name.</summary>
    Task<IReadOnlyList<OrganizationRef>> All(CancellationToken ct = default);
}
