using Xinglin.Patients.Contract;

namespace Xinglin.Patients;

/// <summary>Answers other modules' questions about consents, and records what they ask the patient for.</summary>
internal sealed class ConsentRegister(ConsentStore store, ConsentDesk desk) : IConsents
{
    public async Task<ConsentRef?> Standing(Guid patientId, PatientPurpose purpose, Guid recipient, CancellationToken ct) =>
        (await store.Standing(patientId, purpose, recipient, ct))?.Ref;

    public async Task<ConsentRef> Await(Guid patientId, PatientPurpose purpose, Guid recipient, string reason, CancellationToken ct) =>
        (await desk.AddAwaited(patientId, purpose, recipient, reason, ct)).Ref;

    /// <summary>Covers all that a case consists of.</summary>
    public async Task<ConsentRef> Give(Guid patientId, PatientPurpose purpose, Guid recipient, SignedConsent signed, CancellationToken ct) =>
        (await desk.AddGiven(patientId, purpose, [recipient],
            new ConsentFacts(signed.SignedBy ?? "", signed.Relation ?? "", ConsentFacts.WholeScope, signed.Informed, ScanFileId: signed.ScanFileId, Until: signed.Until), ct)).Ref;

    public Task<Guid> KeepScan(Stream content, string name, CancellationToken ct) => desk.KeepScan(content, name, ct);

    public Task<IReadOnlyList<ConsentScope>?> Bounds(Guid consentId, Guid recipient, CancellationToken ct) => store.Bounds(consentId, recipient, ct);

    public async Task<IReadOnlyList<ConsentRef>> Of(Guid patientId, CancellationToken ct) =>
        [.. (await store.Of(patientId, ct)).Select(consent => consent.Ref)];
}
