using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Platform;
using Xinglin.Referrals.Capacity;
using Xinglin.Web;

namespace Xinglin.Referrals.Statistics;

/// <summary>A wait of ordinary patients as another system hands it in.</summary>
/// <param name="Month"><c>2026-10</c></param>
public sealed record OrdinaryWaitRequest(string Department, string Month, PlaceKind Kind, WaitMeasure Measure, decimal Days, int Cases, string Source);

/// <param name="ReferredCases">0 where nobody came; then the lengths are null.</param>
public sealed record WaitResponse(
    string Department, string Kind, int ReferredCases, double? ReferredMedianDays, double? ReferredMeanDays, double? ReferredNinthDecileDays,
    string? OrdinaryMeasure, decimal? OrdinaryDays, int? OrdinaryCases, string? OrdinarySource, double? FasterDays)
{
    internal static WaitResponse Of(WaitComparison row) => new(row.Department, Words.Of(row.Kind), row.Referred.Cases, row.Referred.Median?.TotalDays, row.MeanDays,
        row.Referred.NinthDecile?.TotalDays, row.Ordinary is { } ordinary ? Words.Of(ordinary.Measure) : null, row.Ordinary?.Days, row.Ordinary?.Cases, row.Ordinary?.Source, row.Faster);
}

/// <summary>/api/referrals/statistics and /api/referrals/waits: figures of the own institution, without patients.</summary>
internal static class StatisticsEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        var figures = app.MapApi("/referrals", "转诊");
        figures.MapGet("statistics", Figures).WithName("ReferralStatistics").WithSummary("转诊统计：每月人次、各项比率的分子分母、不接收的原因").ProducesProblem(400).ProducesProblem(403);
        figures.MapGet("waits", Waits).WithName("ReferralWaits").WithSummary("转诊患者与普通患者的等候时间").ProducesProblem(400).ProducesProblem(403);
        figures.MapPut("waits", Record).WithName("RecordOrdinaryWaits").WithSummary("登记普通患者的等候时间；全部成功或全部不登记").ProducesProblem(400).ProducesProblem(403);
    }

    /// <param name="side"><c>received</c> or <c>sent</c>.</param>
    /// <param name="from">First month, <c>2026-06</c>.</param>
    /// <param name="to">Last month.</param>
    private static async Task<Ok<SideStatistics>> Figures(string side, string from, string to, StatisticsDesk desk, CancellationToken ct)
    {
        var (first, last) = (Month(from), Month(to));
        if (last < first || last >= first.AddYears(5)) throw new Refused(RefusalKind.Invalid, "api.period", "时间段应从早到晚，且不超过五年。");
        return TypedResults.Ok(await desk.Of(ReferralEndpoints.Parse<FigureSide>(side, "方向"), new StatisticsPeriod(first, last.AddMonths(1).AddDays(-1)), ct));
    }

    private static async Task<Ok<IReadOnlyList<WaitResponse>>> Waits(string month, WaitDesk desk, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<WaitResponse>>([.. (await desk.Compare(Month(month), ct)).Select(WaitResponse.Of)]);

    private static async Task<NoContent> Record(IReadOnlyList<OrdinaryWaitRequest> waits, WaitDesk desk, CancellationToken ct)
    {
        await desk.Record([.. waits.Select(each => new WaitFacts(each.Department ?? "", Month(each.Month), each.Kind, each.Measure, each.Days, each.Cases, each.Source ?? ""))], ct);
        return TypedResults.NoContent();
    }

    private static DateOnly Month(string text) => DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", out var month)
        ? month
        : throw new Refused(RefusalKind.Invalid, "api.month", $"“{text}”不是月份。", "请写成 2026-10。");
}
