using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Platform;
using Xinglin.Platform.Files;
using Xinglin.Platform.Tables;
using Xinglin.Results.Contract;
using Xinglin.Results.Import;
using Xinglin.Web;

namespace Xinglin.Results.Reports;

/// <param name="At">When the sender voided it; null for now.</param>
public sealed record VoidRequest(string Reason, DateTimeOffset? At = null);

/// <param name="ItemCode">The place in the item list; null where the local code has no meaning yet.</param>
/// <param name="Masked">Level 5: the value is not given here.</param>
public sealed record ReportValueResponse(
    string LocalCode, string LocalName, string? ItemCode, string? Value, decimal? Number, string? Unit, string? Reference, string Flag, bool Masked, IReadOnlyList<Susceptibility>? Susceptibilities);

/// <param name="State"><c>current</c>, <c>replaced</c> or <c>voided</c>.</param>
public sealed record ReportResponse(
    Guid PatientId, Guid Id, string Number, int Edition, string State, string Kind, string Title, Guid OrganizationId, string Organization, string Department,
    DateTimeOffset? SampledAt, DateTimeOffset? ExaminedAt, DateTimeOffset ReportedAt, DateTimeOffset ReceivedAt, string? Specimen, string? Method, string? EquipmentClass,
    string? OrderedBy, string? ReportedBy, string? ReviewedBy, IReadOnlyList<ReportValueResponse> Values, string? Findings, string? Conclusion, IReadOnlyList<ImageIn> Images)
{
    internal static ReportResponse Of(OpenReport open)
    {
        var (report, content) = (open.Report, open.Content);
        return new ReportResponse(report.PatientId, report.Id, report.Number, report.Edition, Words.Of(report.State), Words.Of(report.Kind), report.Title, report.OrganizationId, report.Organization,
            report.Department, report.SampledAt, report.ExaminedAt, report.ReportedAt, report.ReceivedAt, report.Specimen, report.Method, report.EquipmentClass, report.OrderedBy,
            content.ReportedBy, content.ReviewedBy, [.. open.Values.Select(value => Line(value, content.Values[value.Position]))],
            open.Values.Any(value => value.Secret) ? null : content.Findings, open.Values.Any(value => value.Secret) ? null : content.Conclusion, content.Images);
    }

    private static ReportValueResponse Line(ReportValue value, ValueLine line) => value.Secret
        ? new(line.Code, line.Name, value.ItemCode, null, null, null, null, Words.Of(ResultFlag.Unknown), true, null)
        : new(line.Code, line.Name, value.ItemCode, line.Text, line.Number, line.Unit, line.Reference, Words.Of(line.Flag), false, line.Susceptibilities);
}

/// <summary>/api/results/reports: reports in, corrected, voided and out. What belongs to others reads as not there.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.MapApi("/results/reports", "检查检验");
        reports.MapPost("", Receive).WithName("ReceiveReport").WithSummary("提交检查检验报告；按报告号和版本幂等").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        reports.MapPost("{number}/void", Void).WithName("VoidReport").WithSummary("作废报告").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        reports.MapGet("{patientId:guid}/{id:guid}", Read).WithName("ReadReport").WithSummary("一份报告；查阅留痕").ProducesProblem(403).ProducesProblem(404);
        app.MapGet("/results/{patientId:guid}/reports/{id:guid}/files/{attachmentId:guid}", File).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/results/import/template.{format}", Template).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<Results<Created<ReportReceipt>, Ok<ReportReceipt>>> Receive(ReportIn report, IntakeDesk desk, CancellationToken ct)
    {
        var receipt = await desk.Receive(report, ct);
        return receipt.Known ? TypedResults.Ok(receipt) : TypedResults.Created($"/api/results/reports/{receipt.PatientId}/{receipt.ReportId}", receipt);
    }

    private static async Task<Ok<ReportReceipt>> Void(string number, VoidRequest request, IntakeDesk desk, CancellationToken ct) =>
        TypedResults.Ok(await desk.Void(number, request.Reason ?? "", request.At, ct));

    private static async Task<Ok<ReportResponse>> Read(Guid patientId, Guid id, ReportStore store, CancellationToken ct) =>
        TypedResults.Ok(ReportResponse.Of((await store.Open(patientId, id, "接口读取", ct)).Report));

    private static IResult Template(string format)
    {
        var (headings, example) = (ReportSheet.Columns.Select(column => column.Heading + (column.Required ? "*" : "")), ReportSheet.Columns.Select(column => column.Example));
        return format switch
        {
            "csv" => TypedResults.File(Csv.Write(headings, [example]), Csv.ContentType, "检查检验报告导入模板.csv"),
            "xlsx" => TypedResults.File(XlsxWriter.Write(headings, [example]), FileKind.Xlsx.ContentType(), "检查检验报告导入模板.xlsx"),
            _ => TypedResults.NotFound()
        };
    }

    /// <summary>A file may show what is masked on the page, so of a level 5 report only a doctor gets it.</summary>
    private static async Task<IResult> File(Guid patientId, Guid id, Guid attachmentId, ReportStore store, FileStore files, CurrentUser user, CancellationToken ct)
    {
        var (open, _, _) = await store.Open(patientId, id, "打开附件", ct);
        if (open.Values.Any(value => value.Secret) && !user.Is(Role.Physician)) throw Refused.NotFound("这个附件");
        var attachment = open.Attachments.FirstOrDefault(each => each.Id == attachmentId) ?? throw Refused.NotFound("这个附件");
        return await files.Download(attachment.FileId, ct);
    }
}
