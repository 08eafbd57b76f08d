using System.Globalization;
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
        app.MapGet("/referrals/statistics.{format}", Download).RequireAuthorization(policy => policy.RequireRole(WaitDesk.FigureReaders)).ExcludeFromDescription();
        figures.MapPut("waits", Record).WithName("RecordOrdinaryWaits").WithSummary("登记普通患者的等候时间；全部成功或全部不登记").ProducesProblem(400).ProducesProblem(403);
    }

    /// <param name="side"><c>received</c> or <c>sent</c>.</param>
    /// <param name="from">First month, <c>2026-06</c>.</param>
    /// <param name="to">Last month.</param>
    private static async Task<Ok<SideStatistics>> Figures(string side, string from, string to, StatisticsDesk desk, CancellationToken ct)
    {
        var period = Period(from, to);
        return TypedResults.Ok(await desk.Of(ReferralEndpoints.Parse<FigureSide>(side, "方向"), period, ct));
    }

    private static StatisticsPeriod Period(string from, string to)
    {
        var (first, last) = (Month(from), Month(to));
        if (last < first || last >= first.AddYears(5)) throw new Refused(RefusalKind.Invalid, "api.period", "时间段应从早到晚，且不超过五年。");
        return new StatisticsPeriod(first, last.AddMonths(1).AddDays(-1));
    }

    /// <summary>What the page of the figures shows, one figure a row.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> Download(string format, string from, string to, StatisticsDesk desk, CurrentUser user, CancellationToken ct)
    {
        var period = Period(from, to);
        var rows = new List<IEnumerable<string?>>();
        foreach (var side in Enum.GetValues<FigureSide>()) rows.AddRange(Rows(await desk.Of(side, period, ct)));
        return TableFile.Of(format, $"{user.OrganizationName}转诊统计 {from} 至 {to}", ["一侧", "项目", "月份", "人次或分子", "分母", "比率", "怎么算"], rows);
    }

    private static IEnumerable<IEnumerable<string?>> Rows(SideStatistics figures)
    {
        var side = figures.Side.Show();
        IEnumerable<string?> Count(string name, int count, string? how = null, DateOnly? month = null) => [side, name, month is { } day ? WaitDesk.Month(day) : "", Text(count), "", "", how];
        yield return Count(figures.Side == FigureSide.Received ? "送来的转诊" : "送出的转诊", figures.Sent, "不含急诊补录");
        yield return Count("涉及患者（人）", figures.Persons);
        yield return Count("撤销", figures.Cancelled, "不算完成");
        yield return Count("急诊补录", figures.Afterwards, "单列");
        foreach (var rate in figures.Rates) yield return [side, rate.Name, "", Text(rate.Counted), Text(rate.Of), rate.Show(), rate.Definition];
        foreach (var month in figures.Months)
        {
            yield return Count("每月受理：上转", month.Up, MonthCount.Definition, month.Month);
            yield return Count("每月受理：下转、回转", month.Homeward, MonthCount.Definition, month.Month);
            yield return Count("每月受理：平转", month.Lateral, MonthCount.Definition, month.Month);
        }

        foreach (var reason in figures.Refusals) yield return Count($"不接收：{reason.Name}（{reason.Code}）", reason.Count);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

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
