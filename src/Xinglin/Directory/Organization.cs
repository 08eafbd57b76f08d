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
        Initials = InitialsOf(name, shortName);
    }

    /// <summary>Full name as on the licence.</summary>
    public string Name { get; private set; }
    public string ShortName { get; private set; }
    public OrganizationKind Kind { get; private set; }
    public OrganizationLevel Level { get; private set; }

    /// <summary>统一社会信用代码 (GB 32100-2015).</summary>
    public string? CreditCode { get; private set; }

    /// <summary>医疗机构执业许可证登记号 (WS 218-2002).</summary>
    public string? InstitutionCode { get; private set; }

    /// <summary>行政区划代码 (GB/T 2260).</summary>
    public string? DivisionCode { get; private set; }
    public string? Address { get; private set; }
    public string? Phone { get; private set; }
    public string? LegalRepresentative { get; private set; }

    /// <summary><see cref="Platform.Identifiers.GeoPoint"/>, for telling patients how far it is.</summary>
    public string? Location { get; private set; }

    /// <summary>A person compared what its identifiers' check digits contradict with the paper, and keeps it.</summary>
    public bool WarningsConfirmed { get; private set; }
    public bool Active { get; private set; } = true;
    public DateOnly? ClosedOn { get; private set; }
    public string Initials { get; private set; }

    public OrganizationFacts Facts =>
        new(Name, ShortName, Kind, Level, CreditCode, InstitutionCode, DivisionCode, Address, Phone, LegalRepresentative, Location);

    internal void Describe(OrganizationFacts facts, bool warningsConfirmed)
    {
        (Name, ShortName, Kind, Level) = (facts.Name, facts.ShortName, facts.Kind, facts.Level);
        (CreditCode, InstitutionCode, DivisionCode) = (facts.CreditCode, facts.InstitutionCode, facts.DivisionCode);
        (Address, Phone, LegalRepresentative) = (facts.Address, facts.Phone, facts.LegalRepresentative);
        (Location, WarningsConfirmed) = (facts.Location, warningsConfirmed);
        Initials = InitialsOf(Name, ShortName);
    }

    internal void Rename(string name, string shortName)
    {
        (Name, ShortName) = (name, shortName);
        Initials = InitialsOf(name, shortName);
    }

    internal void Close(DateOnly on)
    {
        if (!Active) throw new Refused(RefusalKind.Conflict, "organization.closed", $"机构「{Name}」已经停用。");
        (Active, ClosedOn) = (false, on);
    }

    internal void Reopen() => (Active, ClosedOn) = (true, null);

    private static string InitialsOf(string name, string shortName) => $"{Pinyin.Initials(name)} {Pinyin.Initials(shortName)}".Trim();
}
