using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>Lists a patient's reports for the page of a case; opening one is another matter and audited by itself.</summary>
internal sealed class ReportList(ReportStore store, IPatients patients, CurrentUser user) : IReportList
{
    public async Task<IReadOnlyList<ReportRef>> Recent(Guid patientId, int most, CancellationToken ct = default) =>
        await Visible(patientId, ct) is { } reports ? await List(reports.Where(report => report.State == ReportState.Current).OrderByDescending(report => report.ReportedAt).Take(most), ct) : [];

    public async Task<IReadOnlyList<ReportRef>> Find(Guid patientId, IReadOnlyCollection<Guid> ids, CancellationToken ct = default) =>
        ids.Count > 0 && await Visible(patientId, ct) is { } reports ? await List(reports.Where(report => ids.Contains(report.Id)).OrderByDescending(report => report.ReportedAt), ct) : [];

    /// <summary>Null where this person may see no results, or not the patient.</summary>
    private async Task<IQueryable<Report>?> Visible(Guid patientId, CancellationToken ct) =>
        user.OrganizationId is not null && user.IsAny(ReportStore.ReaderRoles.Split(',')) && (await patients.Known([patientId], ct)).GetValueOrDefault(patientId) is { } patient
            ? await store.Of(patient, await store.PurposeFor(patient, ct), ct)
            : null;

    private static async Task<IReadOnlyList<ReportRef>> List(IQueryable<Report> reports, CancellationToken ct) =>
        [.. (await reports.ToListAsync(ct)).Select(report => new ReportRef(report.PatientId, report.Id, report.Title, report.Kind.Show(), report.Organization, report.EffectiveAt,
            ReportStore.Link(report), report.State == ReportState.Current ? null : report.State.Show()))];
}
