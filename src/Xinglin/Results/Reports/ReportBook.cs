using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Alerts;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Results.Reports;

/// <summary>What is to be done with something that was handed in.</summary>
/// <param name="Known">The answer where nothing is to be done.</param>
internal abstract record IntakePlan(ReportReceipt? Known);

/// <param name="Stands">Null for a first edition.</param>
internal sealed record ReportPlan(ReportIn Report, PatientRef Patient, string Print, ReportKey? Stands, ReportReceipt? Known = null) : IntakePlan(Known);

internal sealed record VoidPlan(ReportKey Stands, string Reason, DateTimeOffset At, ReportReceipt? Known = null) : IntakePlan(Known);

/// <summary>
/// Which report stands under which number of the sender, for those that are handed in now: opened with one query a kind however many they
/// are, then planned without asking the database, then written. What a plan wrote is known to the next.
/// </summary>
public sealed class ReportBook(
    XinglinDb db, DataKey key, IPatients patients, ItemDictionary dictionary, MeaningLock meanings, AlertDesk alerts, Reliance reliance, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    private static readonly Citation Editions = new("检查检验报告版本规则", "修订按版本递增并写明原因；作废之后不再接收");

    private readonly Dictionary<string, ReportKey> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Report> reports = [];
    private readonly List<ReportValue> fresh = [];
    private IReadOnlyDictionary<Guid, PatientRef> known = new Dictionary<Guid, PatientRef>();
    private ILookup<string, PatientRef> numbered = Array.Empty<PatientRef>().ToLookup(_ => "");
    private Dictionary<string, Mapping> mappings = [];
    private ILookup<Guid, string> unmapped = Array.Empty<string>().ToLookup(_ => Guid.Empty);
    private ItemSet items = null!;

    internal async Task Open(Guid[] patientIds, string[] numbers, string[] patientNumbers, string[] codes, CancellationToken ct)
    {
        var sender = user.Organization;
        keys.Clear();
        reports.Clear();
        fresh.Clear();
        (numbers, codes) = ([.. numbers.Select(number => number.Trim()).Distinct()], [.. codes.Select(code => code.Trim()).Distinct()]);
        foreach (var stands in await db.Set<ReportKey>().Where(each => each.SenderId == sender && numbers.Contains(each.Number)).ToListAsync(ct)) keys[stands.Number] = stands;
        if (keys.Count > 0)
        {
            var (of, current) = (keys.Values.Select(each => each.PatientId).Distinct().ToArray(), keys.Values.Select(each => each.ReportId).ToArray());
            foreach (var report in await db.Set<Report>().Where(report => of.Contains(report.PatientId) && current.Contains(report.Id)).ToListAsync(ct)) reports[report.Id] = report;
            unmapped = (await db.Set<ReportValue>().Where(value => of.Contains(value.PatientId) && current.Contains(value.ReportId) && value.ItemCode == null)
                .OrderBy(value => value.Position).Select(value => new { value.ReportId, value.LocalCode }).ToListAsync(ct)).ToLookup(value => value.ReportId, value => value.LocalCode);
        }

        if (patientIds.Length > 0) known = await patients.Known(patientIds, ct);
        if (patientNumbers.Length > 0) numbered = await patients.ByNumber(patientNumbers, ct);
        if (codes.Length > 0)
        {
            await meanings.Share(sender, ct);
            mappings = await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == sender && mapping.State == MappingState.InForce && codes.Contains(mapping.LocalCode))
                .ToDictionaryAsync(mapping => mapping.LocalCode, ct);
        }

        items = await dictionary.Items(ct);
    }

    internal PatientRef Patient(Guid id, string name) => Named(known.GetValueOrDefault(id) ?? throw Refused.NotFound("这位患者"), name);

    /// <exception cref="Refused">None of the numbers is known, they are of several patients, or the patient has another name.</exception>
    internal PatientRef Patient(IReadOnlyList<string> given, string name)
    {
        var found = given.SelectMany(number => numbered[number]).DistinctBy(patient => patient.Id).ToList();
        var own = found.Where(patient => patient.OrganizationId == user.OrganizationId).ToList();
        return (own.Count > 0 ? own : found) switch
        {
            [var only] => Named(only, name),
            [] => throw Refused.NotFound($"编号为 {string.Join("、", given)} 的患者"),
            _ => throw new Refused(RefusalKind.Conflict, "result.patient-ambiguous", $"编号 {string.Join("、", given)} 对应不止一位患者。", "请使用本机构的患者编号（P 开头）提交。")
        };
    }

    private static PatientRef Named(PatientRef patient, string name) => string.Equals(patient.Name, name.Trim(), StringComparison.Ordinal) ? patient
        : throw new Refused(RefusalKind.Conflict, "result.patient-mismatch", "报告上的姓名与该编号患者的姓名不一致，没有接收。", "请核对患者身份；确属同一人的，先更正登记资料。");

    /// <summary>The report with the edition that it has where its sender counts none.</summary>
    /// <exception cref="Refused">It was reported before the edition that stands.</exception>
    internal ReportIn Numbered(StandingReport standing, PatientRef patient)
    {
        var report = standing.Report with { Number = standing.Number.Trim(), PatientId = patient.Id, PatientNumber = null };
        if (keys.GetValueOrDefault(report.Number) is not { Voided: false } stands) return report with { Edition = 1, Reason = null };
        var same = report with { Edition = stands.Edition, Reason = stands.Edition == 1 ? null : report.Reason };
        if (Print(same) == stands.Fingerprint) return same;
        if (reports.GetValueOrDefault(stands.ReportId) is { } before && report.ReportedAt < before.ReportedAt)
            throw new Refused(RefusalKind.Conflict, "result.older", $"报告 {report.Number} 已有报告时间为 {ChinaTime.Show(before.ReportedAt)} 的版本，本次的报告时间更早。", "可能是迟到的旧消息；无需处理的可以丢弃。", Editions);
        return standing.Corrects ? report with { Edition = stands.Edition + 1 } : report with { Edition = 1, Reason = null };
    }

    /// <exception cref="Refused">The number stands for another content or patient; the edition is not the next; it was voided.</exception>
    internal ReportPlan Plan(ReportIn report, PatientRef patient)
    {
        var (print, number) = (Print(report), report.Number.Trim());
        if (keys.GetValueOrDefault(number) is not { } stands)
            return report.Edition == 1 ? new ReportPlan(report, patient, print, null)
                : throw new Refused(RefusalKind.Conflict, "result.edition-gap", $"报告 {report.Number} 还没有第 1 版，不能接收第 {report.Edition} 版。", "请先提交前面的版本。", Editions);
        if (stands.Fingerprint == print && stands.Edition == report.Edition && !stands.Voided)
            return new ReportPlan(report, patient, print, stands, new ReportReceipt(stands.PatientId, stands.ReportId, stands.Number, stands.Edition, true, [.. unmapped[stands.ReportId]], []));
        if (stands.Voided) throw Gone(number);
        if (stands.PatientId != patient.Id)
            throw new Refused(RefusalKind.Conflict, "result.number-of-another-patient", $"报告号 {number} 已用于另一位患者。", "请核对报告号和患者；一个报告号只能用于一位患者。", Editions);
        if (report.Edition <= stands.Edition)
            throw new Refused(RefusalKind.Conflict, "result.number-taken", $"报告 {number} 已有第 {stands.Edition} 版，内容与本次提交不同。", $"更正请作为第 {stands.Edition + 1} 版提交，并写明原因。", Editions);
        if (report.Edition > stands.Edition + 1)
            throw new Refused(RefusalKind.Conflict, "result.edition-gap", $"报告 {number} 当前是第 {stands.Edition} 版，不能跳到第 {report.Edition} 版。", "请按顺序提交各版。", Editions);
        return new ReportPlan(report, patient, print, stands);
    }

    /// <summary>Null where no report was taken under the number.</summary>
    /// <param name="again">Voiding what is void is no fault.</param>
    internal VoidPlan? PlanVoid(string number, string reason, DateTimeOffset? at, bool again = false)
    {
        if (reason.Trim() is not { Length: > 0 and <= 400 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "作废报告需要写明原因（400 字以内）。");
        if (keys.GetValueOrDefault(number.Trim()) is not { } stands) return null;
        if (stands.Voided && !again) throw Gone(number);
        var (report, now) = (reports[stands.ReportId], at ?? time.Now());
        if (stands.Voided) return new VoidPlan(stands, words, now, new ReportReceipt(stands.PatientId, stands.ReportId, stands.Number, stands.Edition, true, [], []));
        if (now > time.Now() + ReportCheck.Slack) throw new Refused(RefusalKind.Invalid, "result.void-ahead", "作废时间不能晚于现在。");
        if (now < report.ReceivedAt)
            throw new Refused(RefusalKind.Conflict, "result.void-too-early", $"作废时间早于当前版本的接收时间 {ChinaTime.Show(report.ReceivedAt)}。", "可能是迟到的旧消息；请核对作废的是哪一版。", Editions);
        return new VoidPlan(stands, words, now);
    }

    /// <summary>Joins the open unit of work.</summary>
    internal async Task<ReportReceipt> Write(ReportPlan plan, CancellationToken ct)
    {
        var (handedIn, patient, stands, now) = (plan.Report, plan.Patient, plan.Stands, time.Now());
        var lines = Lines(handedIn, patient);
        var id = Guid.CreateVersion7(now);
        var before = stands is null ? null : reports[stands.ReportId];
        var content = new ReportContent([.. lines.Select(line => line.Line)], Trimmed(handedIn.Findings), Trimmed(handedIn.Conclusion), await Images(handedIn, before, id, ct), Trimmed(handedIn.ReportedBy), Trimmed(handedIn.ReviewedBy), Trimmed(handedIn.Reason));
        var report = new Report(patient.Id, id, user.Organization, user.OrganizationName ?? "", handedIn.Number.Trim(), handedIn.Edition,
            new ReportFacts(handedIn.Kind, handedIn.Title.Trim(), handedIn.Department.Trim(), Utc(handedIn.SampledAt), Utc(handedIn.ExaminedAt), handedIn.ReportedAt.ToUniversalTime(),
                Trimmed(handedIn.Specimen), Trimmed(handedIn.Method), Trimmed(handedIn.EquipmentClass), Trimmed(handedIn.OrderedBy)),
            key.Seal(id, JsonColumn.Write(content)), user.Name, now)
        { HasImages = content.Images.Count > 0 || (handedIn.KeepImages == true && before is { HasImages: true }) };
        db.Add(report);
        foreach (var (index, (line, item, mapping)) in lines.Index())
            fresh.Add(new ReportValue(patient.Id, Guid.CreateVersion7(now), id, report.OrganizationId, index, line.Code, line.Name, item?.Code, mapping?.Id, IsSecret(line, item), report.EffectiveAt));
        if (stands is null) db.Add(keys[report.Number] = new ReportKey(user.Organization, report, plan.Print));
        else stands.Stand(report, plan.Print);
        reports[id] = report;
        if (before is not null) await End(before, ReportState.Replaced, now, content.Reason, ct);
        var critical = lines.Where(line => line.Line.Flag == ResultFlag.Critical).Select(line => line.Line).ToList();
        // Whoever must act reads the alert; what is of level 5 he reads in the report, where he says that he treats.
        if (critical.Count > 0) await alerts.RaiseCritical(report, patient, string.Join("；", lines.Where(line => line.Line.Flag == ResultFlag.Critical)
            .Select(line => IsSecret(line.Line, line.Item) ? "第 5 级项目（名称和结果请打开报告查看）" : $"{line.Line.Name} {line.Line.Text} {line.Line.Unit}".TrimEnd()).Distinct()), ct);
        audit.Record(before is null ? "result.received" : "result.revised", IntakeDesk.Subject(report), $"{report.Kind.Show()}，{lines.Count} 项{(critical.Count > 0 ? "，含危急值" : "")}{(handedIn.KeepImages == true ? "，沿用上一版的影像与附件" : "")}");
        return new ReportReceipt(patient.Id, id, report.Number, report.Edition, false, [.. lines.Where(line => line.Item is null).Select(line => line.Line.Code)], [.. critical.Select(line => line.Name)]);
    }

    /// <summary>Joins the open unit of work.</summary>
    internal async Task<ReportReceipt> Void(VoidPlan plan, CancellationToken ct)
    {
        var report = reports[plan.Stands.ReportId];
        plan.Stands.Void();
        await End(report, ReportState.Voided, plan.At, plan.Reason, ct);
        audit.Record("result.voided", IntakeDesk.Subject(report), report.Organization);
        return new ReportReceipt(report.PatientId, report.Id, report.Number, report.Edition, false, [], []);
    }

    /// <summary>
    /// Saves what was written, within the open transaction. A laboratory sends twenty values with each report; they go in few statements,
    /// as they have no history and leave no entries.
    /// </summary>
    internal async Task Save(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await BulkRows.Write(db, """
            INSERT INTO result_value (patient_id, id, report_id, organization_id, position, local_code, local_name, item_code, mapping_id, secret, effective_at, current) VALUES
            """, [.. fresh.Select(value => new object?[]
        {
            value.PatientId, value.Id, value.ReportId, value.OrganizationId, value.Position, value.LocalCode, value.LocalName, value.ItemCode, value.MappingId, value.Secret, value.EffectiveAt, value.Current
        })], "", ct);
        fresh.Clear();
    }

    /// <summary>What can be looked at with the edition: its own, and where it says so what the edition before had, files too.</summary>
    private async Task<IReadOnlyList<ImageIn>> Images(ReportIn handedIn, Report? before, Guid id, CancellationToken ct)
    {
        if (before is null || handedIn.KeepImages != true) return handedIn.Images ?? [];
        foreach (var file in await db.Set<ReportAttachment>().AsNoTracking().Where(file => file.PatientId == before.PatientId && file.ReportId == before.Id).OrderBy(file => file.At).ToListAsync(ct))
            db.Add(new ReportAttachment(file.PatientId, Guid.CreateVersion7(time.Now()), id, file.FileId, file.Title, file.By, file.At));
        return [.. JsonColumn.Read<ReportContent>(key.Open(before.Id, before.Content)).Images.Union(handedIn.Images ?? [])];
    }

    private string Print(ReportIn report) => key.Index("result-report", JsonColumn.Write(report));

    private List<(ValueLine Line, Item? Item, Mapping? Mapping)> Lines(ReportIn handedIn, PatientRef patient)
    {
        var age = Age.On(patient.BirthDate, ChinaTime.DateIn(handedIn.SampledAt ?? handedIn.ExaminedAt ?? handedIn.ReportedAt));
        return [.. handedIn.Values.Select(value =>
        {
            var mapping = mappings.GetValueOrDefault(value.Code.Trim());
            var item = items.Find(mapping?.ItemCode);
            return (Reading.Line(value, item, patient.Sex.Code(), age), item, mapping);
        })];
    }

    private bool IsSecret(ValueLine line, Item? item) => item?.IsSecret ?? items.SoundsSecret(line.Code, line.Name);

    private async Task End(Report report, ReportState state, DateTimeOffset at, string? reason, CancellationToken ct)
    {
        report.End(state, at, reason is null ? null : key.Seal(report.Id, reason));
        var values = fresh.Where(value => value.ReportId == report.Id).ToList();
        if (values.Count == 0) values = await db.Set<ReportValue>().Where(value => value.PatientId == report.PatientId && value.ReportId == report.Id).ToListAsync(ct);
        foreach (var value in values) value.End();
        await reliance.Tell(report, state == ReportState.Voided, reason, ct);
    }

    internal static Refused Gone(string number) => new(RefusalKind.Conflict, "result.voided", $"报告 {number} 已作废，不再接收。", "需要重新出具时请使用新的报告号。", Editions);

    private static DateTimeOffset? Utc(DateTimeOffset? at) => at?.ToUniversalTime();

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
