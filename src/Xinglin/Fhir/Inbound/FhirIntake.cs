using Hl7.Fhir.Model;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Inbound;

/// <summary>What became of one report.</summary>
/// <param name="Status">HTTP: 201 taken, 200 known before or voided, 4xx not taken.</param>
internal sealed record Taken(int Status, ReportReceipt? Receipt, OperationOutcome Outcome)
{
    public bool Failed => Status >= 400;
}

/// <summary>
/// Hands translated reports to the intake. FHIR counts no editions, so they are counted here: a corrected report is the edition that
/// stands where nothing differs from it, else the next. Each report is taken whole, with its files, or not at all.
/// </summary>
internal sealed class FhirIntake(IResultIntake intake, IPatients patients, XinglinDb db)
{
    public static Translated Translate(DiagnosticReport report)
    {
        var sent = new References(null);
        sent.Know(report, "DiagnosticReport");
        return Translation.Of(report, sent);
    }

    /// <summary>All of them or none (FHIR R4 §3.1.0.11.2).</summary>
    public async Task<IReadOnlyList<Taken>> Together(IReadOnlyList<Translated> reports, CancellationToken ct)
    {
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        var taken = new List<Taken>();
        foreach (var report in reports)
        {
            // The faults of all are named at once; but nothing is handed in after the first that failed.
            taken.Add(report.Faults.Count == 0 && taken.Exists(each => each.Failed) ? new Taken(200, null, Outcomes.Told("未处理。")) : await Take(report, ct));
        }

        if (taken.Exists(each => each.Failed)) db.ChangeTracker.Clear();
        else await transaction.CommitAsync(ct);
        return taken;
    }

    public async Task<Taken> Alone(Translated report, CancellationToken ct) => (await Together([report], ct))[0];

    private async Task<Taken> Take(Translated report, CancellationToken ct)
    {
        if (report.Faults.Count > 0) return new Taken(422, null, Outcomes.Of(report.Faults));
        try
        {
            var receipt = report.Step == ReportStep.Void ? await intake.Void(report.Number!, report.Reason!, null, ct) : await Receive(report, ct);
            return new Taken(report.Step == ReportStep.Void || receipt.Known ? 200 : 201, receipt, Outcomes.Told(Words(report, receipt)));
        }
        catch (Refused refused)
        {
            db.ChangeTracker.Clear();
            return new Taken(Outcomes.Status(refused), null, Outcomes.Of(refused, report.Path));
        }
    }

    private async Task<ReportReceipt> Receive(Translated report, CancellationToken ct)
    {
        var patient = await patients.Find(report.PatientId, report.PatientNumbers, ct);
        var handedIn = report.Report! with { PatientId = patient.Id };
        var stands = await intake.Standing(report.Number!, ct);
        var receipt = report.Step == ReportStep.First || stands is null ? await intake.Receive(handedIn, ct) : await Next(handedIn, stands.Value, ct);
        if (receipt.Known) return receipt;
        foreach (var file in report.Files)
        {
            using var bytes = new MemoryStream(file.Bytes);
            await intake.Attach(report.Number!, bytes, FileNames.Of(file), file.Title, ct);
        }

        return receipt;
    }

    private async Task<ReportReceipt> Next(ReportIn report, int stands, CancellationToken ct)
    {
        try
        {
            return await intake.Receive(report with { Edition = stands }, ct);
        }
        catch (Refused refused) when (refused.Code == "result.number-taken")
        {
            return await intake.Receive(report with { Edition = stands + 1 }, ct);
        }
    }

    private static string Words(Translated report, ReportReceipt receipt)
    {
        if (report.Step == ReportStep.Void) return $"报告 {receipt.Number} 已作废。";
        var words = receipt.Known ? $"报告 {receipt.Number} 第 {receipt.Edition} 版此前已接收，没有变化。" : $"报告 {receipt.Number} 第 {receipt.Edition} 版已接收。";
        if (receipt.Unmapped.Count > 0) words += $"尚未对照、不参与互认的项目代码：{string.Join("、", receipt.Unmapped)}。";
        if (receipt.Critical.Count > 0) words += $"危急值：{string.Join("、", receipt.Critical)}，已通知接诊机构。";
        return words;
    }
}
