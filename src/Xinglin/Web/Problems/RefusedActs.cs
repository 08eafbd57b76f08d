using Microsoft.AspNetCore.Http.Features;
using Xinglin.Platform;

namespace Xinglin.Web.Problems;

/// <summary>
/// An act that was refused to a signed-in person leaves an audit entry: who, for which organisation, on what, from where, and why
/// not. Both ways lead here: what no page caught, as the problem it became, and what a page shows above its form. What was merely
/// filled in wrongly (400) is no matter for the auditor. The refusal's sentence is kept, so it must hold no clinical text.
/// </summary>
internal static class RefusedActs
{
    /// <summary>A page tells its reader of the refusal itself; that nothing was done shows in the answer's status too.</summary>
    public static void Note(HttpContext context, Refused refused)
    {
        var problem = ProblemDescription.From(refused);
        context.Items[typeof(RefusedActs)] = problem;
        if (IsAct(context) && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK }) context.Response.StatusCode = problem.Status;
    }

    /// <param name="problem">What the request came to; null where a page was drawn, perhaps with a refusal on it.</param>
    public static async Task Record(HttpContext context, ProblemDescription? problem = null)
    {
        problem ??= context.Items[typeof(RefusedActs)] as ProblemDescription;
        if (problem is not { Status: 403 or 404 or 409 } || !IsAct(context)) return;
        if (context.RequestServices.GetRequiredService<CurrentUser>().UserId is null) return;
        await context.RequestServices.GetRequiredService<IAuditTrail>().RecordNow(
            "act.refused", Subject(context), $"{problem.Code}：{problem.Detail}", AuditOutcome.Refused, CancellationToken.None);
    }

    private static bool IsAct(HttpContext context) => context.GetEndpoint() is not null
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method);

    /// <summary>The address with the form that was sent, and the id of what the address is about, by which the auditor finds it.</summary>
    private static AuditSubject Subject(HttpContext context)
    {
        var id = context.Request.RouteValues.Values.Select(value => Guid.TryParse(value?.ToString(), out var guid) ? guid : (Guid?)null).FirstOrDefault(guid => guid is not null);
        var form = context.Features.Get<IFormFeature>()?.Form?["_handler"].ToString();
        return new AuditSubject("request", id, string.IsNullOrEmpty(form) ? $"{context.Request.Method} {context.Request.Path}" : $"{context.Request.Method} {context.Request.Path} {form}");
    }
}
