using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Referrals;

/// <param name="Text">At most 1000 characters.</param>
public sealed record MessageRequest(string Text);

/// <param name="Organization">Of whom it comes.</param>
public sealed record MessageResponse(DateTimeOffset At, string By, Guid OrganizationId, string Organization, string Text);

public sealed record AttachmentResponse(Guid Id, string Title, string By, Guid OrganizationId, DateTimeOffset At)
{
    internal static AttachmentResponse Of(ReferralAttachment attachment) => new(attachment.Id, attachment.Title, attachment.By, attachment.OrganizationId, attachment.At);
}

/// <param name="Available">For each medicine of the plan in its order; null where the pharmacy has not answered yet.</param>
/// <param name="Note">What could take the place of what is lacking; needed where something is.</param>
public sealed record PharmacyCheckRequest(IReadOnlyList<bool?> Available, string? Note = null);

/// <summary>What passes between the two sides of a referral beside its acts: words, files, what the pharmacy below has, and the way up again.</summary>
internal static class ReferralExchangeEndpoints
{
    public static void MapExchange(this RouteGroupBuilder referrals)
    {
        referrals.MapGet("{id:guid}/messages", Messages).WithName("ReadMessages").WithSummary("双方留言；查阅留痕").ProducesProblem(404);
        referrals.MapPost("{id:guid}/messages", Say).WithName("SendMessage").WithSummary("给对方留言").ProducesProblem(404);
        referrals.MapGet("{id:guid}/attachments", Attachments).WithName("ListAttachments").WithSummary("附件").ProducesProblem(404);
        // No token against forged requests: calls of the API carry none, and SameOrigin stands in its place.
        referrals.MapPost("{id:guid}/attachments", Attach).WithName("AttachFile").WithSummary("上传附件（PDF、JPEG 或 PNG，20 MB 以内）").ProducesProblem(404).DisableAntiforgery();
        referrals.MapGet("{id:guid}/attachments/{attachmentId:guid}", Download).WithName("ReadAttachment").WithSummary("附件的内容；查阅留痕").Produces(200).ProducesProblem(404);
        referrals.MapPost("{id:guid}/pharmacy-check", Check).WithName("CheckPharmacy").WithSummary("接收机构登记药房有没有方案中的药；需要 If-Match").ProducesProblem(404).ProducesProblem(428);
        referrals.MapPost("{id:guid}/again", Again).WithName("ReferAgain").WithSummary("随访中再次上转：带上全部资料起草").ProducesProblem(404);
    }

    private static async Task<Ok<IReadOnlyList<MessageResponse>>> Messages(Guid id, ReferralStore store, MessageDesk desk, IAuditTrail audit, CancellationToken ct)
    {
        await audit.RecordNow("referral.read", ReferralStore.Subject(await store.Read(id, ct)), "接口查阅留言", ct: ct);
        return TypedResults.Ok<IReadOnlyList<MessageResponse>>([.. (await desk.Messages(id, ct)).Select(line => new MessageResponse(line.At, line.By, line.OrganizationId, line.Organization, line.Text))]);
    }

    private static async Task<NoContent> Say(Guid id, MessageRequest request, MessageDesk desk, CancellationToken ct)
    {
        await desk.Say(id, request.Text ?? "", ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<AttachmentResponse>>> Attachments(Guid id, ReferralStore store, MessageDesk desk, CancellationToken ct)
    {
        await store.Read(id, ct);
        return TypedResults.Ok<IReadOnlyList<AttachmentResponse>>([.. (await desk.Attachments(id, ct)).Select(AttachmentResponse.Of)]);
    }

    /// <param name="title">The file's name where it is left out.</param>
    private static async Task<Created<AttachmentResponse>> Attach(Guid id, IFormFile? file, [FromForm] string? title, MessageDesk desk, CancellationToken ct)
    {
        if (file is null) throw new Refused(RefusalKind.Invalid, "file.missing", "请求中没有文件。", "请以 multipart/form-data 上传，文件的字段名是 file。");
        await using var content = file.OpenReadStream();
        var attachment = await desk.Attach(id, content, file.FileName, title, ct);
        return TypedResults.Created($"/api/referrals/{id}/attachments/{attachment.Id}", AttachmentResponse.Of(attachment));
    }

    private static Task<IResult> Download(Guid id, Guid attachmentId, MessageDesk desk, CancellationToken ct) => desk.Download(id, attachmentId, ct);

    private static async Task<Ok<IReadOnlyList<PlanMedicine>>> Check(
        Guid id, PharmacyCheckRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, PharmacyDesk desk, ReferralStore store, CancellationToken ct)
    {
        await desk.Record(id, EntityTag.Seen(ifMatch), request.Available ?? [], request.Note, ct);
        return TypedResults.Ok((await store.Document<ReferralOutcome>(id, ReferralDocumentKind.Outcome, ct))!.Medicines);
    }

    private static async Task<Created<ReferralResponse>> Again(Guid id, SendingDesk desk, HttpContext context, CancellationToken ct)
    {
        var referral = await desk.Again(id, ct);
        context.Response.Headers.ETag = EntityTag.Of(referral);
        return TypedResults.Created($"/api/referrals/{referral.Id}", ReferralResponse.Of(referral));
    }
}
