using Xinglin.Platform;

namespace Xinglin.Directory;

/// <summary>A physician, nurse or other person who works for an organisation. Telephone and licence are shown within the own organisation only; the licence also on what a physician signs for others.</summary>
public sealed class StaffMember : Aggregate
{
    public StaffMember(Guid id, Guid organizationId, string name)
    {
        Id = id;
        (OrganizationId, Name) = (organizationId, name);
        Initials = Pinyin.Initials(name);
    }

    public Guid OrganizationId { get; private init; }
    public Guid? DepartmentId { get; private set; }
    public string Name { get; private set; }
    public Sex Sex { get; private set; }
    public ProfessionalTitle Title { get; private set; }
    public LicenceKind LicenceKind { get; private set; }
    public string? LicenceNumber { get; private set; }
    public bool WarningsConfirmed { get; private set; }
    public string? Phone { get; private set; }
    public bool Active { get; private set; } = true;
    public string Initials { get; private set; }

    public StaffFacts Facts => new(Name, Sex, Title, LicenceKind, LicenceNumber, DepartmentId, Phone);

    internal void Describe(StaffFacts facts, bool warningsConfirmed)
    {
        (Name, Sex, Title, DepartmentId) = (facts.Name, facts.Sex, facts.Title, facts.DepartmentId);
        (LicenceKind, LicenceNumber, Phone) = (facts.LicenceKind, facts.LicenceNumber, facts.Phone);
        WarningsConfirmed = warningsConfirmed;
        Initials = Pinyin.Initials(Name);
    }

    internal void SetActive(bool active) => Active = active;
}
