using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Alerts;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Recognition;

/// <summary>Finds who relied on a report, and tells them when it no longer stands.</summary>
public sealed class Reliance(XinglinDb db, AlertDesk alerts, ItemDictionary dictionary)
{
    /// <summary>
    /// Joins the open unit of work: each doctor who relied on a result of the report, in whatever edition, must acknowledge that it changed.
    /// An item of level 5 is not named.
    /// </summary>
    internal async Task Tell(Report report, bool voided, string? reason, CancellationToken ct)
    {
        var editions = db.Set<Report>().Where(each => each.PatientId == report.PatientId && each.OrganizationId == report.OrganizationId && each.Number == report.Number).Select(each => each.Id);
        var relied = await db.Set<OrderDecision>().AsNoTracking()
            .Where(decision => decision.ReportPatientId == report.PatientId && editions.Contains(decision.ReportId) && decision.Outcome != OrderOutcomeKind.Repeated).ToListAsync(ct);
        if (relied.Count == 0) return;
        var items = await dictionary.Items(ct);
        foreach (var doctor in relied.GroupBy(decision => (decision.OrganizationId, decision.DoctorId)))
        {
            var words = $"{(voided ? "作废" : "修订")}原因：{reason ?? "未写明"}。您引用过的项目：{string.Join("、", doctor.Select(decision => items.Find(decision.ItemCode)?.IsSecret == true ? "第 5 级项目" : decision.ItemCode).Distinct())}，{ChinaTime.Show(doctor.Max(decision => decision.DecidedAt))} 采用。";
            await alerts.Raise(voided ? AlertKind.Voided : AlertKind.Revised, doctor.Key.OrganizationId, doctor.Key.DoctorId, doctor.First().Doctor, report, words,
                $"{(voided ? "voided" : "revised")}:{report.Id}:{doctor.Key.DoctorId}:{doctor.Key.OrganizationId}", ct);
        }
    }
}
