using Xinglin.Patients.Contract;

namespace Xinglin.Patients;

/// <summary>An organisation may see a patient of another one because a case came to it.</summary>
public sealed class PatientShare(Guid id, Guid patientId, Guid organizationId, PatientPurpose purpose, Guid caseId, Guid? consentId, DateTimeOffset since)
{
    public Guid Id { get; private set; } = id;
    public Guid PatientId { get; private set; } = patientId;
    public Guid OrganizationId { get; private set; } = organizationId;
    public PatientPurpose Purpose { get; private set; } = purpose;
    public Guid CaseId { get; private set; } = caseId;
    public Guid? ConsentId { get; private set; } = consentId;
    public DateTimeOffset Since { get; private set; } = since;
    public DateTimeOffset? Until { get; private set; }

    internal void End(DateTimeOffset at) => Until = at;
}
