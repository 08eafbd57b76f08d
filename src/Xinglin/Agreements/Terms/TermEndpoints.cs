using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Agreements.Terms;

/// <param name="ListIsOpen">Items may be added by agreement of both sides.</param>
/// <param name="WithinMinutes">The time limit of the clause, with where it comes from in <paramref name="WithinSource"/>.</param>
/// <param name="Modality">How strongly it binds: <c>shall</c>, <c>actively</c>, <c>may</c>, <c>progressive</c> or <c>conditional</c>; the last three come with a caution.</param>
/// <param name="Quantity">How much in each period, in <paramref name="QuantityUnit"/>; null where the clause counts nothing.</param>
/// <param name="AtEnd">What happens to running work when the clause ends: <c>finish</c>, <c>hand-over</c> or <c>stop</c>.</param>
public sealed record TermResponse(
    Guid ClauseId, Guid AgreementId, string Agreement, int Version, string Path, string Text, IReadOnlyList<string> Kinds,
    DateOnly From, DateOnly? LastDay, DateOnly? UncertainFrom, IReadOnlyList<string> Items, bool ListIsOpen,
    int? WithinMinutes, string? WithinSource, string? PriceRule, string? PersonInCharge, string AtEnd, string Link,
    string Modality, decimal? Quantity, string? QuantityUnit)
{
    internal static TermResponse Of(Term term) => new(
        term.ClauseId, term.AgreementId, term.Agreement, term.Version, term.Path, term.Text, term.Kinds, term.From, term.LastDay, term.UncertainFrom,
        term.Parameters.Items, term.Parameters.ListIsOpen, (int?)term.Parameters.Within?.TotalMinutes, term.Parameters.WithinSource,
        term.Parameters.PriceRule, term.Parameters.PersonInCharge, Words.Of(term.AtEnd), term.Cite().Link!,
        Words.Of(term.Parameters.Modality), term.Parameters.Quantity, term.Parameters.QuantityUnit);
}

/// <param name="Term">The clause that grants it; null where it is refused.</param>
/// <param name="Caution">Something to know although it is granted.</param>
/// <param name="Code">Of the refusal: <c>term.no-agreement</c>, <c>term.no-clause</c>, <c>term.not-yet</c> or <c>term.ended</c>.</param>
/// <param name="By">The clause or agreement that decided against it.</param>
public sealed record TermAnswerResponse(bool Granted, TermResponse? Term, string? Caution, string? Code, string? Reason, string? Remedy, Citation? By)
{
    internal static TermAnswerResponse Of(TermAnswer answer) => answer switch
    {
        TermAnswer.Granted granted => new(true, TermResponse.Of(granted.Term), granted.Caution, null, null, null, null),
        TermAnswer.NotGranted refusal => new(false, null, null, refusal.Code, refusal.Reason, refusal.Remedy, refusal.By),
        _ => throw new InvalidOperationException()
    };
}

public sealed record TermKindResponse(string Code, string Name);

public sealed record TermHouseResponse(Guid Id, string Name, string ShortName);

/// <param name="Gives">What <c>one</c> owes or grants <c>other</c>; null where nothing was ever agreed in that direction.</param>
/// <param name="Receives">The other way round.</param>
public sealed record TermCellResponse(string Kind, TermAnswerResponse? Gives, TermAnswerResponse? Receives);

/// <param name="Cells">Only kinds about which something was agreed.</param>
public sealed record TermRowResponse(TermHouseResponse One, TermHouseResponse Other, IReadOnlyList<TermCellResponse> Cells);

/// <param name="Rows">One page of them, by name.</param>
/// <param name="Total">Rows on all pages.</param>
public sealed record TermMatrixResponse(DateOnly Date, IReadOnlyList<TermKindResponse> Kinds, IReadOnlyList<TermRowResponse> Rows, int Total, int Page, int Size);

/// <summary>/api/terms: who may do what with whom, and by which clause.</summary>
internal static class TermEndpoints
{
    public static void MapTerms(this IEndpointRouteBuilder app)
    {
        var terms = app.MapApi("/terms", "有效条款");
        terms.MapGet("", Ask).WithName("AskTerm").WithSummary("提供方是否对接受方承担某一类条款").ProducesProblem(404);
        terms.MapGet("matrix", Matrix).WithName("TermMatrix").WithSummary("某一日的有效条款矩阵").ProducesProblem(403);
    }

    /// <param name="at">A date or a moment; now where it is left out.</param>
    private static async Task<Ok<TermAnswerResponse>> Ask(
        Guid bearer, Guid counterparty, string kind, DateTimeOffset? at, TermDesk desk, TimeProvider time, CancellationToken ct) =>
        TypedResults.Ok(TermAnswerResponse.Of(await desk.Ask(bearer, counterparty, kind, at ?? time.Now(), ct)));

    /// <param name="whole">Between any two parties of the agreements that your organisation leads.</param>
    /// <param name="agreement">Any version's id of the one agreement to look at.</param>
    private static async Task<Ok<TermMatrixResponse>> Matrix(
        DateOnly? date, bool? whole, Guid? agreement, int? page, TermDesk desk, TimeProvider time, CancellationToken ct)
    {
        var matrix = await desk.Matrix(date ?? time.Today(), whole ?? false, agreement, page ?? 1, ct);
        return TypedResults.Ok(new TermMatrixResponse(matrix.Day, [.. matrix.Kinds.Select(kind => new TermKindResponse(kind.Code, kind.Name))],
            [.. matrix.Rows.Select(row => new TermRowResponse(House(row.One), House(row.Other),
                [.. row.Cells.Where(cell => !cell.IsEmpty).Select(cell => new TermCellResponse(cell.Kind.Code, Cell(cell.Gives), Cell(cell.Receives)))]))],
            matrix.Total, page ?? 1, TermMatrix.PageSize));
    }

    private static TermAnswerResponse? Cell(TermAnswer answer) => answer.Standing() == TermStanding.NotAgreed ? null : TermAnswerResponse.Of(answer);

    private static TermHouseResponse House(OrganizationRef house) => new(house.Id, house.Name, house.ShortName);
}
