using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Patients;

/// <param name="Purpose"><c>referral</c>, <c>consultation</c> or <c>result-sharing</c>.</param>
/// <param name="State"><c>awaited</c>, <c>given</c>, <c>withdrawn</c>, <c>expired</c> or <c>declined</c>.</param>
/// <param name="Scope">Kinds of data: <c>identity</c>, <c>diagnosis</c>, <c>visits</c>, <c>tests</c>, <c>images</c>, <c>medication</c>, <c>plan</c>.</param>
/// <param name="DueBy">For a late consent: by when it is to be brought.</param>
/// <param name="Version">Acts want it as If-Match.</param>
public sealed record ConsentResponse(
    Guid Id, Guid PatientId, string Purpose, string State, IReadOnlyList<Guid> Recipients, IReadOnlyList<string> Scope, string? SignedBy, string? Relation,
    DateTimeOffset? SignedAt, string? Means, bool HasScan, DateOnly? From, DateOnly? Until, DateTimeOffset? DueBy, DateTimeOffset? EndedAt, int Version)
{
    internal static ConsentResponse Of(Consent consent) => new(
        consent.Id, consent.PatientId, Words.Of(consent.Purpose), Words.Of(consent.State), [.. consent.Recipients.Select(recipient => recipient.OrganizationId)],
        [.. consent.Scope.Select(Words.Of)], consent.SignedBy, consent.Relation, consent.SignedAt, consent.Means is { } means ? Words.Of(means) : null,
        consent.ScanFileId is not null, consent.From, consent.Until, consent.DueBy, consent.EndedAt, consent.Version);
}

/// <param name="Scope">All kinds where it is left out.</param>
/// <param name="Informed">That the patient was told what art. 17 and 23 of the 个人信息保护法 demand; false is refused.</param>
public sealed record ConsentRequest(
    string Purpose, IReadOnlyList<Guid> Recipients, string SignedBy, string Relation, bool Informed, IReadOnlyList<string>? Scope = null, DateOnly? From = null,
    DateOnly? Until = null, DateTimeOffset? SignedAt = null)
{
    internal ConsentFacts Facts() => new(SignedBy ?? "", Relation ?? "", Scope is null ? ConsentFacts.WholeScope : [.. Scope.Select(Kind)], Informed, From: From, Until: Until, SignedAt: SignedAt);

    private static ConsentScope Kind(string word) => Words.TryParse<ConsentScope>(word, out var scope)
        ? scope
        : throw new Refused(RefusalKind.Invalid, "consent.scope-unknown", $"没有“{word}”这种资料。", $"可用：{string.Join("、", ConsentFacts.WholeScope.Select(known => $"{Words.Of(known)}（{known.Show()}）"))}。");
}

public sealed record ConsentEndRequest(string Reason);

/// <summary>/api/patients/{id}/consents: listing, giving, withdrawing.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this RouteGroupBuilder patients)
    {
        patients.MapGet("{id:guid}/consents", List).WithName("ListConsents").WithSummary("一位患者的知情同意").ProducesProblem(404);
        patients.MapPost("{id:guid}/consents", Give).WithName("GiveConsent").WithSummary("登记知情同意").ProducesProblem(404);
        patients.MapPost("{id:guid}/consents/{consentId:guid}/withdraw", Withdraw).WithName("WithdrawConsent").WithSummary("撤回知情同意；需要 If-Match").ProducesProblem(404).ProducesProblem(428);
    }

    private static async Task<Ok<IReadOnlyList<ConsentResponse>>> List(Guid id, PatientStore patients, ConsentStore store, CancellationToken ct)
    {
        await patients.Read(id, ct);
        return TypedResults.Ok<IReadOnlyList<ConsentResponse>>([.. (await store.Of(id, ct)).Select(ConsentResponse.Of)]);
    }

    private static async Task<Created<ConsentResponse>> Give(Guid id, ConsentRequest request, ConsentDesk desk, HttpContext context, CancellationToken ct)
    {
        if (!Words.TryParse<PatientPurpose>(request.Purpose, out var purpose))
            throw new Refused(RefusalKind.Invalid, "consent.purpose-unknown", $"没有“{request.Purpose}”这种用途。",
                $"可用：{string.Join("、", Enum.GetValues<PatientPurpose>().Select(known => $"{Words.Of(known)}（{known.Show()}）"))}。");
        var consent = await desk.Give(id, purpose, request.Recipients ?? [], request.Facts(), ct);
        context.Response.Headers.ETag = EntityTag.Of(consent);
        return TypedResults.Created($"/api/patients/{id}/consents/{consent.Id}", ConsentResponse.Of(consent));
    }

    private static async Task<Ok<ConsentResponse>> Withdraw(
        Guid id, Guid consentId, ConsentEndRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, ConsentStore store, ConsentDesk desk, HttpContext context, CancellationToken ct)
    {
        var consent = await store.Read(consentId, ct);
        if (consent.PatientId != id) throw Refused.NotFound("这份同意记录");
        await desk.Withdraw(consentId, EntityTag.Seen(ifMatch), request.Reason ?? "", ct);
        context.Response.Headers.ETag = EntityTag.Of(consent);
        return TypedResults.Ok(ConsentResponse.Of(consent));
    }
}
