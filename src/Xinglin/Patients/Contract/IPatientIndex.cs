namespace Xinglin.Patients.Contract;

/// <summary>
/// Which registrations are of one person, across institutions. It deals in ids and gives nothing of a patient away; whether the caller's
/// user may see one of them, <see cref="IPatients"/> decides.
/// </summary>
public interface IPatientIndex
{
    /// <summary>The person that a registration belongs to; null where there is no such registration.</summary>
    Task<IndexRef?> Of(Guid patientId, CancellationToken ct = default);

    Task<IReadOnlyDictionary<Guid, IndexRef>> Of(IEnumerable<Guid> patientIds, CancellationToken ct = default);

    /// <summary>Every registration of the same person, itself included; empty where there is no such registration.</summary>
    Task<IReadOnlyList<Guid>> SamePerson(Guid patientId, CancellationToken ct = default);

    /// <summary>The registrations under an index number; a number that was joined to another finds the whole person.</summary>
    Task<IReadOnlyList<Guid>> Find(string number, CancellationToken ct = default);
}

/// <param name="Number">「XL1234567890123」, to be shown and typed. It stays what it is as long as the person's oldest registration does not part from the others.</param>
/// <param name="PersonId">The same for all registrations of one person at this moment; it may be another after links change.</param>
public sealed record IndexRef(string Number, Guid PersonId);
