using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Agreements;

/// <param name="Seal">How it sealed: <c>system-confirmation</c> or <c>scan</c>; neither is a reliable electronic signature. Null before.</param>
public sealed record AgreementPartyResponse(
    string Label, string Role, string Name, Guid? OrganizationId, DateTimeOffset? AgreedAt, string? AgreedBy, string? Seal, DateOnly? SealedOn, string? SealedBy)
{
    internal static AgreementPartyResponse Of(AgreementParty party) => new(
        party.Label, Words.Of(party.Role), party.Name, party.OrganizationId, party.AgreedAt, party.AgreedBy,
        party.Seal is { } seal ? Words.Of(seal.Kind) : null, party.Seal?.SealedOn, party.Seal?.By);
}

/// <param name="State"><c>draft</c>, <c>circulated</c>, <c>awaiting-seals</c>, <c>in-force</c>, <c>expired</c>, <c>terminated</c>, <c>superseded</c> or <c>withdrawn</c>.</param>
/// <param name="LastDay">The last day in force as far as it is known.</param>
/// <param name="EarliestEnd">The first day on which it may be over because the text leaves the day blank.</param>
/// <param name="WaitingUntil">The day by which the present state should have moved on.</param>
/// <param name="EscalatedAt">When that day had passed and the leadership was told; null while it has not.</param>
/// <param name="Period">The agreed period in the text's own precision.</param>
/// <param name="Version">Also the ETag; acts want it back as If-Match.</param>
/// <param name="Bases">The policy documents that it rests on, by their 文号.</param>
/// <param name="Unconfirmed">Of a draft: parties, and period with copies and bases, that were read or proposed and nobody has confirmed; it cannot be circulated before.</param>
public sealed record AgreementResponse(
    Guid Id, string Number, int VersionNumber, string Reference, string Title, string Form, string State, Guid OwnerId, Guid? PreviousId,
    DateOnly? EffectiveFrom, DateOnly? LastDay, DateOnly? EarliestEnd, DateOnly? WaitingUntil, DateTimeOffset? EscalatedAt, string Period, string NoticePeriod,
    DateOnly? NoticeGivenOn, string? EndReason, string? DocumentHash, IReadOnlyList<AgreementPartyResponse> Parties, int Version,
    IReadOnlyList<string> Bases, IReadOnlyList<string> Unconfirmed)
{
    internal static AgreementResponse Of(Agreement agreement) => new(
        agreement.Id, agreement.Number, agreement.VersionNumber, agreement.Reference, agreement.Title, Words.Of(agreement.Form), Words.Of(agreement.State),
        agreement.OwnerId, agreement.PreviousId, agreement.EffectiveFrom, agreement.LastDay, agreement.EarliestEnd, agreement.WaitingUntil, agreement.EscalatedAt,
        agreement.Period.Show(), agreement.Period.ShowNotice(), agreement.Notice?.GivenOn, agreement.Ended?.Reason ?? agreement.Notice?.Reason,
        agreement.DocumentHash, [.. agreement.Parties.OrderBy(party => party.Position).Select(AgreementPartyResponse.Of)], agreement.Version, agreement.Bases,
        agreement.UnconfirmedFacts);
}

/// <param name="Page">From 1.</param>
public sealed record AgreementListResponse(IReadOnlyList<AgreementResponse> Items, int Total, int Page, int Size);

/// <param name="Hash">SHA-256 of the text in UTF-8, hexadecimal.</param>
/// <param name="Closed">The text was circulated under this hash and cannot change any more.</param>
/// <param name="ClausesMatch">The clauses that drive the program are those under the closed text; false shows tampering.</param>
public sealed record AgreementDocumentResponse(string Reference, string Text, string Hash, bool Closed, bool ClausesMatch);

/// <summary>/api/agreements: reading what one's organisation is party to, and confirming the period that a renewal proposes. What belongs to others reads as not there.</summary>
internal static class AgreementEndpoints
{
    private const int LargestPage = 100;

    public static void MapAgreements(this IEndpointRouteBuilder app)
    {
        var agreements = app.MapApi("/agreements", "协议");
        agreements.MapGet("", List).WithName("ListAgreements").WithSummary("本机构的协议").ProducesProblem(400);
        agreements.MapGet("{id:guid}", Read).WithName("ReadAgreement").WithSummary("一份协议").ProducesProblem(404);
        agreements.MapGet("{id:guid}/document", Document).WithName("ReadAgreementDocument").WithSummary("协议文本及其校验值").ProducesProblem(404);
        agreements.MapPost("{id:guid}/facts/confirm", ConfirmFacts).WithName("ConfirmAgreementFacts").WithSummary("确认草案的期限、份数与依据；需要 If-Match")
            .ProducesProblem(404).ProducesProblem(428);
        agreements.MapActions();
    }

    /// <param name="state">One of the words of the response's state.</param>
    /// <param name="q">Part of the number, of the title or a party's name, or of the pinyin initials of either.</param>
    /// <param name="size">1 to 100; 20 where it is left out.</param>
    private static async Task<Ok<AgreementListResponse>> List(
        string? state, string? q, int? page, int? size, AgreementList agreements, CancellationToken ct)
    {
        var (at, each) = (page ?? 1, size ?? 20);
        if (at < 1 || each is < 1 or > LargestPage)
            throw new Refused(RefusalKind.Invalid, "list.page-invalid", $"页码应从 1 开始，每页 1 到 {LargestPage} 条。");
        AgreementState? wanted = null;
        if (state is not null)
            wanted = Words.TryParse<AgreementState>(state, out var known) ? known : throw new Refused(RefusalKind.Invalid, "list.state-unknown",
                $"没有“{state}”这种协议状态。", $"可用：{string.Join("、", Enum.GetValues<AgreementState>().Select(any => $"{Words.Of(any)}（{any.Show()}）"))}。");
        var (items, total) = await agreements.Page(new AgreementFilter(q, wanted, Page: at, Size: each), ct);
        return TypedResults.Ok(new AgreementListResponse([.. items.Select(AgreementResponse.Of)], total, at, each));
    }

    private static async Task<Results<Ok<AgreementResponse>, StatusCodeHttpResult>> Read(Guid id, AgreementStore store, HttpContext context, CancellationToken ct)
    {
        var agreement = await store.Read(id, ct);
        var tag = EntityTag.Of(agreement);
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Contains(tag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(AgreementResponse.Of(agreement));
    }

    private static async Task<Ok<AgreementResponse>> ConfirmFacts(
        Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, AgreementStore store, FactsDesk facts, HttpContext context, CancellationToken ct)
    {
        var looked = await store.Read(id, ct);
        looked.MustBeAt(EntityTag.Seen(ifMatch), $"协议{looked.Reference}");
        await facts.ConfirmFacts(id, looked.FactsConfirmation.Version, ct);
        var confirmed = await store.Read(id, ct);
        context.Response.Headers.ETag = EntityTag.Of(confirmed);
        return TypedResults.Ok(AgreementResponse.Of(confirmed));
    }

    private static async Task<Ok<AgreementDocumentResponse>> Document(Guid id, AgreementStore store, IAuditTrail audit, HttpContext context, CancellationToken ct)
    {
        var agreement = await store.Read(id, ct);
        var document = await store.Document(agreement, ct);
        if (document.IsClosed) await audit.RecordNow("agreement.document-read", agreement.Subject, ct: ct);
        context.Response.Headers.ETag = $"\"{document.Sha256}\"";
        return TypedResults.Ok(new AgreementDocumentResponse(
            agreement.Reference, document.Text, document.Sha256, document is { IsClosed: true, IsIntact: true }, document.ClausesMatch));
    }
}
