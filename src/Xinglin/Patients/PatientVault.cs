using System.Globalization;
using Xinglin.Platform.Sealing;

namespace Xinglin.Patients;

/// <summary>Opens and seals what identifies a patient.</summary>
public sealed class PatientVault(DataKey key)
{
    public PatientSecrets Open(Patient patient) => PatientSecrets.Read(key.Open(patient.Id, patient.Sealed));

    public string Seal(Guid patient, PatientSecrets secrets) => key.Seal(patient, secrets.Write());

    internal IEnumerable<PatientNumber> Numbers(Patient patient, PatientSecrets secrets) => PatientNumbers.Of(key, patient.Id, patient.OrganizationId, secrets);

    /// <summary>The indexes under which a number that somebody typed would be kept, whatever kind it is.</summary>
    public string[] Indexes(string text) => PatientNumbers.Candidates(key, text);

    /// <summary>A key by which registrations are brought together for comparing: half of a blind index, which is enough and half as large.</summary>
    internal long BlockKey(string pass, string value) => long.Parse(key.Index($"block:{pass}", value).AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public string Index(PatientNumberKind kind, string number) => PatientNumbers.Index(key, kind, number);
}
