using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Alerts;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Recognition;

/// <summary>Finds who relied on a report, and tells them when it, or what it was taken for, no longer stands.</summary>
public sealed class Reliance(XinglinDb db, AlertDesk alerts, ItemDictionary dictionary)
{
    private const string Secret = "第 5 级项目";

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
            var words = $"{(voided ? "作废" : "修订")}原因：{reason ?? "未写明"}。您引用过的项目：{string.Join("、", doctor.Select(decision => items.Find(decision.ItemCode)?.IsSecret == true ? Secret : decision.ItemCode).Distinct())}，{ChinaTime.Show(doctor.Max(decision => decision.DecidedAt))} 采用。";
            await alerts.Raise(voided ? AlertKind.Voided : AlertKind.Revised, doctor.Key.OrganizationId, doctor.Key.DoctorId, doctor.First().Doctor, report, words,
                $"{(voided ? "voided" : "revised")}:{report.Id}:{doctor.Key.DoctorId}:{doctor.Key.OrganizationId}", ct);
        }
    }
    /// <summary>Joins the open unit of work: each doctor who relied on a value that got its item by an edition that ends must acknowledge it, report by report.</summary>
    /// <param name="given">The values, before they lose or change their item.</param>
    /// <param name="how">What became of it: 「已撤销，原因：…」.</param>
    internal async Task TellOfMapping(IQueryable<ReportValue> given, Mapping ended, string how, CancellationToken ct)
    {
        var relied = await given.Join(db.Set<OrderDecision>(), value => new { value.PatientId, value.ReportId, Item = value.ItemCode! }, decision => new { PatientId = decision.ReportPatientId, decision.ReportId, Item = decision.ItemCode }, (_, decision) => decision)
            .Where(decision => decision.Outcome != OrderOutcomeKind.Repeated).AsNoTracking().ToListAsync(ct);
        if (relied.Count == 0) return;
        var name = (await dictionary.Items(ct)).Find(ended.ItemCode) is { IsSecret: false } item ? $"{item.Name}（检验科代码 {ended.LocalCode}）" : Secret;
        foreach (var doctor in relied.GroupBy(decision => (decision.ReportPatientId, decision.ReportId, decision.OrganizationId, decision.DoctorId)))
        {
            var first = doctor.MinBy(decision => decision.Id)!;
            var report = await db.Set<Report>().AsNoTracking().FirstAsync(each => each.PatientId == first.ReportPatientId && each.Id == first.ReportId, ct);
            await alerts.Raise(AlertKind.Remapped, first.OrganizationId, first.DoctorId, first.Doctor, report,
                $"您在 {ChinaTime.Show(doctor.Max(decision => decision.DecidedAt))} 采用的{name}，检验科代码与目录项目的对照{how}，请重新评估。", $"remapped:{ended.Id:n}:{first.Id:n}", ct);
        }
    }
}
