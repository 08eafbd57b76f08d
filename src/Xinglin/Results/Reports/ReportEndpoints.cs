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

/// <summary>/api/results/reports: reports in, corrected, voided and out. What belongs to others reads as not there.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.MapApi("/results/reports", "检查检验");
        reports.MapPost("", Receive).WithName("ReceiveReport").WithSummary("提交检查检验报告；按报告号和版本幂等").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        reports.MapPost("{number}/void", Void).WithName("VoidReport").WithSummary("作废报告").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        reports.MapPost("{number}/files", Attach).Accepts<Stream>("application/octet-stream", "application/pdf", "image/png", "image/jpeg").WithName("AttachReportFile")
            .WithSummary("为报告附上图像、图形或 PDF").WithDescription("请求体就是文件本身（PDF、PNG、JPEG，20 MB 以内），类型以内容为准；挂在当前有效的一版上。").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
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

    /// <param name="fileName">With its extension.</param>
    /// <param name="title">What the picture shows; the file's name where left out.</param>
    private static async Task<Created<AttachedFile>> Attach(string number, string fileName, string? title, Stream content, IntakeDesk desk, CancellationToken ct)
    {
        var file = await desk.Attach(number, content, fileName, title ?? "", ct);
        return TypedResults.Created($"/api/results/reports/{file.PatientId}/{file.ReportId}", file);
    }

    private static async Task<Ok<ReportResponse>> Read(Guid patientId, Guid id, IReportReading reading, CancellationToken ct) =>
        TypedResults.Ok(await reading.Read(patientId, id, ct));

    private static Results<FileContentHttpResult, NotFound> Template(string format) => TableFile.Of(format, "检查检验报告导入模板",
        ReportSheet.Columns.Select(column => column.Heading + (column.Required ? "*" : "")), [ReportSheet.Columns.Select(column => column.Example)]);

    /// <summary>A file may show what is masked on the page, so of a level 5 report only a doctor gets it.</summary>
    private static async Task<IResult> File(Guid patientId, Guid id, Guid attachmentId, ReportStore store, FileStore files, CurrentUser user, CancellationToken ct)
    {
        var (open, _, _) = await store.Open(patientId, id, "打开附件", ct);
        if (open.Values.Any(value => value.Secret) && !user.Is(Role.Physician)) throw Refused.NotFound("这个附件");
        var attachment = open.Attachments.FirstOrDefault(each => each.Id == attachmentId) ?? throw Refused.NotFound("这个附件");
        return await files.Download(attachment.FileId, ct);
    }
}
