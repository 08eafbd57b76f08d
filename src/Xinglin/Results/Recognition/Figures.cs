using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>How often a result that stood was recognised: 互认项次 over 互认项次 + 不互认项次.</summary>
/// <param name="FalseAlarms">Of the repeated: those where the doctor said that the result was not comparable after all.</param>
/// <param name="Relied">On results that did not stand, by the doctor's judgement: counted beside, in no rate and no saving.</param>
/// <param name="SavedFen">By the price list of the institution that ordered.</param>
public sealed record RecognitionFigure(long Recognised, long Repeated, long FalseAlarms, long Relied, long SavedFen)
{
    public long Decided => Recognised + Repeated;

    /// <summary>Null where nothing was decided.</summary>
    public decimal? Rate => Decided == 0 ? null : 100m * Recognised / Decided;

    public static RecognitionFigure operator +(RecognitionFigure one, RecognitionFigure other) =>
        new(one.Recognised + other.Recognised, one.Repeated + other.Repeated, one.FalseAlarms + other.FalseAlarms, one.Relied + other.Relied, one.SavedFen + other.SavedFen);

    public static readonly RecognitionFigure None = new(0, 0, 0, 0, 0);
}

/// <summary>The figures of a period, cut four ways, with the reasons for repeating.</summary>
/// <param name="ByItem">By the item's code, with its name.</param>
public sealed record RecognitionOverview(
    DateOnly From, DateOnly To, RecognitionFigure All, IReadOnlyList<(OrganizationRef House, RecognitionFigure Figure)> ByHouse, IReadOnlyList<(string Panel, RecognitionFigure Figure)> ByPanel,
    IReadOnlyList<(string Code, string Name, RecognitionFigure Figure)> ByItem, IReadOnlyList<(DateOnly Month, RecognitionFigure Figure)> ByMonth, IReadOnlyList<(string Reason, long Count)> Reasons);

/// <summary>
/// Counts decisions. Figures of the own institution and of those bound to it by a recognition clause are shown; they name no patient.
/// What lies behind them is in <see cref="FigureCases"/>.
/// </summary>
public sealed class Figures(XinglinDb db, IAgreementTerms terms, IDirectory directory, ItemDictionary dictionary, CurrentUser user, TimeProvider time)
{
    public const string Readers = $"{Role.ConsortiumOffice},{Role.MedicalAffairs},{Role.Director},{Role.Diagnostics},{Role.Physician}";

    /// <summary>Months that one page covers at most.</summary>
    public const int MostMonths = 24;

    /// <param name="from">First day of the first month.</param>
    /// <param name="to">Any day of the last month.</param>
    /// <param name="house">Only of this institution; null for all that are shown.</param>
    public async Task<RecognitionOverview> Read(DateOnly from, DateOnly to, Guid? house, CancellationToken ct = default)
    {
        var houses = await Houses(ct);
        Guid[] ids = house is { } one ? [.. houses.Keys.Where(id => id == one)] : [.. houses.Keys];
        var months = Months(from, to).ToList();
        var rows = new List<(DateOnly Month, Guid House, string Panel, string Item, OrderOutcomeKind Outcome, string? Reason, long Count, long Fen)>();
        foreach (var month in months)
        {
            var (start, end) = (ChinaTime.StartOf(month), ChinaTime.StartOf(month.AddMonths(1)));
            var groups = await db.Set<OrderDecision>().AsNoTracking().Where(decision => ids.Contains(decision.OrganizationId) && decision.DecidedAt >= start && decision.DecidedAt < end)
                .GroupBy(decision => new { decision.OrganizationId, decision.Panel, decision.ItemCode, decision.Outcome, decision.ReasonCode })
                .Select(group => new { group.Key, Count = group.LongCount(), Fen = group.Sum(decision => decision.SavedFen ?? 0) }).ToListAsync(ct);
            rows.AddRange(groups.Select(group => (month, group.Key.OrganizationId, group.Key.Panel, group.Key.ItemCode, group.Key.Outcome, group.Key.ReasonCode, group.Count, group.Fen)));
        }

        static RecognitionFigure Sum(IEnumerable<(DateOnly, Guid, string, string, OrderOutcomeKind Outcome, string? Reason, long Count, long Fen)> part) => part.Aggregate(RecognitionFigure.None, (sum, row) => sum
            + (row.Outcome switch
            {
                OrderOutcomeKind.Recognised => new RecognitionFigure(row.Count, 0, 0, 0, row.Fen),
                OrderOutcomeKind.Repeated => new RecognitionFigure(0, row.Count, row.Reason == RepeatReasons.FalseAlarm ? row.Count : 0, 0, 0),
                _ => new RecognitionFigure(0, 0, 0, row.Count, 0)
            }));

        var items = await dictionary.Items(ct);
        return new RecognitionOverview(months[0], months[^1].AddMonths(1).AddDays(-1), Sum(rows),
            [.. rows.GroupBy(row => row.House).Select(group => (houses[group.Key], Sum(group))).OrderByDescending(each => each.Item2.Decided)],
            [.. rows.GroupBy(row => row.Panel).Select(group => (group.Key, Sum(group))).OrderByDescending(each => each.Item2.Decided)],
            [.. rows.GroupBy(row => row.Item).Select(group => (group.Key, items.Find(group.Key)?.Name ?? group.Key, Sum(group))).OrderByDescending(each => each.Item3.Decided)],
            [.. months.Select(month => (month, Sum(rows.Where(row => row.Month == month))))],
            [.. rows.Where(row => row.Reason is not null).GroupBy(row => row.Reason!).Select(group => (group.Key, group.Sum(row => row.Count))).OrderByDescending(each => each.Item2)]);
    }

    /// <summary>The own institution, and those bound to it by a recognition clause in force.</summary>
    internal async Task<IReadOnlyDictionary<Guid, OrganizationRef>> Houses(CancellationToken ct)
    {
        await terms.EnsureCurrent(ct);
        var organization = user.Organization;
        var partners = terms.Of(organization, time.Today()).Where(term => term.Kinds.Contains(ClauseKinds.ResultRecognition)).SelectMany(term => term.Bearers.Concat(term.Counterparties));
        return await directory.Find(partners.Append(organization).Distinct(), ct);
    }

    private static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        var (month, last) = (new DateOnly(from.Year, from.Month, 1), to < from ? from : to);
        for (var count = 0; month <= last && count < MostMonths; count++, month = month.AddMonths(1)) yield return month;
    }
}
