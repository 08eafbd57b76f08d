using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Reports;

/// <summary>One result of an item on the patient's page.</summary>
/// <param name="Own">In the item's own unit; null where it is no number or the unit cannot be converted.</param>
/// <param name="Range">By the patient's sex and the age at the sample.</param>
/// <param name="Masked">Level 5: only that it exists is shown here.</param>
public sealed record ResultPoint(Report Report, ValueLine Line, decimal? Own, ReferenceRange? Range, bool Masked);

/// <summary>One item's results over time and institutions, oldest first.</summary>
/// <param name="Key">The item's code; for a local code without meaning the institution with it, because two may write the same.</param>
/// <param name="Item">Null for a local code without meaning.</param>
public sealed record ResultSeries(string Key, Item? Item, string Name, IReadOnlyList<ResultPoint> Points)
{
    /// <summary>That of the newest result.</summary>
    public ReferenceRange? Range => Points[^1].Range;

    public bool IsComparable => Points.Count(point => point.Own is not null) > 1;

    /// <summary>Nothing to read but images or a tracing.</summary>
    public bool IsPicture => Points.All(point => point.Report.Kind is ReportKind.Imaging or ReportKind.Ecg && point.Line.Text is null && !point.Masked);
}

/// <summary>An examination that yields images or a tracing.</summary>
/// <param name="Modality">「CT」, as the item list says it; else the kind of the report.</param>
/// <param name="Part">「胸部CT平扫」</param>
/// <param name="Masked">Level 5: neither images nor files are given here.</param>
public sealed record ImageStudy(Report Report, string Modality, string Part, IReadOnlyList<ImageIn> Images, IReadOnlyList<ReportAttachment> Files, bool Masked);

/// <summary>Which of a patient's reports are asked for.</summary>
/// <param name="From">Effective on this day or later.</param>
/// <param name="Until">Effective on this day or earlier.</param>
/// <param name="Page">From 1.</param>
/// <param name="Series">Key of the item that is shown over time, whatever else is asked for.</param>
public sealed record PatientQuestion(ReportKind? Kind = null, DateOnly? From = null, DateOnly? Until = null, int Page = 1, string? Series = null);

/// <summary>All that a person may see of a patient's results, a page at a time.</summary>
/// <param name="Total">Reports that were asked for; <paramref name="Reports"/>, series and studies are those of the page.</param>
/// <param name="Chosen">The item that is shown over time, from the newest reports that hold it.</param>
public sealed record PatientOverview(
    PatientRef Patient, ResultPurpose? Purpose, IReadOnlyList<Report> Reports, int Total, IReadOnlyList<ResultSeries> Series, IReadOnlyList<ImageStudy> Studies, ResultSeries? Chosen);

/// <summary>Puts a patient's results together: over time, over institutions, in one unit for each item, with where each comes from.</summary>
public sealed class PatientResults(ReportStore store, IPatients patients, ItemDictionary dictionary, XinglinDb db, IAuditTrail audit)
{
    public const int PageSize = 100;

    public async Task<PatientOverview> Read(Guid patientId, PatientQuestion question, CancellationToken ct = default)
    {
        var patient = await patients.Require(patientId, ct);
        var purpose = await store.PurposeFor(patient, ct);
        var all = (await store.Of(patient, purpose, ct)).Where(report => report.State == ReportState.Current);
        var asked = Asked(all, question);
        var total = await asked.CountAsync(ct);
        var reports = await Newest(asked, Math.Max(1, question.Page), ct);
        var values = await Values(reports, ct);
        await audit.RecordNow("result.patient-read", new AuditSubject("patient", patient.Id, patient.Number), $"{reports.Count} 份报告；用途：{purpose?.Words ?? "本机构出具的报告"}", ct: ct);
        return new PatientOverview(patient, purpose, reports, total, await Series(patient, reports, values, ct), await Studies(reports, values, ct),
            question.Series is { Length: > 0 } key ? await Chosen(patient, Holding(all, key), key, ct) : null);
    }

    private static IQueryable<Report> Asked(IQueryable<Report> reports, PatientQuestion question)
    {
        if (question.Kind is { } kind) reports = reports.Where(report => report.Kind == kind);
        if (question.From is { } from)
        {
            var start = ChinaTime.StartOf(from);
            reports = reports.Where(report => (report.SampledAt ?? report.ExaminedAt ?? report.ReportedAt) >= start);
        }

        if (question.Until is { } until)
        {
            var end = ChinaTime.StartOf(until.AddDays(1));
            reports = reports.Where(report => (report.SampledAt ?? report.ExaminedAt ?? report.ReportedAt) < end);
        }

        return reports;
    }

    private IQueryable<Report> Holding(IQueryable<Report> reports, string key)
    {
        var values = db.Set<ReportValue>();
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return reports.Where(report => values.Any(value => value.PatientId == report.PatientId && value.ReportId == report.Id && value.ItemCode == key));
        var (house, code) = (Guid.TryParse(key[..slash], out var id) ? id : Guid.Empty, key[(slash + 1)..]);
        return reports.Where(report => report.OrganizationId == house && values.Any(value => value.PatientId == report.PatientId && value.ReportId == report.Id && value.ItemCode == null && value.LocalCode == code));
    }

    private async Task<ResultSeries?> Chosen(PatientRef patient, IQueryable<Report> holding, string key, CancellationToken ct)
    {
        var reports = await Newest(holding, 1, ct);
        return (await Series(patient, reports, await Values(reports, ct), ct)).FirstOrDefault(series => series.Key == key);
    }

    private static Task<List<Report>> Newest(IQueryable<Report> reports, int page, CancellationToken ct) =>
        reports.OrderByDescending(report => report.ReportedAt).ThenByDescending(report => report.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);

    private async Task<List<ReportValue>> Values(List<Report> reports, CancellationToken ct)
    {
        Guid[] owners = [.. reports.Select(report => report.PatientId).Distinct()], ids = [.. reports.Select(report => report.Id)];
        return await db.Set<ReportValue>().AsNoTracking().Where(value => owners.Contains(value.PatientId) && ids.Contains(value.ReportId)).OrderBy(value => value.Position).ToListAsync(ct);
    }

    private async Task<List<ResultSeries>> Series(PatientRef patient, List<Report> reports, List<ReportValue> values, CancellationToken ct)
    {
        var items = await dictionary.Items(ct);
        var byId = reports.ToDictionary(report => report.Id);
        var contents = reports.ToDictionary(report => report.Id, store.Content);
        return [.. values.GroupBy(value => value.ItemCode ?? $"{value.OrganizationId}/{value.LocalCode}").Select(group =>
        {
            var first = group.First();
            var item = items.Find(first.ItemCode);
            return new ResultSeries(group.Key, item, item?.Name ?? first.LocalName,
                [.. group.OrderBy(value => value.EffectiveAt).Select(value => Point(value, byId[value.ReportId], contents[value.ReportId].Values[value.Position], item, patient))]);
        }).OrderBy(series => series.Item is null).ThenBy(series => series.Item?.Kind).ThenBy(series => series.Item?.Panel, StringComparer.Ordinal).ThenBy(series => series.Item?.Code, StringComparer.Ordinal)];
    }

    private static ResultPoint Point(ReportValue value, Report report, ValueLine line, Item? item, PatientRef patient)
    {
        var range = item?.ReferenceFor(patient.Sex.Code(), Age.On(patient.BirthDate, ChinaTime.DateIn(report.EffectiveAt)));
        return value.Secret
            ? new ResultPoint(report, line with { Text = null, Number = null, Reference = null, Flag = ResultFlag.Unknown, Susceptibilities = null }, null, range, true)
            : new ResultPoint(report, line, line.Comparator is null && line.Number is { } number && item is not null ? item.Convert(number, line.Unit) : null, range, false);
    }

    private async Task<List<ImageStudy>> Studies(List<Report> reports, List<ReportValue> values, CancellationToken ct)
    {
        var pictures = reports.Where(report => report.Kind is ReportKind.Imaging or ReportKind.Ecg).ToList();
        if (pictures.Count == 0) return [];
        var items = await dictionary.Items(ct);
        Guid[] owners = [.. pictures.Select(report => report.PatientId).Distinct()], ids = [.. pictures.Select(report => report.Id)];
        var files = (await db.Set<ReportAttachment>().AsNoTracking().Where(file => owners.Contains(file.PatientId) && ids.Contains(file.ReportId)).OrderBy(file => file.At).ToListAsync(ct)).ToLookup(file => file.ReportId);
        var held = values.ToLookup(value => value.ReportId);
        return [.. pictures.OrderByDescending(report => report.EffectiveAt).Select(report =>
        {
            var (lines, masked) = (held[report.Id].ToList(), held[report.Id].Any(value => value.Secret));
            var modalities = lines.Select(value => items.Find(value.ItemCode)?.Panel).OfType<string>().Distinct().DefaultIfEmpty(report.Kind.Show());
            return new ImageStudy(report, string.Join('、', modalities), string.Join('、', lines.Select(value => items.Find(value.ItemCode)?.Name ?? value.LocalName).Distinct()),
                masked ? [] : store.Content(report).Images, masked ? [] : [.. files[report.Id]], masked);
        })];
    }
}
