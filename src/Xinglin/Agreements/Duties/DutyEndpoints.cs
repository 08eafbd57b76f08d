using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Agreements.Duties.Pages;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Agreements.Duties;

/// <summary>One duty occurrence, or one standing duty over its window of days.</summary>
/// <param name="State"><c>upcoming</c>, <c>due</c>, <c>fulfilled</c>, <c>partly</c>, <c>overdue</c>, <c>waived</c>.</param>
/// <param name="Period"><c>2026</c>, <c>2026-H1</c>, <c>2026-Q3</c>, <c>2026-11</c>, <c>2026-W47</c>; null for a standing duty.</param>
/// <param name="Owner">Who must act next; null when nothing is to be done.</param>
/// <param name="NeededAmount">How much the clause asks for in each period, in <paramref name="Unit"/>; null where it counts nothing.</param>
/// <param name="DoneAmount">How much of it the evidence shows.</param>
public sealed record DutyResponse(
    Guid ClauseId, DutyPartyResponse Bearer, IReadOnlyList<DutyPartyResponse> Counterparties, Guid AgreementId, string Agreement, string Path, string Text,
    IReadOnlyList<string> Kinds, string Modality, string? Period, DateOnly From, DateOnly To, DateOnly? Due, string State, bool Late, int Needed,
    IReadOnlyList<DutyEvidenceResponse> Evidence, IReadOnlyList<DutyWaiverResponse> Waivers, DutyOwnerResponse? Owner, string Link,
    decimal? NeededAmount, decimal? DoneAmount, string? Unit);

public sealed record DutyPartyResponse(Guid OrganizationId, string Name);

/// <param name="Manual">Recorded by hand (人工登记), not by a module.</param>
/// <param name="Amount">How much of what the clause counts; null counts as one.</param>
public sealed record DutyEvidenceResponse(string Source, string Title, DateOnly OccurredOn, string? Link, DateTimeOffset RecordedAt, bool Manual, decimal? Amount);

public sealed record DutyWaiverResponse(Guid ByOrganizationId, DateOnly From, DateOnly Until, string Reason);

public sealed record DutyOwnerResponse(Guid OrganizationId, string Organization, string Role, DateOnly? By);

/// <param name="Sha256">Of the statement's CSV bytes.</param>
public sealed record FulfilmentResponse(Guid AgreementId, string Agreement, DateOnly From, DateOnly To, DateTimeOffset AsOf, string Sha256, IReadOnlyList<DutyResponse> Duties);

/// <summary><c>/api/duties</c>, <c>/api/agreements/{id}/fulfilment</c> and the downloads that the pages link to.</summary>
public static class DutyEndpoints
{
    public static void MapDuties(this WebApplication app)
    {
        var api = app.MapApi("", "履约");
        api.MapGet("/duties", List).WithName("ListDuties").WithSummary("本机构应履行和对方应履行的义务及其状态").ProducesProblem(400);
        api.MapGet("/agreements/{id:guid}/fulfilment", Fulfilment).WithName("ReadFulfilment").WithSummary("一份协议在一段期间的履约情况，可指定截至时刻").ProducesProblem(400).ProducesProblem(404);

        var files = app.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        files.MapGet("/duties.csv", ListCsv);
        files.MapGet("/agreements/{id:guid}/statement.csv", PreviewCsv);
        files.MapGet("/agreements/{id:guid}/statement.pdf", PreviewPdf);
        files.MapGet("/statements/{id:guid}.csv", IssuedCsv);
        files.MapGet("/statements/{id:guid}.pdf", IssuedPdf);
    }

    /// <param name="agreement">Only this agreement.</param>
    /// <param name="organization">Only duties that this organisation owes or is owed; one's own where absent.</param>
    private static async Task<Ok<IReadOnlyList<DutyResponse>>> List(
        [FromQuery] Guid? agreement, [FromQuery] Guid? organization, [FromQuery] string? state, DutyBook book, CurrentUser user, CancellationToken ct)
    {
        var wanted = DutyState.Due;
        if (state is not null && (!Enum.TryParse(state, ignoreCase: true, out wanted) || !Enum.IsDefined(wanted)))
            throw new Refused(RefusalKind.Invalid, "duty.state-unknown", $"没有“{state}”这种状态。", "可用：upcoming、due、fulfilled、partly、overdue、waived。");
        var lines = await book.Read(new DutyQuestion { Organization = organization ?? user.Organization, Agreement = agreement }, ct);
        return TypedResults.Ok<IReadOnlyList<DutyResponse>>([.. lines.Where(line => state is null || line.State == wanted).Select(Response)]);
    }

    private static async Task<Ok<FulfilmentResponse>> Fulfilment(
        Guid id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, [FromQuery] DateTimeOffset? asOf, StatementDesk desk, IAuditTrail audit, CancellationToken ct)
    {
        var statement = await desk.Compute(id, from, to, asOf?.ToUniversalTime(), ct);
        await audit.StatementRead(statement, ct);
        return TypedResults.Ok(new FulfilmentResponse(
            statement.AgreementId, statement.Agreement, statement.From, statement.To, statement.AsOf, statement.Sha256(), [.. statement.Lines.Select(Response)]));
    }

    private static async Task<FileContentHttpResult> ListCsv([AsParameters] DutyFilter filter, DutyBook book, CurrentUser user, TimeProvider time, CancellationToken ct)
    {
        var lines = filter.Apply(await book.Read(new DutyQuestion { Organization = user.Organization, Agreement = filter.Agreement }, ct), user.Organization);
        return Table(FulfilmentCsv.Write(lines), string.Create(CultureInfo.InvariantCulture, $"义务清单-{time.Today():yyyyMMdd}.csv"));
    }

    private static async Task<FileContentHttpResult> PreviewCsv(Guid id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, StatementDesk desk, IAuditTrail audit, CancellationToken ct)
    {
        var statement = await desk.Compute(id, from, to, null, ct);
        await audit.StatementRead(statement, ct);
        return Table(FulfilmentCsv.Write(statement.Lines, statement.Form), $"履约情况说明-{statement.Agreement}-{ChinaTime.Show(from)}-{ChinaTime.Show(to)}.csv");
    }

    private static async Task<FileContentHttpResult> IssuedCsv(Guid id, StatementDesk desk, IAuditTrail audit, CancellationToken ct)
    {
        var (issued, statement, _) = await desk.Open(id, ct);
        await audit.StatementRead(statement, ct);
        return Table(FulfilmentCsv.Write(statement.Lines, statement.Form), $"履约情况说明-{issued.Number}.csv");
    }

    private static async Task<FileContentHttpResult> PreviewPdf(Guid id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, StatementDesk desk, PagePdf pdf, IAuditTrail audit, CancellationToken ct)
    {
        pdf.Require();
        var statement = await desk.Compute(id, from, to, null, ct);
        await audit.StatementRead(statement, ct);
        return await Paper(pdf, statement, null, null, $"履约情况说明-{statement.Agreement}.pdf", ct);
    }

    private static async Task<FileContentHttpResult> IssuedPdf(Guid id, StatementDesk desk, PagePdf pdf, IAuditTrail audit, CancellationToken ct)
    {
        pdf.Require();
        var (issued, statement, same) = await desk.Open(id, ct);
        await audit.StatementRead(statement, ct);
        return await Paper(pdf, statement, issued, same, $"履约情况说明-{issued.Number}.pdf", ct);
    }

    private static async Task<FileContentHttpResult> Paper(PagePdf pdf, FulfilmentStatement statement, IssuedStatement? issued, bool? same, string name, CancellationToken ct) =>
        TypedResults.File(await pdf.Print<StatementFile>(new()
        {
            [nameof(StatementFile.Statement)] = statement,
            [nameof(StatementFile.Issued)] = issued,
            [nameof(StatementFile.Same)] = same
        }, ct), "application/pdf", name);

    private static FileContentHttpResult Table(byte[] bytes, string name) => TypedResults.File(bytes, Csv.ContentType, name);

    private static DutyResponse Response(DutyLine line)
    {
        var (duty, content) = (line.Duty, line.Duty.Content);
        return new DutyResponse(
            duty.Clause.Id, Party(duty.Bearer), [.. duty.Counterparties.Select(Party)], duty.Agreement.Id, duty.Agreement.Reference, duty.Clause.Path, content.Text,
            content.Kinds, content.Modality.ToString().ToLowerInvariant(), line.Period, line.From, line.To, line.Due, line.State.ToString().ToLowerInvariant(), line.Late, duty.Needed,
            [.. line.Evidence.Select(proof => new DutyEvidenceResponse(proof.Evidence.Source, proof.Evidence.Title, proof.Evidence.OccurredOn, proof.Evidence.Link, proof.Evidence.RecordedAt, proof.Evidence.Manual, proof.Evidence.Amount))],
            [.. line.Waivers.Select(waiver => new DutyWaiverResponse(waiver.By, waiver.From, waiver.Until, waiver.Reason))],
            line.Owner is { } owner ? new DutyOwnerResponse(owner.OrganizationId, owner.Organization, owner.Role, owner.By) : null, duty.Link,
            duty.NeededAmount, duty.NeededAmount is null ? null : line.DoneAmount, duty.NeededAmount is null ? null : content.QuantityUnit);
    }

    private static DutyPartyResponse Party(AgreementParty party) => new(party.OrganizationId!.Value, party.Name);
}
