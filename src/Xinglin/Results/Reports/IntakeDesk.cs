using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Alerts;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Results.Reports;

/// <summary>
/// The one way in for reports. A sender's number stands for one report for ever: the same again changes nothing, the next edition
/// takes its place, voiding ends it, and nothing comes after that.
/// </summary>
public sealed class IntakeDesk(
    XinglinDb db, DataKey key, IPatients patients, ItemDictionary dictionary, AlertDesk alerts, Reliance reliance, FileStore files, CurrentUser user, IAuditTrail audit, TimeProvider time) : IResultIntake
{
    public const string SenderRoles = $"{Role.Diagnostics},{Role.Physician}";
    private const int MostAttachments = 20;
    private const long LargestAttachment = 20 * 1024 * 1024;

    private static readonly Citation Editions = new("检查检验报告版本规则", "修订按版本递增并写明原因；作废之后不再接收");

    public async Task<ReportReceipt> Receive(ReportIn handedIn, CancellationToken ct = default)
    {
        user.Require("提交检查检验报告", SenderRoles.Split(','));
        // What a caller leaves out of its JSON is null, whatever the record says.
        handedIn = handedIn with { Values = [.. (handedIn.Values ?? []).OfType<ValueIn>()], Images = [.. (handedIn.Images ?? []).OfType<ImageIn>()] };
        ReportCheck.MustPass(ReportCheck.Faults(handedIn, time.Now()));
        try
        {
            return await Take(handedIn, ct);
        }
        catch (Refused refused) when (refused.Code is "taken" or "overtaken")
        {
            // The same report came twice at once, as a system does that got no answer: what the other call left decides.
            db.ChangeTracker.Clear();
            return await Take(handedIn, ct);
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    public async Task<ReportReceipt> Void(string number, string reason, DateTimeOffset? at = null, CancellationToken ct = default)
    {
        user.Require("作废报告", SenderRoles.Split(','));
        if (reason.Trim() is not { Length: > 0 and <= 400 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "作废报告需要写明原因（400 字以内）。");
        var stands = await db.Set<ReportKey>().FirstOrDefaultAsync(each => each.SenderId == user.Organization && each.Number == number, ct) ?? throw Refused.NotFound($"本机构的报告 {number}");
        if (stands.Voided) throw Gone(number);
        var report = await Current(stands, ct);
        var now = at ?? time.Now();
        if (now > time.Now() + ReportCheck.Slack) throw new Refused(RefusalKind.Invalid, "result.void-ahead", "作废时间不能晚于现在。");
        if (now < report.ReceivedAt)
            throw new Refused(RefusalKind.Conflict, "result.void-too-early", $"作废时间早于当前版本的接收时间 {ChinaTime.Show(report.ReceivedAt)}。", "可能是迟到的旧消息；请核对作废的是哪一版。", Editions);
        stands.Void();
        await End(report, ReportState.Voided, now, words, ct);
        audit.Record("result.voided", Subject(report), report.Organization);
        await db.SaveChangesAsync(ct);
        return new ReportReceipt(report.PatientId, report.Id, number, report.Edition, false, [], []);
    }

    public async Task<int?> Standing(string number, CancellationToken ct = default)
    {
        user.Require("提交检查检验报告", SenderRoles.Split(','));
        return await db.Set<ReportKey>().AsNoTracking().Where(each => each.SenderId == user.Organization && each.Number == number).Select(each => (int?)each.Edition).FirstOrDefaultAsync(ct);
    }

    /// <summary>Attaches a picture, tracing or PDF to the edition that stands. Never after voiding.</summary>
    public async Task Attach(string number, Stream content, string fileName, string title, CancellationToken ct = default)
    {
        user.Require("上传报告附件", SenderRoles.Split(','));
        var stands = await db.Set<ReportKey>().AsNoTracking().FirstOrDefaultAsync(each => each.SenderId == user.Organization && each.Number == number, ct) ?? throw Refused.NotFound($"本机构的报告 {number}");
        if (stands.Voided) throw Gone(number);
        var report = await Current(stands, ct);
        if (await db.Set<ReportAttachment>().CountAsync(each => each.PatientId == report.PatientId && each.ReportId == report.Id, ct) >= MostAttachments)
            throw new Refused(RefusalKind.Conflict, "result.attachments-many", $"一份报告最多 {MostAttachments} 个附件。", "更多影像请填写影像系统的链接。");
        var file = await files.Save(content, fileName, [FileKind.Pdf, FileKind.Png, FileKind.Jpeg], LargestAttachment, ct);
        db.Add(new ReportAttachment(report.PatientId, Guid.CreateVersion7(time.Now()), report.Id, file.Id, string.IsNullOrWhiteSpace(title) ? file.Name : title.Trim()[..Math.Min(120, title.Trim().Length)], user.Name, time.Now()));
        report.HasImages = true;
        audit.Record("result.attached", Subject(report), file.Name);
        await db.SaveChangesAsync(ct);
    }

    private async Task<ReportReceipt> Take(ReportIn handedIn, CancellationToken ct)
    {
        var patient = await Patient(handedIn, ct);
        var print = key.Index("result-report", JsonColumn.Write(handedIn with { PatientId = patient.Id, PatientNumber = null }));
        var stands = await db.Set<ReportKey>().FirstOrDefaultAsync(each => each.SenderId == user.Organization && each.Number == handedIn.Number.Trim(), ct);
        if (stands is not null && await Known(stands, handedIn, patient, print, ct) is { } known) return known;
        if (stands is null && handedIn.Edition != 1)
            throw new Refused(RefusalKind.Conflict, "result.edition-gap", $"报告 {handedIn.Number} 还没有第 1 版，不能接收第 {handedIn.Edition} 版。", "请先提交前面的版本。", Editions);

        var now = time.Now();
        var items = await dictionary.Items(ct);
        var codes = handedIn.Values.Select(value => value.Code.Trim()).Distinct().ToArray();
        var mappings = await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.Organization && mapping.State == MappingState.InForce && codes.Contains(mapping.LocalCode))
            .ToDictionaryAsync(mapping => mapping.LocalCode, ct);
        var lines = Lines(handedIn, patient, items, mappings);
        var id = Guid.CreateVersion7(now);
        var content = new ReportContent([.. lines.Select(line => line.Line)], Trimmed(handedIn.Findings), Trimmed(handedIn.Conclusion), handedIn.Images ?? [], Trimmed(handedIn.ReportedBy), Trimmed(handedIn.ReviewedBy), Trimmed(handedIn.Reason));
        var report = new Report(patient.Id, id, user.Organization, user.OrganizationName ?? "", handedIn.Number.Trim(), handedIn.Edition,
            new ReportFacts(handedIn.Kind, handedIn.Title.Trim(), handedIn.Department.Trim(), Utc(handedIn.SampledAt), Utc(handedIn.ExaminedAt), handedIn.ReportedAt.ToUniversalTime(),
                Trimmed(handedIn.Specimen), Trimmed(handedIn.Method), Trimmed(handedIn.EquipmentClass), Trimmed(handedIn.OrderedBy)),
            key.Seal(id, JsonColumn.Write(content)), user.Name, now)
        { HasImages = content.Images.Count > 0 };
        var before = stands is null ? null : await Current(stands, ct);
        db.Add(report);
        foreach (var (index, (line, item, mapping)) in lines.Index())
            db.Add(new ReportValue(patient.Id, Guid.CreateVersion7(now), id, report.OrganizationId, index, line.Code, line.Name, item?.Code, mapping?.Id, item?.IsSecret ?? false, report.EffectiveAt));
        if (stands is null) db.Add(new ReportKey(user.Organization, report, print));
        else stands.Stand(report, print);
        if (before is not null) await End(before, ReportState.Replaced, now, content.Reason, ct);
        var critical = lines.Where(line => line.Line.Flag == ResultFlag.Critical).Select(line => line.Line).ToList();
        if (critical.Count > 0) await alerts.RaiseCritical(report, patient, string.Join("；", critical.Select(line => $"{line.Name} {line.Text} {line.Unit}".TrimEnd())), ct);
        audit.Record(before is null ? "result.received" : "result.revised", Subject(report), $"{report.Kind.Show()}，{lines.Count} 项{(critical.Count > 0 ? "，含危急值" : "")}");
        await db.SaveChangesAsync(ct);
        return new ReportReceipt(patient.Id, id, report.Number, report.Edition, false, [.. lines.Where(line => line.Item is null).Select(line => line.Line.Code)], [.. critical.Select(line => line.Name)]);
    }

    private List<(ValueLine Line, Item? Item, Mapping? Mapping)> Lines(ReportIn handedIn, PatientRef patient, ItemSet items, Dictionary<string, Mapping> mappings)
    {
        var age = Ages.YearsOn(patient.BirthDate, ChinaTime.DateIn(handedIn.SampledAt ?? handedIn.ExaminedAt ?? handedIn.ReportedAt));
        return [.. handedIn.Values.Select(value =>
        {
            var mapping = mappings.GetValueOrDefault(value.Code.Trim());
            var item = items.Find(mapping?.ItemCode);
            return (Reading.Line(value, item, patient.Sex.Code(), age), item, mapping);
        })];
    }

    /// <returns>What to answer where nothing is to be done; null where this is the next edition.</returns>
    private async Task<ReportReceipt?> Known(ReportKey stands, ReportIn handedIn, PatientRef patient, string print, CancellationToken ct)
    {
        if (stands.Fingerprint == print && stands.Edition == handedIn.Edition && !stands.Voided)
        {
            var unmapped = await db.Set<ReportValue>().Where(value => value.PatientId == stands.PatientId && value.ReportId == stands.ReportId && value.ItemCode == null).Select(value => value.LocalCode).ToListAsync(ct);
            return new ReportReceipt(stands.PatientId, stands.ReportId, stands.Number, stands.Edition, true, unmapped, []);
        }

        if (stands.Voided) throw Gone(stands.Number);
        if (stands.PatientId != patient.Id)
            throw new Refused(RefusalKind.Conflict, "result.number-of-another-patient", $"报告号 {stands.Number} 已用于另一位患者。", "请核对报告号和患者；一个报告号只能用于一位患者。", Editions);
        if (handedIn.Edition <= stands.Edition)
            throw new Refused(RefusalKind.Conflict, "result.number-taken", $"报告 {stands.Number} 已有第 {stands.Edition} 版，内容与本次提交不同。", $"更正请作为第 {stands.Edition + 1} 版提交，并写明原因。", Editions);
        if (handedIn.Edition > stands.Edition + 1)
            throw new Refused(RefusalKind.Conflict, "result.edition-gap", $"报告 {stands.Number} 当前是第 {stands.Edition} 版，不能跳到第 {handedIn.Edition} 版。", "请按顺序提交各版。", Editions);
        return null;
    }

    private async Task<PatientRef> Patient(ReportIn handedIn, CancellationToken ct)
    {
        PatientRef patient;
        if (handedIn.PatientId is { } id) patient = await patients.Require(id, ct);
        else
        {
            var found = await patients.Find(handedIn.PatientNumber!.Trim(), 20, ct);
            var exact = found.Where(each => each.Number == handedIn.PatientNumber.Trim()).ToList();
            patient = (exact.Count > 0 ? exact : [.. found]) switch
            {
                [var only] => only,
                [] => throw Refused.NotFound($"编号为 {handedIn.PatientNumber.Trim()} 的患者"),
                _ => throw new Refused(RefusalKind.Conflict, "result.patient-ambiguous", $"编号 {handedIn.PatientNumber.Trim()} 对应不止一位患者。", "请使用本机构的患者编号（P 开头）提交。")
            };
        }

        if (!string.Equals(patient.Name, handedIn.PatientName.Trim(), StringComparison.Ordinal))
            throw new Refused(RefusalKind.Conflict, "result.patient-mismatch", "报告上的姓名与该编号患者的姓名不一致，没有接收。", "请核对患者身份；确属同一人的，先更正登记资料。");
        return patient;
    }

    private async Task End(Report report, ReportState state, DateTimeOffset at, string? reason, CancellationToken ct)
    {
        report.End(state, at, reason is null ? null : key.Seal(report.Id, reason));
        foreach (var value in await db.Set<ReportValue>().Where(value => value.PatientId == report.PatientId && value.ReportId == report.Id).ToListAsync(ct)) value.End();
        await reliance.Tell(report, state == ReportState.Voided, reason, ct);
    }

    private Task<Report> Current(ReportKey stands, CancellationToken ct) => db.Set<Report>().FirstAsync(report => report.PatientId == stands.PatientId && report.Id == stands.ReportId, ct);

    private static Refused Gone(string number) => new(RefusalKind.Conflict, "result.voided", $"报告 {number} 已作废，不再接收。", "需要重新出具时请使用新的报告号。", Editions);

    private static DateTimeOffset? Utc(DateTimeOffset? at) => at?.ToUniversalTime();

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal static AuditSubject Subject(Report report) => new("result-report", report.Id, report.Reference);
}
