using Xinglin.Directory.Contract;

namespace Xinglin.Directory;

/// <summary>The filter as it stands in the address of the list and of its export.</summary>
internal static class OrganizationFilterReading
{
    public static OrganizationFilter From(string? q, string? kind, string? level, string? state, string? sort) => new(
        q,
        Enum.TryParse<OrganizationKind>(kind, out var chosenKind) && Enum.IsDefined(chosenKind) ? chosenKind : null,
        Enum.TryParse<OrganizationLevel>(level, out var chosenLevel) && Enum.IsDefined(chosenLevel) ? chosenLevel : null,
        state switch { "all" => null, "closed" => false, _ => true },
        sort);
}
