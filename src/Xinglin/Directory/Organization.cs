using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Directory;

/// <summary>A hospital, health centre, clinic or authority.</summary>
public sealed class Organization : Aggregate
{
    public Organization(Guid id, string name, string shortName, OrganizationKind kind, OrganizationLevel level)
    {
        Id = id;
        (Name, ShortName, Kind, Level) = (name, shortName, kind, level);
    }

    /// <summary>Full name as on the licence.</summary>
    public string Name { get; private set; }
    public string ShortName { get; private set; }
    public OrganizationKind Kind { get; private set; }
    public OrganizationLevel Level { get; private set; }
    public bool Active { get; private set; } = true;
}
