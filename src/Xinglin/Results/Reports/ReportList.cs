using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>Lists a patient's reports for the page of a case; opening one is another matter and audited by itself.</summary>
internal sealed class ReportList(ReportStore store, IPatients patients, CurrentUser user) : IReportList
{
    public async Task<IReadOnlyList<ReportRef>> Recent(Guid patientId, int most, CancellationToken ct = default)
    {
        if (user.OrganizationId is null || !user.IsAny(ReportStore.ReaderRoles.Split(',')) || (await patients.Known([patientId], ct)).GetValueOrDefault(patientId) is not { } patient) return [];
        var reports = await store.Of(patient, await store.PurposeFor(patient, ct), ct);
        return [.. (await reports.Where(report => report.State == ReportState.Current).OrderByDescending(report => report.ReportedAt).Take(most).ToListAsync(ct))
            .Select(report => new ReportRef(report.Title, report.Kind.Show(), report.Organization, report.EffectiveAt, ReportStore.Link(report)))];
    }
}
