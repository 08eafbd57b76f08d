using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Xinglin.Web.Problems;

/// <summary>Answers with ProblemDetails (RFC 9457) to programs and with a page to people.</summary>
internal static class ProblemAnswer
{
    public static async Task Write(HttpContext context, ProblemDescription problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (IsProgram(context.Request))
        {
            await ProblemFormat.Of(context, Details(problem)).ExecuteAsync(context);
            return;
        }

        // The page that failed has used up this request's renderer, and perhaps left its unit of work half filled.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var services = context.RequestServices;
        context.RequestServices = scope.ServiceProvider;
        context.Response.Headers.Remove("blazor-enhanced-nav");
        try { await Page(problem).ExecuteAsync(context); }
        finally { context.RequestServices = services; }
    }

    private static ProblemDetails Details(ProblemDescription problem)
    {
        var details = new ProblemDetails
        {
            Type = $"urn:xinglin:{problem.Code}",
            Title = problem.Title,
            Detail = problem.Detail,
            Status = problem.Status,
            Extensions = { ["code"] = problem.Code }
        };
        if (problem.Remedy is not null) details.Extensions["remedy"] = problem.Remedy;
        if (problem.By is not null) details.Extensions["citation"] = problem.By;
        if (problem.Incident is not null) details.Extensions["incident"] = problem.Incident;
        return details;
    }

    private static RazorComponentResult Page(ProblemDescription problem) =>
        new RazorComponentResult<App>(new Dictionary<string, object?> { [nameof(App.Problem)] = problem }) { StatusCode = problem.Status };

    private static bool IsProgram(HttpRequest request)
    {
        if (ProgramPath.Is(request)) return true;
        var accept = request.Headers.Accept.ToString();
        return !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) && accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }
}
