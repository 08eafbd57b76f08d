using Hl7.Fhir.Model;
using Microsoft.Net.Http.Headers;
using Xinglin.Fhir.Inbound;
using Xinglin.Fhir.Outbound;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Fhir;

/// <summary>
/// <c>/fhir</c>: the RESTful API of FHIR R4 for reports. It describes itself by its CapabilityStatement, so it is no part of the program's
/// own OpenAPI document.
/// </summary>
internal static class FhirEndpoints
{
    public static void MapFhir(this IEndpointRouteBuilder app)
    {
        var fhir = app.MapGroup("/fhir").RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new ProblemFormat(problem => Outcomes.Answer(Outcomes.Of(problem), problem.Status ?? 500)))
            .AddEndpointFilter(async (context, next) => WantsXml(context.HttpContext.Request) ? Wrong(406, "只提供 application/fhir+json。") : await next(context));
        fhir.MapGet("metadata", (PublicAddress address, TimeProvider time) => Outcomes.Answer(Capabilities.Statement(address.Of("/fhir"), time.Today()))).AllowAnonymous();
        fhir.MapPost("", PostBundle);
        fhir.MapPost("DiagnosticReport", PostReport);
        fhir.MapPut("DiagnosticReport/{id}", PutReport);
        fhir.MapGet("DiagnosticReport/{id}", async (string id, FhirSearch search, CancellationToken ct) => Outcomes.Answer(await search.Report(id, ct)));
        fhir.MapGet("DiagnosticReport", async (HttpRequest request, FhirSearch search, CancellationToken ct) => Answer(await search.Reports(request.Query, ct)));
        fhir.MapGet("Observation", async (HttpRequest request, FhirSearch search, CancellationToken ct) => Answer(await search.Observations(request.Query, ct)));
        fhir.Map("{**rest}", (string? rest) => Wrong(404, $"不提供 {rest}；所提供的内容见 /fhir/metadata。"));
    }

    private static async Task<IResult> PostReport(HttpRequest request, FhirIntake intake, CancellationToken ct)
    {
        var (resource, wrong) = await Read(request, ct);
        if (resource is not DiagnosticReport report) return wrong ?? Wrong(400, "该地址只接收 DiagnosticReport。");
        var translated = FhirIntake.Translate(report);
        if (request.Headers["If-None-Exist"].ToString() is { Length: > 0 } condition && !Conditions.IsOwnNumber(condition, translated.Number)) return Wrong(412, Conditions.NotSupported);
        return Answer(request.HttpContext, await intake.Alone(translated, ct));
    }

    /// <summary>For senders that only update. The report is known by its identifier, as with POST, whatever id the sender gives it.</summary>
    private static async Task<IResult> PutReport(string id, HttpRequest request, FhirIntake intake, CancellationToken ct)
    {
        var (resource, wrong) = await Read(request, ct);
        if (resource is not DiagnosticReport report) return wrong ?? Wrong(400, "该地址只接收 DiagnosticReport。");
        if (report.Id != id) return Wrong(400, "资源的 id 与地址中的 id 不同。");
        return Answer(request.HttpContext, await intake.Alone(FhirIntake.Translate(report), ct));
    }

    private static async Task<IResult> PostBundle(HttpRequest request, FhirIntake intake, TimeProvider time, CancellationToken ct)
    {
        var (resource, wrong) = await Read(request, ct);
        if (resource is not Bundle bundle) return wrong ?? Wrong(400, "该地址只接收 Bundle。");
        var (reports, faults) = Bundles.Read(bundle);
        if (faults.Count > 0) return Answer(faults.Concat(reports.SelectMany(each => each.Report.Faults)));
        if (bundle.Type == Bundle.BundleType.Batch)
        {
            var each = new List<Taken>();
            foreach (var (_, report) in reports) each.Add(await intake.Alone(report, ct));
            return Outcomes.Answer(Responses.Of(bundle, Bundle.BundleType.BatchResponse, [.. reports.Select(report => report.Entry).Zip(each)]));
        }

        var taken = await intake.Together([.. reports.Select(each => each.Report)], ct);
        if (taken.FirstOrDefault(each => each.Failed) is { } first)
            return Outcomes.Answer(new OperationOutcome { Issue = [.. taken.Where(each => each.Failed).SelectMany(each => each.Outcome.Issue)] }, first.Status);
        return Outcomes.Answer(bundle.Type == Bundle.BundleType.Message
            ? Responses.Message((MessageHeader)bundle.Entry[0].Resource!, taken, time.Now())
            : Responses.Of(bundle, Bundle.BundleType.TransactionResponse, [.. reports.Select(each => each.Entry).Zip(taken)]));
    }

    private static async Task<(Resource? Resource, IResult? Wrong)> Read(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != FhirJson.ContentType) return (null, Wrong(415, "只接收 application/fhir+json。"));
        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return (null, Wrong(415, "字符集须为 UTF-8。"));
        using var body = new MemoryStream();
        var piece = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(piece, ct)) > 0;)
        {
            if (body.Length + read > FhirJson.Largest) return (null, Wrong(413, $"内容超过 {FhirJson.Largest / 1024 / 1024} MB。"));
            body.Write(piece, 0, read);
        }

        var (resource, faults) = FhirJson.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
        return faults.Count > 0 ? (null, Outcomes.Answer(Outcomes.Of(faults), 400)) : (resource, null);
    }

    private static IResult Answer(HttpContext context, Taken taken)
    {
        if (taken.Receipt is { } receipt) context.Response.Headers.Location = $"/fhir/DiagnosticReport/{FhirIds.Of(receipt.PatientId, receipt.ReportId)}";
        return Outcomes.Answer(taken.Outcome, taken.Status);
    }

    private static IResult Answer((Bundle? Found, IReadOnlyList<Fault> Faults) search) => search.Found is { } found ? Outcomes.Answer(found) : Outcomes.Answer(Outcomes.Of(search.Faults), 400);

    private static IResult Answer(IEnumerable<Fault> faults) => Outcomes.Answer(Outcomes.Of(faults), 422);

    private static IResult Wrong(int status, string words) => Outcomes.Answer(Outcomes.Of(new Microsoft.AspNetCore.Mvc.ProblemDetails { Status = status, Detail = words }), status);

    private static bool WantsXml(HttpRequest request) => request.Query["_format"].ToString().Contains("xml", StringComparison.OrdinalIgnoreCase)
        || request.Headers.Accept.ToString() is { Length: > 0 } accept && accept.Contains("xml", StringComparison.OrdinalIgnoreCase) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal);
}
