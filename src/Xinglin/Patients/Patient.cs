using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Patients;

/// <summary>
/// One organisation's registration of a person. What identifies the person beyond name, sex and birth date stands in
/// <see cref="Sealed"/> and is read through <see cref="PatientVault"/>.
/// </summary>
public sealed class Patient : Aggregate
{
    public Patient(Guid id, Guid organizationId, string number, DateTimeOffset registeredAt, string registeredBy)
    {
        Id = id;
        (OrganizationId, Number, RegisteredAt, RegisteredBy) = (organizationId, number, registeredAt, registeredBy);
    }

    public Guid OrganizationId { get; private set; }

    /// <summary>「P2026-000123」, counted by organisation and year.</summary>
    public string Number { get; private set; }
    public string Name { get; private set; } = "";
    public string Initials { get; private set; } = "";
    public AdministrativeSex Sex { get; private set; }
    public DateOnly? BirthDate { get; private set; }
    public bool BirthDateEstimated { get; private set; }
    public IdentityKind IdentityKind { get; private set; }
    public InsuranceKind Insurance { get; private set; }
    public string? InsurancePlace { get; private set; }
    public string? Ethnicity { get; private set; }
    public string? FamilyDoctorTeam { get; private set; }
    public string? GuardianName { get; private set; }
    public string? GuardianRelation { get; private set; }

    /// <summary><see cref="PatientSecrets"/>, sealed for this patient's id.</summary>
    public string Sealed { get; private set; } = "";

    /// <summary>A person compared what contradicts itself with the paper, and keeps it.</summary>
    public bool WarningsConfirmed { get; private set; }
    public DateTimeOffset RegisteredAt { get; private set; }
    public string RegisteredBy { get; private set; }

    public PatientRef Ref => new(Id, OrganizationId, Number, Name, Initials, Sex, BirthDate);

    /// <summary>In the audit trail, which the audit administrator reads, a patient is a number.</summary>
    public AuditSubject Subject => new("patient", Id, Number);

    /// <summary>Too young to consent (个人信息保护法 第三十一条); false where the birth date is not known.</summary>
    public bool IsChildOn(DateOnly day) => BirthDate is { } born && born.AddYears(PatientFacts.ConsentAge) > day;

    internal void Describe(PatientFacts facts, string sealedSecrets, bool warningsConfirmed)
    {
        (Name, Sex, BirthDate, BirthDateEstimated, IdentityKind) = (facts.Name, facts.Sex, facts.BirthDate, facts.BirthDateEstimated && facts.BirthDate is not null, facts.IdentityKind);
        (Insurance, InsurancePlace, Ethnicity, FamilyDoctorTeam) = (facts.Insurance, facts.InsurancePlace, facts.Ethnicity, facts.FamilyDoctorTeam);
        (GuardianName, GuardianRelation) = (facts.GuardianName, facts.GuardianRelation);
        (Sealed, WarningsConfirmed) = (sealedSecrets, warningsConfirmed);
        Initials = Pinyin.Initials(facts.Name);
    }

    /// <summary>Adds to what is kept sealed; what identifies the patient stays.</summary>
    internal void Reseal(string sealedSecrets) => Sealed = sealedSecrets;

    internal PatientFacts Facts(PatientSecrets secrets) => new(
        Name, Sex, BirthDate, IdentityKind, secrets.DocumentNumber, BirthDateEstimated, secrets.Phone, secrets.Address, Insurance, InsurancePlace,
        secrets.HealthRecordNumber, secrets.RecordNumber, secrets.CardNumber, Ethnicity, FamilyDoctorTeam,
        GuardianName, GuardianRelation, secrets.GuardianPhone, secrets.ContactName, secrets.ContactPhone);
}

/// <summary>A name that a patient was registered under before, such as 无名氏 with a date.</summary>
public sealed class FormerName(Guid id, Guid patientId, string name, string initials, IdentityKind identityKind, DateTimeOffset until, string changedBy)
{
    public Guid Id { get; private set; } = id;
    public Guid PatientId { get; private set; } = patientId;
    public string Name { get; private set; } = name;
    public string Initials { get; private set; } = initials;
    public IdentityKind IdentityKind { get; private set; } = identityKind;
    public DateTimeOffset Until { get; private set; } = until;
    public string ChangedBy { get; private set; } = changedBy;
}

/// <summary>How many patients an organisation has registered in a year.</summary>
public sealed class PatientCount(Guid organizationId, int year, int last)
{
    public Guid OrganizationId { get; private set; } = organizationId;
    public int Year { get; private set; } = year;
    public int Last { get; private set; } = last;
}
