using Xinglin.Patients.Contract;

namespace Xinglin.Patients;

/// <summary>Answers other modules' questions about consents, and records what they ask the patient for.</summary>
internal sealed class ConsentRegister(ConsentStore store, ConsentDesk desk) : IConsents
{
    public async Task<ConsentRef?> Standing(Guid patientId, PatientPurpose purpose, Guid recipient, CancellationToken ct) =>
        (await store.Standing(patientId, purpose, recipient, ct))?.Ref;

    public async Task<ConsentRef> Await(Guid patientId, PatientPurpose purpose, Guid recipient, string reason, CancellationToken ct) =>
        (await desk.AddAwaited(patientId, purpose, recipient, reason, ct)).Ref;

    /// <summary>The form of a case tells the patient what art. 17 and 23 demand, and covers what the case consists of.</summary>
    public async Task<ConsentRef> Give(Guid patientId, PatientPurpose purpose, Guid recipient, string signedBy, string relation, Guid? scanFileId, CancellationToken ct) =>
        (await desk.AddGiven(patientId, purpose, [recipient], new ConsentFacts(signedBy, relation, ConsentFacts.WholeScope, Informed: true, ScanFileId: scanFileId), ct)).Ref;

    public async Task<IReadOnlyList<ConsentRef>> Of(Guid patientId, CancellationToken ct) =>
        [.. (await store.Of(patientId, ct)).Select(consent => consent.Ref)];
}
