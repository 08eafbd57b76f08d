using Microsoft.AspNetCore.Mvc;

namespace Xinglin.Web;

/// <summary>Endpoint metadata of a standard that has a form of its own for what went wrong: FHIR wants an OperationOutcome.</summary>
public sealed record ProblemFormat(Func<ProblemDetails, IResult> Write)
{
    /// <summary>In the endpoint's own form, else as ProblemDetails.</summary>
    public static IResult Of(HttpContext context, ProblemDetails problem) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ProblemFormat>()?.Write(problem) ?? TypedResults.Problem(problem);
}
