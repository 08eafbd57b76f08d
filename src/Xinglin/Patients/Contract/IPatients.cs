using Xinglin.Platform;

namespace Xinglin.Patients.Contract;

/// <summary>
/// Patients within what the current person may see: those registered by his organisation, those shared with it for a case, and those
/// he opened himself in an emergency. What belongs to others reads as not found; the three administrators see none.
/// A job of the program itself sees all.
/// </summary>
public interface IPatients
{
    /// <exception cref="Refused">There is none, or this person may not see it.</exception>
    Task<PatientRef> Require(Guid id, CancellationToken ct = default);

    /// <summary>Those of the given ids that this person may see; for lists of cases.</summary>
    Task<IReadOnlyDictionary<Guid, PatientRef>> Known(IEnumerable<Guid> ids, CancellationToken ct = default);

    /// <summary>Decrypts, and writes an audited read that names the case. The entry is written even where the open unit of work is not saved.</summary>
    /// <exception cref="Refused">There is none, or this person may not see it.</exception>
    Task<PatientParticulars> Open(Guid id, PatientPurpose purpose, AuditSubject forCase, CancellationToken ct = default);

    /// <summary>Writes an audited entry that a fact (「电话」), masked until then, is shown in full for one view of a case.</summary>
    /// <exception cref="Refused">There is none, or this person may not see it.</exception>
    Task Unmask(Guid id, string fact, AuditSubject forCase, CancellationToken ct = default);

    /// <summary>Joins the open unit of work: the organisations may see the patient for this case until <see cref="EndShare"/>. Sharing again changes nothing.</summary>
    /// <exception cref="Refused">This person may not see the patient.</exception>
    Task Share(Guid patientId, IReadOnlyCollection<Guid> organizations, PatientPurpose purpose, Guid caseId, Guid? consentId, CancellationToken ct = default);

    /// <summary>Joins the open unit of work: ends every share made for the case.</summary>
    Task EndShare(Guid caseId, DateTimeOffset until, CancellationToken ct = default);

    /// <summary>By name, initials or patient number in part, or by a document, telephone, card or record number in full. At most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<PatientRef>> Find(string text, int limit, CancellationToken ct = default);

    /// <summary>Whom each number belongs to: a patient, document, card or record number in full; telephones are no such number. Those that this person may see.</summary>
    Task<ILookup<string, PatientRef>> ByNumber(IReadOnlyCollection<string> numbers, CancellationToken ct = default);
}
