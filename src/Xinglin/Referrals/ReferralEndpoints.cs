using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;
using Xinglin.Referrals.Pages;
using Xinglin.Web;

namespace Xinglin.Referrals;

/// <param name="State">In words with hyphens: <c>in-review</c>, <c>submitted</c>, <c>info-wanted</c> …</param>
/// <param name="OwnerRole">The role at <paramref name="OwnerId"/> that must act next, by <paramref name="DueAt"/>; null when it has ended.</param>
/// <param name="DueSource">Whose rule set the limit.</param>
/// <param name="Term">The clause that it runs under.</param>
/// <param name="Version">Also the ETag; acts want it back as If-Match.</param>
public sealed record ReferralResponse(
    Guid Id, string Number, string Direction, string Category, string Urgency, string State, Guid PatientId, string PatientName, string Sex, string Age,
    Guid FromId, string FromName, string? FromDepartment, string? FromPhysician, Guid ToId, string ToName, string? ToDepartment, string? ToPhysician,
    Guid? OwnerId, string? OwnerRole, DateTimeOffset? DueAt, string? DueSource, string? ClaimedBy, string? Term, string? OutsideReason, Guid? PreviousId,
    DateTimeOffset? ExpectedAt, DateOnly? NextFollowUp, bool EnteredAfterwards, string? ReasonCode, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt,
    DateTimeOffset? AnsweredAt, DateTimeOffset? ArrivedAt, DateTimeOffset? CompletedAt, DateTimeOffset? EndedAt, int Version)
{
    internal static ReferralResponse Of(Referral referral) => new(
        referral.Id, referral.Number, Words.Of(referral.Direction), Words.Of(referral.Category), Words.Of(referral.Urgency), Words.Of(referral.State),
        referral.PatientId, referral.PatientName, referral.Sex, referral.Age, referral.FromId, referral.FromName, referral.FromDepartment,
        referral.FromPhysician, referral.ToId, referral.ToName, referral.ToDepartment, referral.ToPhysician, referral.OwnerId, referral.OwnerRole,
        referral.DueAt, referral.DueSource, referral.ClaimedBy, referral.TermSource, referral.OutsideReason, referral.PreviousId, referral.ExpectedAt,
        referral.NextFollowUp, referral.EnteredAfterwards, referral.ReasonCode, referral.CreatedAt, referral.SubmittedAt, referral.AnsweredAt,
        referral.ArrivedAt, referral.CompletedAt, referral.EndedAt, referral.Version);
}

/// <param name="More">There is a further page.</param>
public sealed record ReferralListResponse(IReadOnlyList<ReferralRow> Items, int Page, bool More);

/// <param name="Id">For record-follow-up, as <c>followUpId</c>.</param>
/// <param name="Result"><c>planned</c>, <c>done</c>, <c>not-reached</c> or <c>worse</c>.</param>
public sealed record FollowUpResponse(Guid Id, DateOnly On, string What, string Result, string? Means, string? Findings, string? By, DateTimeOffset? DoneAt);

/// <param name="Act">Null for a reminder.</param>
public sealed record ReferralEventResponse(DateTimeOffset At, string? Act, string From, string To, string By, string? Organization, string? ReasonCode, string? Text);

/// <summary>/api/referrals: what one's institution sends and receives. What belongs to others reads as not there.</summary>
internal static class ReferralEndpoints
{
    public static void MapReferrals(this IEndpointRouteBuilder app)
    {
        var referrals = app.MapApi("/referrals", "转诊");
        referrals.MapGet("", List).WithName("ListReferrals").WithSummary("转诊工作列表").ProducesProblem(400);
        referrals.MapPost("", Create).WithName("CreateReferral").WithSummary("新建转诊单（草稿）").ProducesProblem(404);
        referrals.MapGet("{id:guid}", Read).WithName("ReadReferral").WithSummary("一张转诊单").ProducesProblem(404);
        referrals.MapPut("{id:guid}", Amend).WithName("AmendReferral").WithSummary("修改草稿，或补充对方要求的资料；需要 If-Match").ProducesProblem(404).ProducesProblem(428);
        referrals.MapGet("{id:guid}/content", Content).WithName("ReadReferralContent").WithSummary("转诊单的病情、安排与结果；查阅留痕").ProducesProblem(404);
        referrals.MapGet("{id:guid}/history", History).WithName("ReadReferralHistory").WithSummary("办理经过").ProducesProblem(404);
        referrals.MapGet("{id:guid}/follow-ups", FollowUps).WithName("ReadFollowUps").WithSummary("随访计划与结果；查阅留痕").ProducesProblem(404);
        referrals.MapActions();
        referrals.MapExchange();
        referrals.MapFeed();
        app.MapGet("/referrals/{id:guid}/attachments/{attachmentId:guid}", (Guid id, Guid attachmentId, MessageDesk desk, CancellationToken ct) => desk.Download(id, attachmentId, ct))
            .RequireAuthorization().ExcludeFromDescription();
        app.MapPost("/referrals/clauses/{id:guid}/list", ListNote).RequireAuthorization(policy => policy.RequireRole(SendingDesk.Authors)).ExcludeFromDescription();
    }

    /// <summary>A part of the form that follows what is typed. Posted, so that no diagnosis stands in an address.</summary>
    private static RazorComponentResult<ClauseListNote> ListNote(Guid id, ReferralGate gate, CurrentUser user,
        [FromForm(Name = "Form.ToDepartment")] string? department, [FromForm(Name = "Form.Examination")] string? examination,
        [FromForm(Name = "Form.Diagnoses")] string? diagnoses, [FromForm(Name = "Form.TcmDisease")] string? disease,
        [FromForm(Name = "Form.Outcome.Diagnoses")] string? outcome, [FromForm(Name = "Form.Outcome.TcmDisease")] string? outcomeDisease)
    {
        var form = new ReferralForm { Examination = examination, Diagnoses = diagnoses ?? outcome, TcmDisease = disease ?? outcomeDisease };
        return new(new { Clause = gate.Clause(id, user.Organization).Parameters, Department = department, Request = form.Request() });
    }

    /// <param name="view"><c>waiting</c>, <c>sent</c>, <c>received</c>, <c>expected</c>, <c>late</c> or <c>all</c>.</param>
    /// <param name="q">Part of the patient's name, its initials, or of a number.</param>
    private static async Task<Ok<ReferralListResponse>> List(string? view, string? q, string? state, int? page, ReferralList list, CancellationToken ct)
    {
        var filter = new ReferralFilter(
            view is null ? ReferralView.Waiting : Parse<ReferralView>(view, "列表"), q, null, state is null ? null : Parse<ReferralState>(state, "状态"), Page: page ?? 1);
        var rows = await list.Find(filter, ct);
        return TypedResults.Ok(new ReferralListResponse([.. rows.Take(ReferralFilter.Size)], filter.Page, rows.Count > ReferralFilter.Size));
    }

    private static async Task<Created<ReferralResponse>> Create(ReferralDraft draft, SendingDesk desk, HttpContext context, CancellationToken ct)
    {
        var referral = await desk.Draft(draft, draft.PreviousId, ct);
        context.Response.Headers.ETag = EntityTag.Of(referral);
        return TypedResults.Created($"/api/referrals/{referral.Id}", ReferralResponse.Of(referral));
    }

    private static async Task<Ok<ReferralResponse>> Amend(
        Guid id, ReferralDraft draft, [FromHeader(Name = "If-Match")] string? ifMatch, SendingDesk desk, HttpContext context, CancellationToken ct)
    {
        var referral = await desk.Save(id, EntityTag.Seen(ifMatch), draft, ct);
        context.Response.Headers.ETag = EntityTag.Of(referral);
        return TypedResults.Ok(ReferralResponse.Of(referral));
    }

    private static async Task<Results<Ok<ReferralResponse>, StatusCodeHttpResult>> Read(Guid id, ReferralStore store, HttpContext context, CancellationToken ct)
    {
        var referral = await store.Read(id, ct);
        var tag = EntityTag.Of(referral);
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Contains(tag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(ReferralResponse.Of(referral));
    }

    private static async Task<Ok<ReferralDocuments>> Content(Guid id, ReferralStore store, IAuditTrail audit, CancellationToken ct)
    {
        var referral = await store.Read(id, ct);
        await audit.RecordNow("referral.read", ReferralStore.Subject(referral), "接口查阅", ct: ct);
        return TypedResults.Ok(await store.Documents(id, ct));
    }

    private static async Task<Ok<IReadOnlyList<FollowUpResponse>>> FollowUps(Guid id, ReferralStore store, IAuditTrail audit, CancellationToken ct)
    {
        await audit.RecordNow("referral.read", ReferralStore.Subject(await store.Read(id, ct)), "接口查阅随访", ct: ct);
        return TypedResults.Ok<IReadOnlyList<FollowUpResponse>>([.. (await store.FollowUps(id, ct)).Select(each =>
            new FollowUpResponse(each.Id, each.On, each.What, Words.Of(each.Result), each.Means, each.Findings, each.By, each.DoneAt))]);
    }

    private static async Task<Ok<IReadOnlyList<ReferralEventResponse>>> History(Guid id, ReferralStore store, CancellationToken ct)
    {
        await store.Read(id, ct);
        return TypedResults.Ok<IReadOnlyList<ReferralEventResponse>>([.. (await store.Story(id, ct)).Select(line => new ReferralEventResponse(
            line.At, line.Act is { } act ? Words.Of(act) : null, Words.Of(line.From), Words.Of(line.To), line.By, line.Organization, line.ReasonCode, line.Text))]);
    }

    internal static T Parse<T>(string word, string what) where T : struct, Enum => Words.TryParse<T>(word, out var value)
        ? value
        : throw new Refused(RefusalKind.Invalid, "word.unknown", $"没有“{word}”这种{what}。", $"可用：{string.Join("、", Enum.GetValues<T>().Select(Words.Of))}。");
}
