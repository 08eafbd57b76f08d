using Xinglin.Terminology.Contract;

namespace Xinglin.Referrals;

/// <summary>Gives diagnoses that were written as words the code that the table in use has for just these words.</summary>
public sealed class DiagnosisCoding(ITerminology terminology)
{
    public async Task<ReferralRequest> Code(ReferralRequest request, CancellationToken ct) => request with { Diagnoses = await Code(request.Diagnoses, ct) };

    public async Task<ReferralOutcome> Code(ReferralOutcome outcome, CancellationToken ct) => outcome with { Diagnoses = await Code(outcome.Diagnoses, ct) };

    private async Task<IReadOnlyList<Diagnosis>> Code(IReadOnlyList<Diagnosis> diagnoses, CancellationToken ct) => diagnoses.All(diagnosis => diagnosis.Code is not null)
        ? diagnoses
        : [.. (await terminology.Coded([.. diagnoses.Select(diagnosis => new Concept(diagnosis.System, diagnosis.Code, diagnosis.Name))], ct))
            .Select(concept => new Diagnosis(concept.System, concept.Code, concept.Name))];
}
