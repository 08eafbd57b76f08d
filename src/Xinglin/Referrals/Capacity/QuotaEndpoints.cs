using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Referrals.Capacity;

/// <param name="Week">Seven numbers, Monday first.</param>
/// <param name="ReleasedThrough">The last day whose unused places went to ordinary patients.</param>
/// <param name="Version">Also the ETag; changes want it back as If-Match.</param>
public sealed record QuotaResponse(
    Guid Id, string Department, string Kind, IReadOnlyList<int> Week, IReadOnlyList<QuotaException> Exceptions, int ReleaseDaysBefore, TimeOnly ReleaseTime,
    string Source, bool Kept, DateOnly? ReleasedThrough, int Version)
{
    internal static QuotaResponse Of(PlaceQuota quota) => new(quota.Id, quota.Department, Words.Of(quota.Kind), quota.Week, quota.Exceptions,
        quota.ReleaseDaysBefore, quota.ReleaseTime, quota.Source, quota.Kept, quota.ReleasedThrough, quota.Version);
}

/// <param name="Department">For a new quota.</param>
/// <param name="Kind">For a new quota.</param>
public sealed record QuotaRequest(
    IReadOnlyList<int> Week, int ReleaseDaysBefore, TimeOnly ReleaseTime, string Source, IReadOnlyList<QuotaException>? Exceptions = null,
    string? Department = null, PlaceKind? Kind = null)
{
    internal QuotaFacts Facts() => new(Week ?? [], Exceptions ?? [], ReleaseDaysBefore, ReleaseTime, Source ?? "");
}

/// <summary>/api/referrals/places: what one's institution holds for referred patients.</summary>
internal static class QuotaEndpoints
{
    public static void MapQuotas(this IEndpointRouteBuilder app)
    {
        var places = app.MapApi("/referrals/places", "转诊");
        places.MapGet("", async (QuotaDesk desk, CancellationToken ct) => TypedResults.Ok<IReadOnlyList<QuotaResponse>>([.. (await desk.All(ct)).Select(QuotaResponse.Of)]))
            .WithName("ListQuotas").WithSummary("本机构的预留名额");
        places.MapGet("days", Days).WithName("ListPlaces").WithSummary("本机构各日名额：预留、已占、已释放、可用").ProducesProblem(400);
        places.MapPost("", Open).WithName("OpenQuota").WithSummary("新设预留名额").ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        places.MapPut("{id:guid}", Change).WithName("ChangeQuota").WithSummary("修改预留名额；需要 If-Match").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        app.MapApi("/referrals", "转诊").MapGet("capacity", (Guid to, string? department, CapacityDesk desk, CancellationToken ct) => desk.Of(to, department, ct))
            .WithName("ReceiverCapacity").WithSummary("接收机构的空位、通常等候时间、是否暂停接收").ProducesProblem(403).ProducesProblem(404);
        places.MapDelete("{id:guid}", Stop).WithName("StopQuota").WithSummary("停用预留名额；需要 If-Match").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    /// <param name="from">Today where not given.</param>
    /// <param name="days">1 to 60; 14 where not given.</param>
    private static async Task<Ok<IReadOnlyList<DayPlaces>>> Days(DateOnly? from, int? days, PlaceBook book, CurrentUser user, TimeProvider time, CancellationToken ct)
    {
        if (days is < 1 or > 60) throw new Refused(RefusalKind.Invalid, "api.days", "天数应在 1 到 60 之间。");
        return TypedResults.Ok(await book.Days(user.Organization, from ?? time.Today(), days ?? PlaceBook.DaysAhead, ct));
    }

    private static async Task<Created<QuotaResponse>> Open(QuotaRequest request, QuotaDesk desk, HttpContext context, CancellationToken ct)
    {
        var quota = await desk.Open(request.Department ?? "", request.Kind ?? throw new Refused(RefusalKind.Invalid, "api.field-missing", "请求缺少 kind。", "可用：clinic、examination、bed。"), request.Facts(), ct);
        context.Response.Headers.ETag = EntityTag.Of(quota);
        return TypedResults.Created($"/api/referrals/places/{quota.Id}", QuotaResponse.Of(quota));
    }

    private static async Task<Ok<QuotaResponse>> Change(
        Guid id, QuotaRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, QuotaDesk desk, HttpContext context, CancellationToken ct) =>
        Tagged(await desk.Change(id, EntityTag.Seen(ifMatch), request.Facts(), ct), context);

    private static async Task<Ok<QuotaResponse>> Stop(Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, QuotaDesk desk, HttpContext context, CancellationToken ct) =>
        Tagged(await desk.Stop(id, EntityTag.Seen(ifMatch), ct), context);

    private static Ok<QuotaResponse> Tagged(PlaceQuota quota, HttpContext context)
    {
        context.Response.Headers.ETag = EntityTag.Of(quota);
        return TypedResults.Ok(QuotaResponse.Of(quota));
    }
}
