using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Webhooks;

/// <param name="Events">Types such as <c>referral.accept</c> or <c>notice.told</c>, or all of a kind: <c>referral.*</c>.</param>
public sealed record WebhookRequest(string? Name, string? Url, IReadOnlyList<string>? Events);

/// <param name="OverlapDays">How long the old secret signs beside the new one.</param>
public sealed record WebhookRotationRequest(int? OverlapDays = null);

/// <param name="PausedBecause">Null while deliveries are sent.</param>
/// <param name="Secret">Only in the answer to creating it.</param>
/// <param name="Version">Also the ETag.</param>
public sealed record WebhookResponse(
    Guid Id, string Name, string Url, IReadOnlyList<string> Events, string? PausedBecause, int FailuresInRow, string CreatedBy, DateTimeOffset CreatedAt, int Version, string? Secret = null)
{
    internal static WebhookResponse Of(WebhookSubscription subscription, string? secret = null) => new(
        subscription.Id, subscription.Name, subscription.Url, subscription.Events, subscription.PausedBecause, subscription.FailuresInRow, subscription.CreatedBy, subscription.CreatedAt,
        subscription.Version, secret);
}

public sealed record WebhookSecretResponse(string Secret);

public sealed record WebhookAttemptResponse(DateTimeOffset At, int? Status, int Milliseconds, string? Error);

/// <param name="State"><c>waiting</c>, <c>delivered</c> or <c>given-up</c>.</param>
public sealed record WebhookDeliveryResponse(
    Guid Id, string Type, Guid SubjectId, string? Subject, string State, DateTimeOffset CreatedAt, DateTimeOffset? DeliveredAt, IReadOnlyList<WebhookAttemptResponse> Attempts)
{
    internal static WebhookDeliveryResponse Of(WebhookLine line) => new(
        line.Delivery.Id, line.Delivery.Type, line.Delivery.SubjectId, line.Delivery.Subject, Words.Of(line.Delivery.State), line.Delivery.CreatedAt, line.Delivery.DeliveredAt,
        [.. line.Attempts.Select(attempt => new WebhookAttemptResponse(attempt.At, attempt.Status, attempt.Milliseconds, attempt.Error))]);
}

/// <summary>/api/webhooks: where one's organisation is told what happens.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var webhooks = app.MapApi("/webhooks", "事件推送");
        webhooks.MapGet("", List).WithName("ListWebhooks").WithSummary("本机构的事件推送");
        webhooks.MapPost("", Create).WithName("CreateWebhook").WithSummary("新建事件推送；签名密钥只在此应答中出现");
        webhooks.MapGet("{id:guid}", Read).WithName("ReadWebhook").WithSummary("一个事件推送").ProducesProblem(404);
        webhooks.MapPut("{id:guid}", Change).WithName("ChangeWebhook").WithSummary("修改名称、地址和事件；需要 If-Match").ProducesProblem(404).ProducesProblem(428);
        webhooks.MapDelete("{id:guid}", End).WithName("EndWebhook").WithSummary("停止推送；已有记录保留").ProducesProblem(404);
        webhooks.MapPost("{id:guid}/rotate", Rotate).WithName("RotateWebhookSecret").WithSummary("更换签名密钥；过渡期内新旧密钥同时签名").ProducesProblem(404);
        webhooks.MapPost("{id:guid}/pause", Pause).WithName("PauseWebhook").WithSummary("暂停推送；期间的事件留待恢复后发送").ProducesProblem(404);
        webhooks.MapPost("{id:guid}/resume", Resume).WithName("ResumeWebhook").WithSummary("恢复推送").ProducesProblem(404);
        webhooks.MapPost("{id:guid}/test", Test).WithName("TestWebhook").WithSummary("发送一次测试").ProducesProblem(404);
        webhooks.MapGet("{id:guid}/deliveries", Deliveries).WithName("ListWebhookDeliveries").WithSummary("最近的推送记录：每次的返回码与耗时").ProducesProblem(404);
        webhooks.MapPost("{id:guid}/deliveries/{deliveryId:guid}/redeliver", Redeliver).WithName("RedeliverWebhook").WithSummary("重新推送一条；编号与内容不变").ProducesProblem(404);
    }

    private static async Task<Ok<IReadOnlyList<WebhookResponse>>> List(WebhookDesk desk, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<WebhookResponse>>([.. (await desk.All(ct)).Select(subscription => WebhookResponse.Of(subscription))]);

    private static async Task<Created<WebhookResponse>> Create(WebhookRequest request, WebhookDesk desk, HttpContext context, CancellationToken ct)
    {
        var (subscription, secret) = await desk.Create(request.Name ?? "", request.Url ?? "", request.Events ?? [], ct);
        context.Response.Headers.ETag = EntityTag.Of(subscription);
        return TypedResults.Created($"/api/webhooks/{subscription.Id}", WebhookResponse.Of(subscription, secret));
    }

    private static async Task<Ok<WebhookResponse>> Read(Guid id, WebhookDesk desk, HttpContext context, CancellationToken ct) => Shown(await desk.Find(id, ct), context);

    private static async Task<Ok<WebhookResponse>> Change(
        Guid id, WebhookRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, WebhookDesk desk, HttpContext context, CancellationToken ct) =>
        Shown(await desk.Change(id, EntityTag.Seen(ifMatch), request.Name ?? "", request.Url ?? "", request.Events ?? [], ct), context);

    private static async Task<NoContent> End(Guid id, WebhookDesk desk, CancellationToken ct)
    {
        await desk.End(id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WebhookSecretResponse>> Rotate(Guid id, WebhookRotationRequest? request, WebhookDesk desk, CancellationToken ct) =>
        TypedResults.Ok(new WebhookSecretResponse(await desk.Rotate(id, request?.OverlapDays, ct)));

    private static async Task<Ok<WebhookResponse>> Pause(Guid id, WebhookDesk desk, HttpContext context, CancellationToken ct) => Shown(await desk.Pause(id, ct), context);

    private static async Task<Ok<WebhookResponse>> Resume(Guid id, WebhookDesk desk, HttpContext context, CancellationToken ct) => Shown(await desk.Resume(id, ct), context);

    private static async Task<Accepted> Test(Guid id, WebhookDesk desk, CancellationToken ct)
    {
        await desk.Test(id, ct);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Ok<IReadOnlyList<WebhookDeliveryResponse>>> Deliveries(Guid id, WebhookDesk desk, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<WebhookDeliveryResponse>>([.. (await desk.Log(id, ct)).Select(WebhookDeliveryResponse.Of)]);

    private static async Task<Accepted> Redeliver(Guid id, Guid deliveryId, WebhookDesk desk, CancellationToken ct)
    {
        await desk.Redeliver(id, deliveryId, ct);
        return TypedResults.Accepted((string?)null);
    }

    private static Ok<WebhookResponse> Shown(WebhookSubscription subscription, HttpContext context)
    {
        context.Response.Headers.ETag = EntityTag.Of(subscription);
        return TypedResults.Ok(WebhookResponse.Of(subscription));
    }
}
