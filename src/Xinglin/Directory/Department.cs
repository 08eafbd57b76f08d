using Xinglin.Platform;

namespace Xinglin.Directory;

/// <summary>A department of an organisation; its name is unique there.</summary>
public sealed class Department : Aggregate
{
    public Department(Guid id, Guid organizationId, string name)
    {
        Id = id;
        (OrganizationId, Name) = (organizationId, name);
        Initials = Pinyin.Initials(name);
    }

    public Guid OrganizationId { get; private init; }
    public string Name { get; private set; }
    public string? Code { get; private set; }
    public DepartmentKind Kind { get; private set; }
    public string? Phone { get; private set; }
    public bool Active { get; private set; } = true;
    public string Initials { get; private set; }

    public DepartmentFacts Facts => new(Name, Code, Kind, Phone);

    internal void Describe(DepartmentFacts facts)
    {
        (Name, Code, Kind, Phone) = (facts.Name, facts.Code, facts.Kind, facts.Phone);
        Initials = Pinyin.Initials(Name);
    }

    internal void SetActive(bool active) => Active = active;
}
