using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Referrals;

/// <summary>Links reports to a referral: they must be the patient's, and be this person's to see or have been linked before.</summary>
public sealed class ReportLinks(ReferralStore store, IReportList reports)
{
    public const int Most = 20;

    /// <exception cref="Refused">Too many, or one is not the patient's, or this person may not see it.</exception>
    public async Task<ReferralRequest> Named(Referral referral, ReferralRequest request, CancellationToken ct)
    {
        if (request.Reports.Count == 0) return request;
        Guid[] ids = [.. request.Reports.Select(report => report.Id).Distinct()];
        if (ids.Length > Most) throw new Refused(RefusalKind.Invalid, "referral.reports-many", $"一张转诊单最多附 {Most} 份报告，所选 {ids.Length} 份。", "请只选对接诊有用的报告。");
        // Whoever only arranges the referral may see no results, and still keeps those that a doctor chose.
        var linked = new Dictionary<Guid, LinkedReport>();
        foreach (var id in new[] { referral.Id, referral.PreviousId }.OfType<Guid>())
            foreach (var report in (await store.Document<ReferralRequest>(id, ReferralDocumentKind.Request, ct))?.Reports ?? []) linked[report.Id] = report;
        foreach (var report in await reports.Find(referral.PatientId, [.. ids.Except(linked.Keys)], ct))
            linked[report.Id] = LinkedReport.Of(report);
        return ids.Any(id => !linked.ContainsKey(id))
            ? throw new Refused(RefusalKind.Invalid, "referral.report-unknown", "所选的检查检验报告中有的不是这位患者的，或您看不到。", "请从患者的检查检验结果中重新选择。")
            : request with { Reports = [.. ids.Select(id => linked[id])] };
    }
}
