using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>
/// Answers for the patient's own view. Values of level 5 stay off the phone with their names, and so does what has no meaning in the item
/// list: nobody has said that it is harmless. What all institutions reported of the person is the person's own (个人信息保护法 第四十五条) and
/// waits for no consent to sharing, which is about what institutions see of each other.
/// </summary>
internal sealed class OwnResults(XinglinDb db, ReportStore store) : IOwnResults
{
    private static readonly Expression<Func<ReportValue, bool>> Withheld = value => value.Secret || value.ItemCode == null;
    private static readonly Func<ReportValue, bool> IsWithheld = Withheld.Compile();

    public async Task<IReadOnlyList<OwnReportLine>> Of(Guid patientId, Guid? asSeenBy, int most, CancellationToken ct)
    {
        var reports = await (await Visible(patientId, asSeenBy, ct)).Where(report => report.State == ReportState.Current)
            .OrderByDescending(report => report.ReportedAt).ThenByDescending(report => report.Id).Take(most).ToListAsync(ct);
        Guid[] ids = [.. reports.Select(report => report.Id)];
        Guid[] owners = [.. reports.Select(report => report.PatientId).Distinct()];
        var silent = (await db.Set<ReportValue>().Where(value => owners.Contains(value.PatientId) && ids.Contains(value.ReportId)).Where(Withheld)
            .Select(value => value.ReportId).Distinct().ToListAsync(ct)).ToHashSet();
        return [.. reports.Select(report => Line(report, silent.Contains(report.Id)))];
    }

    public async Task<OwnReport> Read(Guid patientId, Guid? asSeenBy, Guid id, CancellationToken ct)
    {
        var report = await (await Visible(patientId, asSeenBy, ct)).FirstOrDefaultAsync(one => one.Id == id && one.State == ReportState.Current, ct) ?? throw Refused.NotFound("这份报告");
        var open = await store.Unseal(report, ct);
        var shown = open.Values.Where(value => !IsWithheld(value)).ToList();
        var withheld = open.Values.Count - shown.Count;
        var measured = report.Kind == ReportKind.Laboratory;
        return new(Line(report, withheld > 0), report.Department, measured ? [.. shown.Select(value => Show(open.Content.Values[value.Position]))] : [], measured ? withheld : 0, !measured);
    }

    public async Task<IReadOnlyList<Guid>> Editions(Guid patientId, Guid? asSeenBy, CancellationToken ct) =>
        await (await Visible(patientId, asSeenBy, ct)).Select(report => report.Id).ToListAsync(ct);

    private async Task<IQueryable<Report>> Visible(Guid patientId, Guid? asSeenBy, CancellationToken ct)
    {
        var reports = db.Set<Report>().AsNoTracking();
        if (asSeenBy is { } house) return reports.Where(report => report.PatientId == patientId && report.OrganizationId == house);
        var person = await store.Registrations(patientId, ct);
        return reports.Where(report => person.Contains(report.PatientId));
    }

    private static OwnReportLine Line(Report report, bool silent) => new(report.Id, silent ? $"{report.Kind.Show()}报告" : report.Title, report.Organization, report.EffectiveAt);

    private static OwnValue Show(ValueLine line) => new(line.Name, line.Text, line.Unit, line.Reference, Plain(line.Flag), line.Flag.Tone());

    private static string Plain(ResultFlag flag) => flag switch
    {
        ResultFlag.Low => "偏低",
        ResultFlag.High => "偏高",
        ResultFlag.Abnormal => "异常",
        ResultFlag.Critical => "请马上问医生",
        _ => ""
    };
}
