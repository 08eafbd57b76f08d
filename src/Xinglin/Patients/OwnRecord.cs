using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Patients;

/// <summary>Answers for the patient's own view.</summary>
internal sealed class OwnRecord(XinglinDb db, PatientVault vault, ConsentDesk desk, IDirectory directory, TimeProvider time) : IOwnRecord
{
    private const int Tail = 4;

    public async Task<OwnCard> Card(Guid patientId, CancellationToken ct)
    {
        var (patient, secrets) = await Open(patientId, ct);
        return new(patient.Id, patient.OrganizationId, patient.Number, patient.Name, patient.IsChildOn(time.Today()), patient.GuardianName,
            Mobile(secrets.Phone), Mobile(secrets.GuardianPhone), Question(patient, secrets).Kind);
    }

    public async Task<bool> Knows(Guid patientId, string answer, CancellationToken ct)
    {
        var (patient, secrets) = await Open(patientId, ct);
        var (kind, right) = Question(patient, secrets);
        var given = PatientNumbers.Normal(answer);
        if (kind == OwnQuestion.BirthDate) given = string.Concat(given.Where(char.IsAsciiDigit));
        return kind != OwnQuestion.None && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
    }

    public async Task<IReadOnlyList<OwnConsent>> Consents(Guid patientId, Guid? asSeenBy, CancellationToken ct)
    {
        var consents = await db.Set<Consent>().AsNoTracking().Where(consent => consent.PatientId == patientId
                && (asSeenBy == null || consent.OrganizationId == asSeenBy || consent.Recipients.Any(recipient => recipient.OrganizationId == asSeenBy)))
            .OrderByDescending(consent => consent.CreatedAt).ThenByDescending(consent => consent.Id).ToListAsync(ct);
        var names = await directory.Find(consents.SelectMany(consent => consent.Recipients).Select(recipient => recipient.OrganizationId), ct);
        return [.. consents.Select(consent => Show(consent, names))];
    }

    public Task Withdraw(Guid consentId, int seen, string reason, CancellationToken ct) => desk.Withdraw(consentId, seen, reason, ct);

    /// <summary>A consent whose last day is over covers nothing more, whether the calendar has marked it or not.</summary>
    private OwnConsent Show(Consent consent, IReadOnlyDictionary<Guid, OrganizationRef> names)
    {
        var covers = consent.CoversOn(time.Today());
        var state = consent.State == ConsentState.Given && consent.Until < time.Today() ? ConsentState.Expired : consent.State;
        return new(consent.Id, consent.Version, consent.Purpose.Show(),
            [.. consent.Recipients.Select(recipient => names.GetValueOrDefault(recipient.OrganizationId)?.Name).OfType<string>()],
            [.. consent.Scope.Select(PatientWords.Show)], state.Show(), state.Tone(), covers, state == ConsentState.Given,
            consent.SignedBy, consent.Relation, consent.SignedAt, consent.Until, consent.EndedAt, consent.DueBy);
    }

    private async Task<(Patient Patient, PatientSecrets Secrets)> Open(Guid id, CancellationToken ct)
    {
        var patient = await db.Set<Patient>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("这位患者");
        return (patient, vault.Open(patient));
    }

    private static (OwnQuestion Kind, string Right) Question(Patient patient, PatientSecrets secrets)
    {
        if (patient.IdentityKind != IdentityKind.Unidentified && secrets.DocumentNumber is { Length: >= Tail } number)
            return (OwnQuestion.DocumentTail, PatientNumbers.Normal(number)[^Tail..]);
        if (patient is { BirthDate: { } born, BirthDateEstimated: false }) return (OwnQuestion.BirthDate, born.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        return (secrets.Phone ?? secrets.GuardianPhone) is { Length: >= Tail } phone ? (OwnQuestion.PhoneTail, PatientNumbers.Normal(phone)[^Tail..]) : (OwnQuestion.None, "");
    }

    private static string? Mobile(string? phone) => PhoneNumber.Parse(phone).Value is { Kind: PhoneKind.Mobile } mobile ? mobile.Value : null;
}
