using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>How often a result that stood was recognised: 互认项次 over 互认项次 + 不互认项次.</summary>
/// <param name="FalseAlarms">Of the repeated: those where the doctor said that the result was not comparable after all.</param>
/// <param name="SavedFen">By the price list of the institution that ordered.</param>
public sealed record RecognitionFigure(long Recognised, long Repeated, long FalseAlarms, long SavedFen)
{
    public long Decided => Recognised + Repeated;

    /// <summary>Null where nothing was decided.</summary>
    public decimal? Rate => Decided == 0 ? null : 100m * Recognised / Decided;

    public static RecognitionFigure operator +(RecognitionFigure one, RecognitionFigure other) =>
        new(one.Recognised + other.Recognised, one.Repeated + other.Repeated, one.FalseAlarms + other.FalseAlarms, one.SavedFen + other.SavedFen);

    public static readonly RecognitionFigure None = new(0, 0, 0, 0);
}

/// <summary>The figures of a period, cut three ways, with the reasons for repeating.</summary>
public sealed record RecognitionOverview(
    DateOnly From, DateOnly To, RecognitionFigure All, IReadOnlyList<(OrganizationRef House, RecognitionFigure Figure)> ByHouse, IReadOnlyList<(string Panel, RecognitionFigure Figure)> ByPanel,
    IReadOnlyList<(DateOnly Month, RecognitionFigure Figure)> ByMonth, IReadOnlyList<(string Reason, long Count)> Reasons);

/// <summary>A decision behind a figure; who may see patients finds the patient by it.</summary>
public sealed record RecognitionCase(Guid PatientId, Guid CheckId, string ItemCode, string Panel, OrderOutcomeKind Outcome, string? ReasonCode, string Maker, string Doctor, decimal? Saved, DateTimeOffset DecidedAt);

/// <summary>
/// Counts decisions. Figures of the own institution and of those bound to it by a recognition clause are shown; they name no patient.
/// The cases open only to doctors and medical affairs of the institution that decided.
/// </summary>
public sealed class Figures(XinglinDb db, IAgreementTerms terms, IDirectory directory, CurrentUser user, TimeProvider time)
{
    public const string Readers = $"{Role.ConsortiumOffice},{Role.MedicalAffairs},{Role.Director},{Role.Diagnostics},{Role.Physician}";

    /// <summary>Months that one page covers at most.</summary>
    public const int MostMonths = 24;
    private const int CasesShown = 100;

    /// <param name="from">First day of the first month.</param>
    /// <param name="to">Any day of the last month.</param>
    /// <param name="house">Only of this institution; null for all that are shown.</param>
    public async Task<RecognitionOverview> Read(DateOnly from, DateOnly to, Guid? house, CancellationToken ct = default)
    {
        var houses = await Houses(ct);
        Guid[] ids = house is { } one ? [.. houses.Keys.Where(id => id == one)] : [.. houses.Keys];
        var months = Months(from, to).ToList();
        var rows = new List<(DateOnly Month, Guid House, string Panel, OrderOutcomeKind Outcome, string? Reason, long Count, long Fen)>();
        foreach (var month in months)
        {
            var (start, end) = (ChinaTime.StartOf(month), ChinaTime.StartOf(month.AddMonths(1)));
            var groups = await db.Set<OrderDecision>().AsNoTracking().Where(decision => ids.Contains(decision.OrganizationId) && decision.DecidedAt >= start && decision.DecidedAt < end)
                .GroupBy(decision => new { decision.OrganizationId, decision.Panel, decision.Outcome, decision.ReasonCode })
                .Select(group => new { group.Key, Count = group.LongCount(), Fen = group.Sum(decision => decision.SavedFen ?? 0) }).ToListAsync(ct);
            rows.AddRange(groups.Select(group => (month, group.Key.OrganizationId, group.Key.Panel, group.Key.Outcome, group.Key.ReasonCode, group.Count, group.Fen)));
        }

        static RecognitionFigure Sum(IEnumerable<(DateOnly, Guid, string, OrderOutcomeKind Outcome, string? Reason, long Count, long Fen)> part) => part.Aggregate(RecognitionFigure.None, (sum, row) => sum
            + (row.Outcome == OrderOutcomeKind.Recognised ? new RecognitionFigure(row.Count, 0, 0, row.Fen) : new RecognitionFigure(0, row.Count, row.Reason == RepeatReasons.FalseAlarm ? row.Count : 0, 0)));

        return new RecognitionOverview(months[0], months[^1].AddMonths(1).AddDays(-1), Sum(rows),
            [.. rows.GroupBy(row => row.House).Select(group => (houses[group.Key], Sum(group))).OrderByDescending(each => each.Item2.Decided)],
            [.. rows.GroupBy(row => row.Panel).Select(group => (group.Key, Sum(group))).OrderByDescending(each => each.Item2.Decided)],
            [.. months.Select(month => (month, Sum(rows.Where(row => row.Month == month))))],
            [.. rows.Where(row => row.Reason is not null).GroupBy(row => row.Reason!).Select(group => (group.Key, group.Sum(row => row.Count))).OrderByDescending(each => each.Item2)]);
    }

    /// <summary>The cases of the own institution behind a figure, newest first.</summary>
    public async Task<(IReadOnlyList<RecognitionCase> Cases, bool More)> Cases(DateOnly from, DateOnly to, string? panel, OrderOutcomeKind? outcome, string? reason, CancellationToken ct = default)
    {
        if (!MaySeeCases) throw Refused.NotFound("这些病例");
        var (organization, start, end) = (user.Organization, ChinaTime.StartOf(from), ChinaTime.StartOf(to.AddDays(1)));
        var decisions = db.Set<OrderDecision>().AsNoTracking().Where(decision => decision.OrganizationId == organization && decision.DecidedAt >= start && decision.DecidedAt < end);
        if (panel is { Length: > 0 }) decisions = decisions.Where(decision => decision.Panel == panel);
        if (outcome is { } wanted) decisions = decisions.Where(decision => decision.Outcome == wanted);
        if (reason is { Length: > 0 }) decisions = decisions.Where(decision => decision.ReasonCode == reason);
        var found = await decisions.OrderByDescending(decision => decision.DecidedAt).ThenBy(decision => decision.Id).Take(CasesShown + 1).ToListAsync(ct);
        return ([.. found.Take(CasesShown).Select(each => new RecognitionCase(each.PatientId, each.CheckId, each.ItemCode, each.Panel, each.Outcome, each.ReasonCode, each.Maker, each.Doctor, each.Saved, each.DecidedAt))], found.Count > CasesShown);
    }

    public bool MaySeeCases => user.OrganizationId is not null && user.IsAny(Role.Physician, Role.MedicalAffairs);

    private async Task<IReadOnlyDictionary<Guid, OrganizationRef>> Houses(CancellationToken ct)
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
