namespace Xinglin.Patients.Contract;

/// <summary>What only the patient, or the guardian, is asked beside a code: something that stands in the own papers.</summary>
public enum OwnQuestion
{
    /// <summary>The last four characters of the document's number.</summary>
    DocumentTail,

    /// <summary>Eight digits, where no document number is known.</summary>
    BirthDate,

    /// <summary>The last four digits of the registered telephone number.</summary>
    PhoneTail,

    /// <summary>Nothing is known that could be asked.</summary>
    None
}

/// <summary>What is needed to let a patient see the own data.</summary>
/// <param name="Number">The registering organisation's own number.</param>
/// <param name="Child">Too young to decide: the guardian does (个人信息保护法 第三十一条).</param>
/// <param name="Mobile">A registered number that takes short messages; null where there is none.</param>
public sealed record OwnCard(
    Guid PatientId, Guid OrganizationId, string Number, string Name, bool Child, string? GuardianName, string? Mobile, string? GuardianMobile, OwnQuestion Question);

/// <summary>A consent as the patient reads it.</summary>
/// <param name="Purpose">Chinese, as all words here.</param>
/// <param name="Given">It lets data be handed over now.</param>
/// <param name="Tone">As for StatusTag.</param>
/// <param name="Until">Null where it ends with its case.</param>
public sealed record OwnConsent(
    Guid Id, int Version, string Purpose, IReadOnlyList<string> Recipients, IReadOnlyList<string> Scope, string State, string Tone, bool Given, bool MayWithdraw,
    string? SignedBy, string? Relation, DateTimeOffset? SignedAt, DateOnly? Until, DateTimeOffset? EndedAt, DateTimeOffset? DueBy);

/// <summary>
/// What the person whom the data is about may know and decide (个人信息保护法 第十五条、第四十四条、第四十五条). Whoever asks has made sure
/// who it is; withdrawing checks that the current user is this patient.
/// </summary>
public interface IOwnRecord
{
    /// <exception cref="Platform.Refused">There is no such patient.</exception>
    Task<OwnCard> Card(Guid patientId, CancellationToken ct = default);

    /// <summary>Whether the answer to the card's question is right.</summary>
    Task<bool> Knows(Guid patientId, string answer, CancellationToken ct = default);

    /// <summary>Newest first.</summary>
    /// <param name="asSeenBy">Only what this organisation may see of them; null for all.</param>
    Task<IReadOnlyList<OwnConsent>> Consents(Guid patientId, Guid? asSeenBy, CancellationToken ct = default);

    /// <summary>From now on nothing more is handed over on it; recipients and registering organisation are told.</summary>
    /// <param name="seen">The version that was looked at.</param>
    /// <exception cref="Platform.Refused">It is not the current patient's, was overtaken, or is not given.</exception>
    Task Withdraw(Guid consentId, int seen, string reason, CancellationToken ct = default);
}
