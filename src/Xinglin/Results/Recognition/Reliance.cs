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
    /// <param name="ended">Of one institution, before their values lose or change their item; and what became of each: 「已撤销，原因：…」.</param>
    internal async Task TellOfMappings(IReadOnlyList<(Mapping Mapping, string How)> ended, CancellationToken ct)
    {
        if (ended.Count == 0) return;
        var (maker, byCode) = (ended[0].Mapping.OrganizationId, ended.ToDictionary(each => each.Mapping.LocalCode));
        var (codes, named) = (byCode.Keys.ToArray(), ended.Select(each => each.Mapping.ItemCode).Distinct().ToArray());
        var relied = await db.Set<OrderDecision>().AsNoTracking().Where(decision => decision.MakerId == maker && named.Contains(decision.ItemCode) && decision.Outcome != OrderOutcomeKind.Repeated)
            .Select(decision => new
            {
                Decision = decision,
                Code = db.Set<ReportValue>().Where(value => value.PatientId == decision.ReportPatientId && value.ReportId == decision.ReportId && value.ItemCode == decision.ItemCode && value.MappingId != null && codes.Contains(value.LocalCode))
                    .OrderBy(value => value.Position).Select(value => value.LocalCode).FirstOrDefault()
            }).Where(each => each.Code != null).ToListAsync(ct);
        if (relied.Count == 0) return;
        var items = await dictionary.Items(ct);
        foreach (var doctor in relied.GroupBy(each => (each.Code, each.Decision.ReportPatientId, each.Decision.ReportId, each.Decision.OrganizationId, each.Decision.DoctorId), each => each.Decision))
        {
            var (mapping, how) = byCode[doctor.Key.Code!];
            var name = items.Find(mapping.ItemCode) is { IsSecret: false } item ? $"{item.Name}（检验科代码 {mapping.LocalCode}）" : Secret;
            var first = doctor.MinBy(decision => decision.Id)!;
            var report = await db.Set<Report>().AsNoTracking().FirstAsync(each => each.PatientId == first.ReportPatientId && each.Id == first.ReportId, ct);
            await alerts.Raise(AlertKind.Remapped, first.OrganizationId, first.DoctorId, first.Doctor, report,
                $"您在 {ChinaTime.Show(doctor.Max(decision => decision.DecidedAt))} 采用的{name}，检验科代码与目录项目的对照{how}，请重新评估。", $"remapped:{mapping.Id:n}:{first.Id:n}", ct);
        }
    }
}
