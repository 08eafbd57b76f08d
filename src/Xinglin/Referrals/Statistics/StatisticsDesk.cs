using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals.Capacity;

namespace Xinglin.Referrals.Statistics;

/// <summary>What is looked at.</summary>
/// <param name="From">First day of the first month, by the day on which referrals were sent.</param>
/// <param name="To">Last day.</param>
public sealed record StatisticsPeriod(DateOnly From, DateOnly To)
{
    public DateTimeOffset Begin => ChinaTime.StartOf(From);
    public DateTimeOffset End => ChinaTime.StartOf(To.AddDays(1));

    /// <summary>So many months up to and with the one of that day.</summary>
    public static StatisticsPeriod Months(DateOnly day, int months)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new StatisticsPeriod(first.AddMonths(1 - months), first.AddMonths(1).AddDays(-1));
    }
}

/// <summary>A rate with both its numbers; no rate where there is nothing to divide by.</summary>
public sealed record Rate(string Code, string Name, string Definition, int Counted, int Of)
{
    public bool IsFew => Of is > 0 and < WaitFigure.FewCases;

    /// <summary>「85.7%」, 「不适用」</summary>
    public string Show() => Of == 0 ? "不适用" : $"{Math.Round(100m * Counted / Of, 1)}%";
}

/// <summary>Referrals that were accepted and not called off, by the month in which they were sent.</summary>
public sealed record MonthCount(DateOnly Month, int Up, int Homeward, int Lateral)
{
    /// <summary>As pages and files show it.</summary>
    public const string Definition = "人次，按送出月份，不含撤销";
}

public sealed record ReasonCount(string Code, string Name, int Count);

/// <param name="Sent">All that were sent, emergencies entered afterwards not counted.</param>
/// <param name="Persons">How many different people they were.</param>
/// <param name="Afterwards">Emergencies entered afterwards, counted apart.</param>
public sealed record SideStatistics(
    FigureSide Side, int Sent, int Persons, int Cancelled, int Afterwards, IReadOnlyList<Rate> Rates, IReadOnlyList<MonthCount> Months, IReadOnlyList<ReasonCount> Refusals);

/// <summary>Figures of the own institution's referrals: numbers without patients, and for those who treat the referrals behind them.</summary>
public sealed class StatisticsDesk(XinglinDb db, ReferralStore store, CurrentUser user, TimeProvider time)
{
    public const int PageSize = 50;

    /// <exception cref="Refused">Not a person who reads figures.</exception>
    public async Task<SideStatistics> Of(FigureSide side, StatisticsPeriod period, CancellationToken ct = default)
    {
        user.Require("查看转诊统计", WaitDesk.FigureReaders);
        var all = Within(db.Set<Referral>().AsNoTracking(), side, period);
        var counted = all.Where(referral => !referral.EnteredAfterwards);
        var rates = new List<Rate>();
        foreach (var figure in ReferralFigures.At(time.Now()))
        {
            var of = counted.Where(figure.Of);
            rates.Add(new Rate(figure.Code, figure.Name, figure.Definition, await of.CountAsync(figure.Counted, ct), await of.CountAsync(ct)));
        }

        var months = new List<MonthCount>();
        for (var month = period.From; month <= period.To; month = month.AddMonths(1))
        {
            var done = await Within(counted, side, new StatisticsPeriod(month, month.AddMonths(1).AddDays(-1)))
                .Where(referral => referral.Decision == ReferralDecision.Accepted && referral.State != ReferralState.Cancelled)
                .GroupBy(referral => referral.Direction).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
            months.Add(new MonthCount(month, done.GetValueOrDefault(ReferralDirection.Up),
                done.GetValueOrDefault(ReferralDirection.Down) + done.GetValueOrDefault(ReferralDirection.Return), done.GetValueOrDefault(ReferralDirection.Lateral)));
        }

        var refusals = await counted.Where(referral => referral.Decision == ReferralDecision.Refused && referral.RefusalCode != null)
            .GroupBy(referral => referral.RefusalCode!).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        return new SideStatistics(side, await counted.CountAsync(ct), await counted.Select(referral => referral.PatientId).Distinct().CountAsync(ct),
            await counted.CountAsync(referral => referral.State == ReferralState.Cancelled, ct), await all.CountAsync(referral => referral.EnteredAfterwards, ct), rates, months,
            [.. refusals.OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => new ReasonCount(reason.Key, ReferralCodes.NameOf(reason.Key), reason.Count))]);
    }

    /// <summary>The referrals behind a figure: those counted, or those of the denominator that are not.</summary>
    /// <param name="code">A figure of <see cref="ReferralFigures"/>, <c>afterwards</c>, <c>cancelled</c>, <c>all</c>, or a code of a refusal.</param>
    /// <exception cref="Refused">No such figure.</exception>
    public async Task<IReadOnlyList<Referral>> Behind(FigureSide side, StatisticsPeriod period, string code, bool counted, int page, CancellationToken ct = default)
    {
        var found = Within(store.Visible.AsNoTracking(), side, period);
        if (code == "afterwards") found = found.Where(referral => referral.EnteredAfterwards);
        else
        {
            found = found.Where(referral => !referral.EnteredAfterwards);
            if (ReferralFigures.At(time.Now()).FirstOrDefault(figure => figure.Code == code) is { } figure)
                found = found.Where(figure.Of).Where(counted ? figure.Counted : Not(figure.Counted));
            else if (code == "cancelled") found = found.Where(referral => referral.State == ReferralState.Cancelled);
            else if (ReferralCodes.Refusal.Concat(ReferralCodes.RefusalBelow).Any(reason => reason.Code == code))
                found = found.Where(referral => referral.Decision == ReferralDecision.Refused && referral.RefusalCode == code);
            else if (code != "all") throw Refused.NotFound("这个统计项目");
        }

        return await found.OrderByDescending(referral => referral.SubmittedAt).ThenByDescending(referral => referral.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize + 1).ToListAsync(ct);
    }

    /// <summary>Within one institution both ends are the same; such referrals belong to neither side.</summary>
    private IQueryable<Referral> Within(IQueryable<Referral> referrals, FigureSide side, StatisticsPeriod period)
    {
        var (organization, begin, end) = (user.Organization, period.Begin, period.End);
        var ours = side == FigureSide.Received ? referrals.Where(referral => referral.ToId == organization) : referrals.Where(referral => referral.FromId == organization);
        return ours.Where(referral => referral.Direction != ReferralDirection.Internal && referral.SubmittedAt >= begin && referral.SubmittedAt < end);
    }

    private static Expression<Func<Referral, bool>> Not(Expression<Func<Referral, bool>> condition) =>
        Expression.Lambda<Func<Referral, bool>>(Expression.Not(condition.Body), condition.Parameters);
}
