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

/// <summary>Looks up all that a judgement over one patient and some items needs, in a fixed number of queries however many items are asked.</summary>
internal sealed class Lookup(XinglinDb db, DataKey key, ReportStore store, IDirectory directory, IAgreementTerms terms, KeptRules rules, CurrentUser user, TimeProvider time)
{
    /// <summary>Older results stand for nothing by any rule.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(2 * 365);

    /// <summary>The newest so many are judged of each item, maker and registration: what one house does daily hides neither another item nor what another house did.</summary>
    private const int Newest = 5;

    /// <summary>
    /// Said to be there, its lists and equalities need no second branch for what is not. Each is measured by the place of the fifth of its kind,
    /// which the index of patient, item and time reaches in a few steps on either engine.
    /// </summary>
    private static readonly CompiledQuery<Func<XinglinDb, Guid[], string[], DateTimeOffset, Guid?, IAsyncEnumerable<ReportValue>>> Values = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] patients, string[] items, DateTimeOffset since, Guid? maker) =>
        db.Set<ReportValue>().AsNoTracking()
            .Where(value => value.ItemCode != null && patients.Contains(value.PatientId) && items.Contains(value.ItemCode) && value.EffectiveAt >= since && value.Current && (maker == null || value.OrganizationId == maker))
            .Where(value => value.EffectiveAt >= (db.Set<ReportValue>()
                .Where(other => other.PatientId == value.PatientId && other.ItemCode != null && other.ItemCode == value.ItemCode && other.OrganizationId == value.OrganizationId && other.Current)
                .OrderByDescending(other => other.EffectiveAt).Skip(Newest - 1).Select(other => (DateTimeOffset?)other.EffectiveAt).FirstOrDefault() ?? since))
            .OrderByDescending(value => value.EffectiveAt).AsQueryable()));

    private static readonly CompiledQuery<Func<XinglinDb, Guid[], Guid[], IAsyncEnumerable<Report>>> Reports = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] patients, Guid[] reports) =>
        db.Set<Report>().AsNoTracking().Where(report => patients.Contains(report.PatientId) && reports.Contains(report.Id))));

    private static readonly CompiledQuery<Func<XinglinDb, Guid[], string[], IAsyncEnumerable<QualityCycle>>> Cycles = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] makers, string[] items) =>
        db.Set<QualityCycle>().AsNoTracking().Where(cycle => makers.Contains(cycle.OrganizationId) && items.Contains(cycle.ItemCode))));

    private static readonly CompiledQuery<Func<XinglinDb, Guid, Guid[], IAsyncEnumerable<ListChange>>> Changes = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid organization, Guid[] makers) =>
        db.Set<ListChange>().AsNoTracking().Where(change => change.State == ListChangeState.Agreed
            && ((change.ProposerId == organization && makers.Contains(change.PartnerId)) || (change.PartnerId == organization && makers.Contains(change.ProposerId))))));

    private static readonly CompiledQuery<Func<XinglinDb, Guid[], DateTimeOffset, IAsyncEnumerable<RecordedIntervention>>> Interventions = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] patients, DateTimeOffset since) =>
        db.Set<RecordedIntervention>().AsNoTracking().Where(each => patients.Contains(each.PatientId) && each.At >= since && each.WithdrawnAt == null)));

    public async Task<(IReadOnlyList<Found> Results, Func<Item, Found, Circumstances> Circumstances)> Read(
        IReadOnlyList<Guid> registrations, IReadOnlyList<Item> items, bool ownOnly, IReadOnlyList<Intervention> told, string? method, CancellationToken ct)
    {
        var now = time.Now();
        var (organization, since) = (user.Organization, now - Farthest);
        string[] codes = [.. items.Select(item => item.Code)];
        Guid[] ids = [.. registrations];
        var values = await Values.On(db)(db, ids, codes, since, ownOnly ? organization : null).ToListAsync(ct);

        Guid[] reportIds = [.. values.Select(value => value.ReportId).Distinct()];
        var reports = reportIds.Length == 0 ? [] : await Reports.On(db)(db, ids, reportIds).ToDictionaryAsync(report => report.Id, cancellationToken: ct);
        var houses = await directory.Find(reports.Values.Select(report => report.OrganizationId).Append(organization).Distinct(), ct);
        var contents = reports.Values.ToDictionary(report => report.Id, store.Content);
        var makers = reports.Values.Select(report => report.OrganizationId).Where(id => id != organization).Distinct().ToArray();
        var cycles = makers.Length == 0 ? [] : await Cycles.On(db)(db, makers, codes).ToListAsync(ct);
        var changes = makers.Length == 0 ? [] : await Changes.On(db)(db, organization, makers).ToListAsync(ct);
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
        var recorded = await Interventions.On(db)(db, ids, since).ToListAsync(ct);
        return [.. told, .. recorded.Select(each => new Intervention(each.Kind, each.At, each.Name is null ? null : key.Open(each.Id, each.Name)))];
    }

    private static Candidate Candidate(Report report, ValueLine line, IReadOnlyDictionary<Guid, OrganizationRef> houses) => new(
        houses.TryGetValue(report.OrganizationId, out var house) ? Of(house) : new Institution(report.OrganizationId, report.Organization, OrganizationLevel.Ungraded, null),
        report.Department, report.SampledAt, report.ExaminedAt, report.ReportedAt, line.Method ?? report.Method, report.EquipmentClass, report.HasImages,
        !string.IsNullOrWhiteSpace(line.Text), line.Flag == ResultFlag.Critical);

    private static Institution Of(OrganizationRef house) => new(house.Id, house.Name, house.Level, house.DivisionCode);
}
