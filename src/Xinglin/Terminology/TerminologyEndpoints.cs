using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Terminology.Contract;
using Xinglin.Terminology.Pages;

namespace Xinglin.Terminology;

internal static class TerminologyEndpoints
{
    private const int Offered = 12, Most = 100;

    public static void MapTerminology(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/terminology/{system}", Find).WithTags("Terminology").WithName("FindConcepts").WithSummary("按名称、拼音首字母或编码查找诊断编码")
            .RequireAuthorization().ProducesProblem(404);
        app.MapGet("/terminology/{system}/options", async (string system, string? find, ITerminology terminology, CancellationToken ct) =>
                new RazorComponentResult<ConceptOptions>(new { Concepts = await terminology.Find(Known(system), find ?? "", Offered, ct), Asked = find }))
            .RequireAuthorization().ExcludeFromDescription();
    }

    /// <param name="system"><c>icd10</c>, <c>tcm-disease</c> or <c>tcm-pattern</c>.</param>
    /// <param name="q">Part of the name, pinyin initials, or the beginning of the code.</param>
    private static async Task<Ok<IReadOnlyList<Concept>>> Find(string system, string? q, int? limit, ITerminology terminology, CancellationToken ct) =>
        TypedResults.Ok(await terminology.Find(Known(system), q ?? "", Math.Clamp(limit ?? 20, 1, Most), ct));

    private static string Known(string system) => CodeSystems.Find(system)?.Id ?? throw Platform.Refused.NotFound("这种编码表");
}
