using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Reports;

/// <summary>One result of an item on the patient's page.</summary>
/// <param name="Own">In the item's own unit; null where it is no number or the unit cannot be converted.</param>
/// <param name="Masked">Level 5: only that it exists is shown here.</param>
public sealed record ResultPoint(Report Report, ValueLine Line, decimal? Own, bool Masked);

/// <summary>One item's results over time and institutions, oldest first.</summary>
/// <param name="Item">Null for a local code without meaning.</param>
/// <param name="Range">By the patient's sex and age now.</param>
public sealed record ResultSeries(Item? Item, string Name, ReferenceRange? Range, IReadOnlyList<ResultPoint> Points)
{
    public bool IsComparable => Points.Count(point => point.Own is not null) > 1;
}

/// <summary>All that a person may see of a patient's results.</summary>
public sealed record PatientOverview(PatientRef Patient, ResultPurpose? Purpose, IReadOnlyList<Report> Reports, IReadOnlyList<ResultSeries> Series, bool More);

/// <summary>Puts a patient's results together: over time, over institutions, in one unit for each item, with where each comes from.</summary>
public sealed class PatientResults(ReportStore store, IPatients patients, ItemDictionary dictionary, XinglinDb db, IAuditTrail audit, TimeProvider time)
{
    private const int MostReports = 200;

    public async Task<PatientOverview> Read(Guid patientId, CancellationToken ct = default)
    {
        var patient = await patients.Require(patientId, ct);
        var purpose = await store.PurposeFor(patient, ct);
        var query = await store.Of(patient, purpose, ct);
        var reports = await query.Where(report => report.State == ReportState.Current).OrderByDescending(report => report.ReportedAt).Take(MostReports + 1).ToListAsync(ct);
        var shown = reports.Take(MostReports).ToList();
        await audit.RecordNow("result.patient-read", new AuditSubject("patient", patient.Id, patient.Number), $"{shown.Count} 份报告；用途：{purpose?.Words ?? "本机构出具的报告"}", ct: ct);
        return new PatientOverview(patient, purpose, shown, await Series(patient, shown, ct), reports.Count > MostReports);
    }

    private async Task<List<ResultSeries>> Series(PatientRef patient, List<Report> reports, CancellationToken ct)
    {
        var items = await dictionary.Items(ct);
        var byId = reports.ToDictionary(report => report.Id);
        Guid[] owners = [.. reports.Select(report => report.PatientId).Distinct()], ids = [.. byId.Keys];
        var values = await db.Set<ReportValue>().AsNoTracking().Where(value => owners.Contains(value.PatientId) && ids.Contains(value.ReportId)).ToListAsync(ct);
        var contents = reports.ToDictionary(report => report.Id, store.Content);
        var age = Ages.YearsOn(patient.BirthDate, time.Today());
        return [.. values.GroupBy(value => value.ItemCode ?? $"{value.OrganizationId}/{value.LocalCode}").Select(group =>
        {
            var first = group.First();
            var item = items.Find(first.ItemCode);
            return new ResultSeries(item, item?.Name ?? first.LocalName, item?.ReferenceFor(patient.Sex.Code(), age),
                [.. group.OrderBy(value => value.EffectiveAt).Select(value => Point(value, byId[value.ReportId], contents[value.ReportId].Values[value.Position], item))]);
        }).OrderBy(series => series.Item is null).ThenBy(series => series.Item?.Kind).ThenBy(series => series.Item?.Panel, StringComparer.Ordinal).ThenBy(series => series.Item?.Code, StringComparer.Ordinal)];
    }

    private static ResultPoint Point(ReportValue value, Report report, ValueLine line, Item? item) => value.Secret
        ? new ResultPoint(report, line with { Text = null, Number = null, Reference = null, Flag = ResultFlag.Unknown, Susceptibilities = null }, null, true)
        : new ResultPoint(report, line, line.Comparator is null && line.Number is { } number && item is not null ? item.Convert(number, line.Unit) : null, false);
}
