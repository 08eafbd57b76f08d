using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Alerts;

/// <summary>Raises alerts within the open unit of work, shows them to those who must act, and takes their acknowledgement.</summary>
public sealed class AlertDesk(
    XinglinDb db, DataKey key, AlertRules rules, IAgreementTerms terms, IDirectory directory, IPatients patients, ReportStore store, IEnumerable<ITreatmentSource> treatment, INotices notices, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    private const int MostListed = 100;
    private static readonly Citation CriticalRule = new("医疗质量安全核心制度：危急值报告制度", "接到危急值的人员须及时处置并记录");

    /// <summary>To whoever has the patient now: the institution that treats in a running case, whichever registration of the person it began from, else where the patient is registered.</summary>
    internal async Task RaiseCritical(Report report, PatientRef patient, string words, CancellationToken ct)
    {
        Guid? treating = null;
        var person = await store.Registrations(report.PatientId, ct);
        foreach (var source in treatment) treating ??= (await source.Of(person, ct)).Select(each => each.TreatingId).FirstOrDefault(each => each is not null);
        await Raise(AlertKind.Critical, treating ?? patient.OrganizationId, null, null, report, words, $"critical:{report.Id}", ct);
    }

    internal async Task Raise(AlertKind kind, Guid owner, Guid? doctorId, string? doctor, Report report, string words, string once, CancellationToken ct)
    {
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        var clock = rules.Start(terms, kind, report.OrganizationId, owner, now);
        var house = (await directory.Find(owner, ct))?.Name ?? "";
        db.Add(new ResultAlert(id, kind, owner, house, doctorId, doctor, report.PatientId, report.Id, report.Reference, report.Organization, key.Seal(id, words), once, now, clock.Due, clock.Source));
        audit.Record($"result.alert-{kind.ToString().ToLowerInvariant()}", new AuditSubject("result-report", report.Id, report.Reference), $"通知 {house}{(doctor is null ? "" : $" {doctor}")}，{ChinaTime.Show(clock.Due)} 前确认");
        await notices.Tell(owner, Role.Physician, $"{kind.Show()}：{report.Organization} {report.Reference}{(doctor is null ? "" : $"（{doctor}）")}，{ChinaTime.Show(clock.Due)} 前确认", Link(id), $"result-alert:{id}", ct);
    }

    /// <summary>What this person's institution must acknowledge, or has; a doctor's own first.</summary>
    public async Task<IReadOnlyList<ResultAlert>> List(bool open, CancellationToken ct = default)
    {
        var alerts = Visible.AsNoTracking().Where(alert => open ? alert.AcknowledgedAt == null : alert.AcknowledgedAt != null);
        var ordered = open ? alerts.OrderBy(alert => alert.DueAt) : alerts.OrderByDescending(alert => alert.AcknowledgedAt);
        return await ordered.Take(MostListed).ToListAsync(ct);
    }

    /// <exception cref="Refused">There is none, or it is for others.</exception>
    public async Task<(ResultAlert Alert, string Words, string? Action)> Read(Guid id, CancellationToken ct = default)
    {
        var alert = await Visible.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这条提醒");
        await audit.RecordNow("result.alert-read", Subject(alert), ct: ct);
        return (alert, key.Open(alert.Id, alert.Words), alert.Action is null ? null : key.Open(alert.Id, alert.Action));
    }

    /// <summary>Null where this person may acknowledge; else why not.</summary>
    public string? WhyNot(ResultAlert alert) =>
        !alert.IsOpen ? $"{alert.AcknowledgedBy} 已于 {ChinaTime.Show(alert.AcknowledgedAt!.Value)} 确认。"
        : alert.DoctorId is { } doctor && doctor != user.UserId && !user.Is(Role.MedicalAffairs) ? $"由引用该报告的 {alert.Doctor} 确认；其不在岗时由医务科代为确认。"
        : !user.IsAny(Role.Physician, Role.MedicalAffairs) ? "由医师或医务科确认。"
        : null;

    public async Task Acknowledge(Guid id, int? seen, string action, CancellationToken ct = default)
    {
        var alert = await Visible.FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这条提醒");
        alert.MustBeAt(seen, "这条提醒");
        if (WhyNot(alert) is { } why) throw new Refused(alert.IsOpen ? RefusalKind.Forbidden : RefusalKind.Conflict, "result.alert-not-possible", why, by: CriticalRule);
        if (action.Trim() is not { Length: > 0 and <= 400 } words)
            throw new Refused(RefusalKind.Invalid, "result.alert-action-missing", "请写明如何处置（400 字以内）。", "例如：已通知患者复查、已调整用药、经评估无需处理。", CriticalRule);
        alert.Acknowledge(user.Name, key.Seal(alert.Id, words), time.Now());
        audit.Record("result.alert-acknowledged", Subject(alert), alert.Kind.Show());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>For the doctors and medical affairs of the owner.</summary>
    private IQueryable<ResultAlert> Visible
    {
        get
        {
            var alerts = db.Set<ResultAlert>().AsQueryable();
            if (user.IsProgram) return alerts;
            return user.OrganizationId is { } organization && user.IsAny(Role.Physician, Role.MedicalAffairs) ? alerts.Where(alert => alert.OwnerId == organization) : alerts.Where(_ => false);
        }
    }

    /// <summary>Names of the patients in a list of alerts, as far as this person may see them.</summary>
    public Task<IReadOnlyDictionary<Guid, PatientRef>> Patients(IEnumerable<ResultAlert> alerts, CancellationToken ct = default) => patients.Known(alerts.Select(alert => alert.PatientId), ct);

    internal static AuditSubject Subject(ResultAlert alert) => new("result-alert", alert.Id, alert.Report);

    internal static string Link(Guid id) => $"/results/alerts/{id}";
}
