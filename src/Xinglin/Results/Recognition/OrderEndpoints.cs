using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Results.Contract;
using Xinglin.Web;

namespace Xinglin.Results.Recognition;

/// <param name="Decisions">One for each item or panel for which a result stands.</param>
public sealed record DecideRequest(Guid PatientId, IReadOnlyList<OrderDecisionIn> Decisions);

/// <param name="National">R1 to R6.</param>
public sealed record RepeatReasonResponse(string Code, string National, string Name, bool NeedsWords);

/// <summary>/api/results/orders: which results stand at the moment of ordering, and what the doctor decides; the file of the price list.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var orders = app.MapApi("/results/orders", "检查检验");
        orders.MapPost("", Ask).WithName("AskOrder").WithSummary("开单时查询可互认的结果；查询留痕").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        orders.MapPost("{id:guid}/decisions", Decide).WithName("DecideOrder").WithSummary("医师决定互认或重复检查").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        orders.MapGet("reasons", Reasons).WithName("ListRepeatReasons").WithSummary("重复检查的原因代码");
        app.MapGet("/results/prices.{format}", Prices).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/results/rules/{set}.{format}", Rules).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> Prices(string format, PriceDesk desk, CancellationToken ct) =>
        TableFile.Of(format, "检查检验项目价格", PriceDesk.Sheet.Select(column => column.Heading), await desk.Rows(ct));

    private static async Task<Results<FileContentHttpResult, NotFound>> Rules(string set, string format, RuleDesk desk, CancellationToken ct)
    {
        var (name, rows) = await desk.Rows(set, ct);
        return TableFile.Of(format, name, RuleRow.Columns.Select(column => column.Heading), rows);
    }

    private static async Task<Ok<OrderAnswer>> Ask(OrderQuestion question, IOrderAdvice desk, CancellationToken ct) => TypedResults.Ok(await desk.Ask(question, ct));

    private static async Task<Ok<OrderOutcome>> Decide(Guid id, DecideRequest request, IOrderAdvice desk, CancellationToken ct) =>
        TypedResults.Ok(await desk.Decide(request.PatientId, id, request.Decisions ?? [], ct));

    private static Ok<IReadOnlyList<RepeatReasonResponse>> Reasons(IOrderAdvice desk) =>
        TypedResults.Ok<IReadOnlyList<RepeatReasonResponse>>([.. desk.Reasons.Select(reason => new RepeatReasonResponse(reason.Code, reason.National, reason.Name, reason.NeedsWords))]);
}
