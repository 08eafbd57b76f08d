using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Recognition;

/// <summary>A result that was found, with the report and line that it comes from.</summary>
internal sealed record Found(ReportValue Value, Report Report, Candidate Candidate, ValueLine Line);

/// <summary>
/// Looks up all that a judgement over one patient and some items needs, in a fixed number of queries however many items are asked. Lists
/// go as one parameter each: SQLite's statements would else be written anew at every question, because their text depends on how many they are.
/// </summary>
internal sealed class Lookup(XinglinDb db, DataKey key, ReportStore store, IDirectory directory, IAgreementTerms terms, KeptRules rules, CurrentUser user, TimeProvider time)
{
    /// <summary>Older results stand for nothing by any rule.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(2 * 365);

    /// <summary>The newest so many are judged of each item, maker and registration: what one house does daily hides neither another item nor what another house did.</summary>
    private const int Newest = 5;

    public async Task<(IReadOnlyList<Found> Results, Func<Item, Found, Circumstances> Circumstances)> Read(
        IReadOnlyList<Guid> registrations, IReadOnlyList<Item> items, bool ownOnly, IReadOnlyList<Intervention> told, string? method, CancellationToken ct)
    {
        var now = time.Now();
        var (organization, since) = (user.Organization, now - Farthest);
        string[] codes = [.. items.Select(item => item.Code)];
        Guid[] ids = [.. registrations];
        // Said to be there, its lists and equalities need no second branch for what is not.
        var query = db.Set<ReportValue>().AsNoTracking().Where(value => value.ItemCode != null && EF.Parameter(ids).Contains(value.PatientId) && EF.Parameter(codes).Contains(value.ItemCode) && value.EffectiveAt >= since && value.Current);
        if (ownOnly) query = query.Where(value => value.OrganizationId == organization);
        // Each is measured by the place of the fifth of its kind, which the index of patient, item and time reaches in a few steps on either engine.
        query = query.Where(value => value.EffectiveAt >= (db.Set<ReportValue>()
            .Where(other => other.PatientId == value.PatientId && other.ItemCode != null && other.ItemCode == value.ItemCode && other.OrganizationId == value.OrganizationId && other.Current)
            .OrderByDescending(other => other.EffectiveAt).Skip(Newest - 1).Select(other => (DateTimeOffset?)other.EffectiveAt).FirstOrDefault() ?? since));
        var values = await query.OrderByDescending(value => value.EffectiveAt).ToListAsync(ct);

        Guid[] reportIds = [.. values.Select(value => value.ReportId).Distinct()];
        var reports = reportIds.Length == 0 ? [] : await db.Set<Report>().AsNoTracking().Where(report => EF.Parameter(ids).Contains(report.PatientId) && EF.Parameter(reportIds).Contains(report.Id)).ToDictionaryAsync(report => report.Id, ct);
        var houses = await directory.Find(reports.Values.Select(report => report.OrganizationId).Append(organization).Distinct(), ct);
        var contents = reports.Values.ToDictionary(report => report.Id, store.Content);
        var makers = reports.Values.Select(report => report.OrganizationId).Where(id => id != organization).Distinct().ToArray();
        var cycles = makers.Length == 0 ? [] : await db.Set<QualityCycle>().AsNoTracking().Where(cycle => EF.Parameter(makers).Contains(cycle.OrganizationId) && EF.Parameter(codes).Contains(cycle.ItemCode)).ToListAsync(ct);
        var changes = makers.Length == 0 ? [] : await db.Set<ListChange>().AsNoTracking()
            .Where(change => change.State == ListChangeState.Agreed && ((change.ProposerId == organization && EF.Parameter(makers).Contains(change.PartnerId)) || (change.PartnerId == organization && EF.Parameter(makers).Contains(change.ProposerId)))).ToListAsync(ct);
        var events = await Events(ids, since, told, ct);
        if (makers.Length > 0) await terms.EnsureCurrent(ct);
        var agreements = makers.ToDictionary(maker => maker, maker => AgreedListDesk.Ask(terms, organization, maker, now));
        var (book, scopes) = await rules.Read(ct);
        var here = Of(houses[organization]);

        var found = values.Select(value => new Found(value, reports[value.ReportId], Candidate(reports[value.ReportId], contents[value.ReportId].Values[value.Position], houses), contents[value.ReportId].Values[value.Position])).ToList();
        var usual = found.Where(each => each.Report.OrganizationId == organization && each.Candidate.Method is not null).GroupBy(each => each.Value.ItemCode!).ToDictionary(group => group.Key, group => group.First().Candidate.Method);

        Circumstances Judging(Item item, Found judged)
        {
            var maker = judged.Report.OrganizationId;
            return new Circumstances(here, now, book.Find(item, here.Division, ChinaTime.DateIn(now)), agreements.GetValueOrDefault(maker),
                [.. changes.Where(change => (change.ProposerId == maker || change.PartnerId == maker) && AgreedListDesk.Holds(terms, (agreements.GetValueOrDefault(maker) as TermAnswer.Granted)?.Term, change)).Select(change => new AgreedItem(change.Subject, change.Excluded, change.From, change.Reason))],
                [.. cycles.Where(cycle => cycle.OrganizationId == maker && cycle.Department == judged.Report.Department && cycle.ItemCode == item.Code)], scopes, events, method, usual.GetValueOrDefault(item.Code));
        }

        return (found, Judging);
    }

    private async Task<List<Intervention>> Events(Guid[] ids, DateTimeOffset since, IReadOnlyList<Intervention> told, CancellationToken ct)
    {
        var recorded = await db.Set<RecordedIntervention>().AsNoTracking().Where(each => EF.Parameter(ids).Contains(each.PatientId) && each.At >= since && each.WithdrawnAt == null).ToListAsync(ct);
        return [.. told, .. recorded.Select(each => new Intervention(each.Kind, each.At, each.Name is null ? null : key.Open(each.Id, each.Name)))];
    }

    private static Candidate Candidate(Report report, ValueLine line, IReadOnlyDictionary<Guid, OrganizationRef> houses) => new(
        houses.TryGetValue(report.OrganizationId, out var house) ? Of(house) : new Institution(report.OrganizationId, report.Organization, OrganizationLevel.Ungraded, null),
        report.Department, report.SampledAt, report.ExaminedAt, report.ReportedAt, line.Method ?? report.Method, report.EquipmentClass, report.HasImages,
        !string.IsNullOrWhiteSpace(line.Text), line.Flag == ResultFlag.Critical);

    private static Institution Of(OrganizationRef house) => new(house.Id, house.Name, house.Level, house.DivisionCode);
}
