using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>A report with its content opened.</summary>
public sealed record OpenReport(Report Report, ReportContent Content, IReadOnlyList<ReportValue> Values, IReadOnlyList<ReportAttachment> Attachments, string? StateReason);

/// <summary>Why this person may see a patient's results of other institutions; for the page and the audit trail.</summary>
/// <param name="Link">The case that it is for.</param>
public sealed record ResultPurpose(string Words, string? Link = null)
{
    /// <summary>False where the patient's consent leaves images out (影像): reports of other institutions open without them.</summary>
    public bool WithImages { get; init; } = true;
}

/// <summary>
/// Finds reports within what a person may see. The sender sees its own. Others see them for a patient they see, and then only for a
/// case that they have part in, or where the patient has agreed that results go to them: never by browsing (个人信息保护法 第二十三条、第二十九条).
/// </summary>
public sealed class ReportStore(
    XinglinDb db, DataKey key, IPatients patients, IConsents consents, IEnumerable<ITreatmentSource> treatment, IPatientIndex index, CurrentUser user, IAuditTrail audit)
{
    public const string ReaderRoles = $"{Role.Physician},{Role.Diagnostics},{Role.PublicHealth},{Role.MedicalAffairs}";

    private static readonly string[] Readers = ReaderRoles.Split(',');
    private static readonly Citation Purpose = new("个人信息保护法 第二十三条、第二十九条", "向其他个人信息处理者提供敏感个人信息，应当取得个人的单独同意");

    private readonly Dictionary<Guid, IReadOnlyList<Guid>> registrations = [];

    /// <summary>All registrations of the person, the given one first; within one unit of work they are looked up once.</summary>
    public async Task<IReadOnlyList<Guid>> Registrations(Guid patientId, CancellationToken ct = default) =>
        registrations.TryGetValue(patientId, out var known) ? known
            : registrations[patientId] = [patientId, .. (await index.SamePerson(patientId, ct)).Where(id => id != patientId)];

    /// <summary>
    /// Why results of other institutions open to this person for this patient; null where nothing stands for it, or where the consent behind
    /// it does not cover reports (检验检查报告). Several consents to the same institution count together.
    /// </summary>
    public async Task<ResultPurpose?> PurposeFor(PatientRef patient, CancellationToken ct = default)
    {
        if (user.IsProgram) return new ResultPurpose("系统");
        if (!user.IsAny(Readers)) return null;
        var organization = user.Organization;
        var person = await Registrations(patient.Id, ct);
        var cases = new List<TreatmentCase>();
        foreach (var source in treatment) cases.AddRange((await source.Of(person, ct)).Where(each => each.Parties.Contains(organization)));
        if (cases.Count > 0 && Within(await Bounds(cases, organization, ct), new ResultPurpose(cases[0].Name, cases[0].Link)) is { } running) return running;
        if (cases.Count == 0 && patient.OrganizationId != organization) return new ResultPurpose("共享给本机构的患者");
        return await consents.Standing(patient.Id, PatientPurpose.ResultSharing, organization, ct) is { Given: true } sharing
            ? Within(sharing.Scope, new ResultPurpose("患者同意本机构调阅其检查检验结果"))
            : null;
    }

    /// <summary>What the patient let go to this organisation for its cases; null where it is only the one that data came from.</summary>
    private async Task<IReadOnlyList<ConsentScope>?> Bounds(IReadOnlyList<TreatmentCase> cases, Guid organization, CancellationToken ct)
    {
        IReadOnlyList<ConsentScope>? bounds = null;
        foreach (var consent in cases.Select(each => each.ConsentId).OfType<Guid>().Distinct())
            if (await consents.Bounds(consent, organization, ct) is { } scope) bounds = [.. bounds ?? [], .. scope];
        return bounds;
    }

    private static ResultPurpose? Within(IReadOnlyList<ConsentScope>? bounds, ResultPurpose purpose) =>
        bounds is null || (bounds.Contains(ConsentScope.Tests) && bounds.Contains(ConsentScope.Images)) ? purpose
        : bounds.Contains(ConsentScope.Tests) ? purpose with { Words = $"{purpose.Words}（患者同意的资料不含影像）", WithImages = false }
        : null;

    /// <summary>What this person may see of a patient's reports: all of them for a purpose that stands, else those of the own institution.</summary>
    public async Task<IQueryable<Report>> Of(PatientRef patient, ResultPurpose? purpose, CancellationToken ct = default)
    {
        MustRead();
        var ids = await Registrations(patient.Id, ct);
        var reports = db.Set<Report>().AsNoTracking().Where(report => ids.Contains(report.PatientId));
        var organization = user.OrganizationId;
        return purpose is null ? reports.Where(report => report.OrganizationId == organization) : reports;
    }

    /// <summary>Opens a report; reading it is audited with its purpose.</summary>
    /// <exception cref="Refused">There is none, or nothing stands for seeing another institution's report.</exception>
    public async Task<(OpenReport Report, ResultPurpose Purpose, PatientRef? Patient)> Open(Guid patientId, Guid id, string what, CancellationToken ct = default)
    {
        MustRead();
        var report = await db.Set<Report>().AsNoTracking().FirstOrDefaultAsync(each => each.PatientId == patientId && each.Id == id, ct) ?? throw Refused.NotFound("这份报告");
        // The report may lie under a registration elsewhere of a person whom this house knows under its own.
        var known = await patients.Known(await Registrations(patientId, ct), ct);
        var patient = known.GetValueOrDefault(patientId) ?? known.Values.FirstOrDefault();
        ResultPurpose? purpose = null;
        if (report.OrganizationId == user.OrganizationId) purpose = new ResultPurpose("本机构出具的报告");
        else if (patient is null) throw Refused.NotFound("这份报告");
        purpose ??= await PurposeFor(patient!, ct) ?? throw MissingPurpose(patient!.Id);
        await audit.RecordNow("result.read", IntakeDesk.Subject(report), $"{what}；用途：{purpose.Words}", ct: ct);
        return (await Unseal(report, purpose, ct), purpose, patient);
    }

    /// <summary>Opens a report as far as the purpose goes: an image of another institution only where the patient let images go.</summary>
    internal async Task<OpenReport> Unseal(Report report, ResultPurpose? purpose, CancellationToken ct)
    {
        var open = await Unseal(report, ct);
        return purpose is { WithImages: false } && report.Kind == ReportKind.Imaging && report.OrganizationId != user.OrganizationId
            ? open with { Content = open.Content with { Images = [] }, Attachments = [] }
            : open;
    }

    internal async Task<OpenReport> Unseal(Report report, CancellationToken ct) => new(report, Content(report),
        await db.Set<ReportValue>().AsNoTracking().Where(value => value.PatientId == report.PatientId && value.ReportId == report.Id).OrderBy(value => value.Position).ToListAsync(ct),
        await db.Set<ReportAttachment>().AsNoTracking().Where(each => each.PatientId == report.PatientId && each.ReportId == report.Id).OrderBy(each => each.At).ToListAsync(ct),
        report.StateReason is null ? null : key.Open(report.Id, report.StateReason));

    internal ReportContent Content(Report report) => JsonColumn.Read<ReportContent>(key.Open(report.Id, report.Content));

    /// <summary>The editions under a report's number, newest first.</summary>
    public async Task<IReadOnlyList<Report>> Editions(Report report, CancellationToken ct = default) =>
        await db.Set<Report>().AsNoTracking().Where(each => each.PatientId == report.PatientId && each.OrganizationId == report.OrganizationId && each.Number == report.Number)
            .OrderByDescending(each => each.Edition).ToListAsync(ct);

    /// <summary>What the own institution sent, newest first; one more than the page holds where there is a further one.</summary>
    public async Task<IReadOnlyList<Report>> Sent(string? number, ReportKind? kind, int page, int size, CancellationToken ct = default)
    {
        MustRead();
        var organization = user.Organization;
        var reports = db.Set<Report>().AsNoTracking().Where(report => report.OrganizationId == organization && report.State != ReportState.Replaced);
        if (kind is { } wanted) reports = reports.Where(report => report.Kind == wanted);
        if (number?.Trim() is { Length: > 0 } part) reports = reports.Where(report => report.Number.StartsWith(part));
        return await reports.OrderByDescending(report => report.ReceivedAt).Skip((Math.Max(1, page) - 1) * size).Take(size + 1).ToListAsync(ct);
    }

    public static Refused MissingPurpose(Guid patientId) => new(RefusalKind.Forbidden, "result.purpose-missing", "其他机构的结果只能为转诊、会诊、开单等诊疗用途打开，目前没有这样的依据。",
        "请先登记患者的“结果共享”知情同意，或从转诊单、开单页面进入。", Purpose with { Link = $"/patients/{patientId}/consents/new" });

    private void MustRead()
    {
        if (!user.IsProgram && (user.OrganizationId is null || !user.IsAny(Readers))) throw Refused.NotFound("这些结果");
    }

    internal static string Link(Report report) => $"/results/{report.PatientId}/reports/{report.Id}";
}
