using Xinglin.Platform;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Sealing;

namespace Xinglin.Patients;

public enum PatientNumberKind { Document, FormerDocument, Phone, HealthRecord, Record, Card }

/// <summary>
/// The blind index of a sealed number: a patient is found by it if the number is known in full, and nobody learns the number from it.
/// </summary>
public sealed class PatientNumber(Guid patientId, Guid organizationId, PatientNumberKind kind, string index)
{
    public Guid PatientId { get; private set; } = patientId;
    public Guid OrganizationId { get; private set; } = organizationId;
    public PatientNumberKind Kind { get; private set; } = kind;
    public string Index { get; private set; } = index;
}

/// <summary>Which numbers of a patient can be searched for, and when two count as the same.</summary>
public static class PatientNumbers
{
    /// <summary>Half width, upper case, without white space and the strokes that people put between groups.</summary>
    public static string Normal(string text) =>
        string.Concat(text.Compatible().Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '—' or '–' or '·'))).ToUpperInvariant();

    /// <summary>The indexes of everything that the text can mean.</summary>
    internal static string[] Candidates(DataKey key, string text) =>
        [.. Enum.GetValues<PatientNumberKind>().Select(kind => Index(key, kind, text)).Distinct()];

    internal static IEnumerable<PatientNumber> Of(DataKey key, Guid patient, Guid organization, PatientSecrets secrets)
    {
        List<(PatientNumberKind Kind, string? Number)> numbers =
        [
            (PatientNumberKind.Document, secrets.DocumentNumber), (PatientNumberKind.Phone, secrets.Phone), (PatientNumberKind.Phone, secrets.GuardianPhone),
            (PatientNumberKind.Phone, secrets.ContactPhone), (PatientNumberKind.HealthRecord, secrets.HealthRecordNumber),
            (PatientNumberKind.Record, secrets.RecordNumber), (PatientNumberKind.Card, secrets.CardNumber),
            .. secrets.FormerNumbers.Select(number => (PatientNumberKind.FormerDocument, (string?)number))
        ];
        return numbers.Where(number => !string.IsNullOrEmpty(number.Number))
            .Select(number => (number.Kind, Index: Index(key, number.Kind, number.Number!))).Distinct()
            .Select(number => new PatientNumber(patient, organization, number.Kind, number.Index));
    }

    internal static string Index(DataKey key, PatientNumberKind kind, string number) => key.Index(
        kind == PatientNumberKind.FormerDocument ? nameof(PatientNumberKind.Document) : kind.ToString(),
        kind == PatientNumberKind.Phone && PhoneNumber.Parse(number).Value is { } phone ? Normal(phone.Value) : Normal(number));
}
