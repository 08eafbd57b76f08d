using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Reports;

internal sealed class ReportReading(ReportStore store, IPatients patients, ItemDictionary dictionary, IAuditTrail audit) : IReportReading
{
    private const int Most = 100;

    public async Task<ReportResponse> Read(Guid patientId, Guid id, CancellationToken ct = default) =>
        Response((await store.Open(patientId, id, "接口读取", ct)).Report, await dictionary.Items(ct));

    public async Task<(IReadOnlyList<ReportResponse> Reports, bool More)> Find(ReportQuery query, CancellationToken ct = default)
    {
        var patient = await patients.Require(query.PatientId, ct);
        var purpose = await store.PurposeFor(patient, ct);
        var reports = (await store.Of(patient, purpose, ct)).Where(report => report.State == ReportState.Current);
        if (query.Kind is { } kind) reports = reports.Where(report => report.Kind == kind);
        if (query.From is { } from) reports = reports.Where(report => (report.SampledAt ?? report.ExaminedAt ?? report.ReportedAt) >= from);
        if (query.Until is { } until) reports = reports.Where(report => (report.SampledAt ?? report.ExaminedAt ?? report.ReportedAt) < until);
        var size = Math.Clamp(query.Most, 1, Most);
        var found = await reports.OrderByDescending(report => report.ReportedAt).ThenByDescending(report => report.Id).Skip(Math.Max(0, query.Skip)).Take(size + 1).ToListAsync(ct);
        var shown = found.Take(size).ToList();
        await audit.RecordNow("result.patient-read", new AuditSubject("patient", patient.Id, patient.Number), $"{shown.Count} 份报告；用途：{purpose?.Words ?? "本机构出具的报告"}", ct: ct);
        var items = await dictionary.Items(ct);
        var opened = new List<ReportResponse>();
        foreach (var report in shown) opened.Add(Response(await store.Unseal(report, purpose, ct), items));
        return (opened, found.Count > size);
    }

    private static ReportResponse Response(OpenReport open, ItemSet items)
    {
        var (report, content) = (open.Report, open.Content);
        var secret = open.Values.Any(value => value.Secret);
        return new ReportResponse(report.PatientId, report.Id, report.Number, report.Edition, Words.Of(report.State), Words.Of(report.Kind), report.Title, report.OrganizationId, report.Organization,
            report.Department, report.SampledAt, report.ExaminedAt, report.ReportedAt, report.ReceivedAt, report.Specimen, report.Method, report.EquipmentClass, report.OrderedBy,
            content.ReportedBy, content.ReviewedBy, [.. open.Values.Select(value => Line(value, content.Values[value.Position], items.Find(value.ItemCode)?.Loinc))],
            secret ? null : content.Findings, secret ? null : content.Conclusion, secret ? [] : content.Images);
    }

    private static ReportValueResponse Line(ReportValue value, ValueLine line, string? loinc) => value.Secret
        ? new(line.Code, line.Name, value.ItemCode, null, null, null, null, Words.Of(ResultFlag.Unknown), true, null, loinc)
        : new(line.Code, line.Name, value.ItemCode, line.Text, line.Number, line.Unit, line.Reference, Words.Of(line.Flag), false, line.Susceptibilities, loinc);
}
