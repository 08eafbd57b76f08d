using Hl7.Fhir.Model;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;

namespace Xinglin.Fhir;

/// <summary>The one place where a refusal, a bare status or faults become an OperationOutcome (FHIR R4 §2.34).</summary>
internal static class Outcomes
{
    public static OperationOutcome Of(IEnumerable<Fault> faults) => new()
    {
        Issue = [.. faults.Select(fault => Issue(OperationOutcome.IssueSeverity.Error, fault.Type, null, fault.Words, fault.Path))]
    };

    public static OperationOutcome Of(Refused refused, string path) => new()
    {
        Issue = [Issue(OperationOutcome.IssueSeverity.Error, TypeOf(Status(refused)), refused.Code, string.Concat(refused.Message, refused.Remedy, refused.By is { } by ? $"（{by.Source}）" : ""), path)]
    };

    public static OperationOutcome Of(ProblemDetails problem) => new()
    {
        Issue = [Issue(OperationOutcome.IssueSeverity.Error, TypeOf(problem.Status ?? 500), problem.Extensions.TryGetValue("code", out var code) ? code as string : null,
            string.Concat(problem.Detail ?? problem.Title, problem.Extensions.TryGetValue("remedy", out var remedy) ? remedy as string : null, problem.Extensions.TryGetValue("incident", out var incident) ? $"故障编号 {incident}。" : null), null)]
    };

    public static OperationOutcome Told(string words) => new() { Issue = [Issue(OperationOutcome.IssueSeverity.Information, OperationOutcome.IssueType.Informational, null, words, null)] };

    public static int Status(Refused refused) => refused.Kind switch
    {
        RefusalKind.Forbidden => 403,
        RefusalKind.NotFound => 404,
        RefusalKind.Conflict => 409,
        _ => 422
    };

    public static IResult Answer(Resource resource, int status = 200) => new Written(resource, status);

    private static OperationOutcome.IssueComponent Issue(OperationOutcome.IssueSeverity severity, OperationOutcome.IssueType type, string? code, string words, string? path) => new()
    {
        Severity = severity,
        Code = type,
        Details = new CodeableConcept { Coding = code is null ? [] : [new Coding(Systems.RefusalCode, code)], Text = words },
        Expression = string.IsNullOrEmpty(path) ? [] : [path]
    };

    private static OperationOutcome.IssueType TypeOf(int status) => status switch
    {
        401 => OperationOutcome.IssueType.Login,
        403 => OperationOutcome.IssueType.Forbidden,
        404 => OperationOutcome.IssueType.NotFound,
        405 or 415 => OperationOutcome.IssueType.NotSupported,
        409 => OperationOutcome.IssueType.Conflict,
        413 => OperationOutcome.IssueType.TooLong,
        422 => OperationOutcome.IssueType.BusinessRule,
        429 => OperationOutcome.IssueType.Throttled,
        >= 500 => OperationOutcome.IssueType.Exception,
        _ => OperationOutcome.IssueType.Invalid
    };

    private sealed class Written(Resource resource, int status) : IResult
    {
        public System.Threading.Tasks.Task ExecuteAsync(HttpContext context)
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.StatusCode = status;
            context.Response.ContentType = FhirJson.ContentType + "; charset=utf-8";
            var bytes = FhirJson.Write(resource);
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        }
    }
}
