using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Xinglin.Web;

/// <summary>
/// An area of the API. What every endpoint may answer beside its own is declared here once, so that the document at
/// <c>/api/openapi/v1.json</c> tells all of it.
/// </summary>
public static class ApiGroup
{
    private const string ProblemJson = "application/problem+json";

    /// <param name="path">Under <c>/api</c>: <c>/referrals</c>.</param>
    /// <param name="tag">The Chinese heading that its endpoints stand under.</param>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string path, string tag)
    {
        var group = app.MapGroup("/api" + path).WithTags(tag).RequireAuthorization();
        ((IEndpointConventionBuilder)group).Finally(Complete);
        return group;
    }

    private static void Complete(EndpointBuilder endpoint)
    {
        int[] answers = IsAct(endpoint.Metadata) ? [400, 401, 403, 409, 422, 429] : [401, 403, 429];
        foreach (var status in answers.Except(endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => answer.StatusCode)).ToList())
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [ProblemJson]));
    }

    /// <summary>Whether the endpoint changes something.</summary>
    public static bool IsAct(IEnumerable<object> metadata) =>
        metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Any(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)));
}
