using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>
/// The one way in for reports. A sender's number stands for one report for ever: the same again changes nothing, the next edition
/// takes its place, voiding ends it, and nothing comes after that.
/// </summary>
public sealed class IntakeDesk(
    XinglinDb db, ReportBook book, FileStore files, CurrentUser user, IAuditTrail audit, TimeProvider time) : IResultIntake
{
    public const string SenderRoles = $"{Role.Diagnostics},{Role.Physician}";
    private const int MostAttachments = 20;
    private const long LargestAttachment = 20 * 1024 * 1024;

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
        await book.Open([], [number], [], [], ct);
        var receipt = await book.Void(book.PlanVoid(number, reason, at) ?? throw Refused.NotFound($"本机构的报告 {number}"), ct);
        await db.SaveChangesAsync(ct);
        return receipt;
    }

    public async Task<int?> Standing(string number, CancellationToken ct = default)
    {
        user.Require("提交检查检验报告", SenderRoles.Split(','));
        return await db.Set<ReportKey>().AsNoTracking().Where(each => each.SenderId == user.Organization && each.Number == number).Select(each => (int?)each.Edition).FirstOrDefaultAsync(ct);
    }

    /// <summary>Attaches a picture, tracing or PDF to the edition that stands. Never after voiding.</summary>
    public async Task<AttachedFile> Attach(string number, Stream content, string fileName, string title, CancellationToken ct = default)
    {
        user.Require("上传报告附件", SenderRoles.Split(','));
        var stands = await db.Set<ReportKey>().AsNoTracking().FirstOrDefaultAsync(each => each.SenderId == user.Organization && each.Number == number, ct) ?? throw Refused.NotFound($"本机构的报告 {number}");
        if (stands.Voided) throw ReportBook.Gone(number);
        var report = await db.Set<Report>().FirstAsync(each => each.PatientId == stands.PatientId && each.Id == stands.ReportId, ct);
        if (await db.Set<ReportAttachment>().CountAsync(each => each.PatientId == report.PatientId && each.ReportId == report.Id, ct) >= MostAttachments)
            throw new Refused(RefusalKind.Conflict, "result.attachments-many", $"一份报告最多 {MostAttachments} 个附件。", "更多影像请填写影像系统的链接。");
        var file = await files.Save(content, fileName, [FileKind.Pdf, FileKind.Png, FileKind.Jpeg], LargestAttachment, ct);
        var shown = string.IsNullOrWhiteSpace(title) ? file.Name : title.Trim();
        var attachment = new ReportAttachment(report.PatientId, Guid.CreateVersion7(time.Now()), report.Id, file.Id, shown[..Math.Min(120, shown.Length)], user.Name, time.Now());
        db.Add(attachment);
        report.HasImages = true;
        audit.Record("result.attached", Subject(report), file.Name);
        await db.SaveChangesAsync(ct);
        return new(report.PatientId, report.Id, attachment.Id, attachment.Title);
    }

    public async Task<IReadOnlyList<DeliveryOutcome>> ReceiveMany(IReadOnlyList<Delivery> deliveries, CancellationToken ct = default)
    {
        user.Require("提交检查检验报告", SenderRoles.Split(','));
        var all = deliveries.SelectMany(delivery => delivery.Reports).ToList();
        var reports = all.OfType<StandingReport>().ToList();
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await book.Open([], [.. all.Select(each => each.Number)], [.. reports.SelectMany(each => each.PatientNumbers)], [.. reports.SelectMany(each => each.Report.Values).Select(value => value.Code)], ct);
        var outcomes = new List<DeliveryOutcome>(deliveries.Count);
        foreach (var delivery in deliveries)
        {
            // All of it is judged before the first is written.
            List<IntakePlan?> plans;
            try
            {
                plans = [.. delivery.Reports.Select(Plan)];
            }
            catch (Refused refused)
            {
                outcomes.Add(new DeliveryOutcome([], refused));
                continue;
            }

            var receipts = new List<ReportReceipt?>(plans.Count);
            foreach (var (plan, report) in plans.Zip(delivery.Reports))
            {
                receipts.Add(plan is null ? null : plan.Known ?? (plan is VoidPlan ended ? await book.Void(ended, ct) : await book.Write((ReportPlan)plan, ct)));
                if (plan is ReportPlan { Known: null } && report is StandingReport { Files: { Count: > 0 } brought }) await Attach(report.Number, brought, ct);
            }

            outcomes.Add(new DeliveryOutcome(receipts));
        }

        await book.Save(ct);
        await transaction.CommitAsync(ct);
        return outcomes;
    }

    private IntakePlan? Plan(DeliveredReport delivered)
    {
        if (delivered is not StandingReport standing)
        {
            var ended = (VoidedReport)delivered;
            return book.PlanVoid(ended.Number, ended.Reason, ended.At, again: true);
        }

        if (standing.Files.Count > MostAttachments)
            throw new Refused(RefusalKind.Invalid, "result.attachments-many", $"一份报告最多 {MostAttachments} 个附件。", "更多影像请填写影像系统的链接。");
        var patient = book.Patient(standing.PatientNumbers, standing.Report.PatientName);
        var report = book.Numbered(standing, patient);
        ReportCheck.MustPass(ReportCheck.Faults(report, time.Now()));
        return book.Plan(report, patient);
    }

    private async Task Attach(string number, IReadOnlyList<DeliveredFile> brought, CancellationToken ct)
    {
        // The edition must be there before files can hang on it.
        await db.SaveChangesAsync(ct);
        foreach (var file in brought) await Attach(number, new MemoryStream(file.Content), file.FileName, file.Title, ct);
    }

    private async Task<ReportReceipt> Take(ReportIn handedIn, CancellationToken ct)
    {
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await book.Open(handedIn.PatientId is { } id ? [id] : [], [handedIn.Number.Trim()], handedIn.PatientNumber is { } number ? [number.Trim()] : [], [.. handedIn.Values.Select(value => value.Code.Trim())], ct);
        var patient = handedIn.PatientId is { } given ? book.Patient(given, handedIn.PatientName) : book.Patient([handedIn.PatientNumber!.Trim()], handedIn.PatientName);
        var plan = book.Plan(handedIn with { PatientId = patient.Id, PatientNumber = null }, patient);
        if (plan.Known is { } known) return known;
        var receipt = await book.Write(plan, ct);
        await book.Save(ct);
        await transaction.CommitAsync(ct);
        return receipt;
    }

    internal static AuditSubject Subject(Report report) => new("result-report", report.Id, report.Reference);
}
