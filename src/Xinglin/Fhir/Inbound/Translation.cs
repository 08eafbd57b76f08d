using Hl7.Fhir.Model;
using Xinglin.Results.Contract;
using Status = Hl7.Fhir.Model.DiagnosticReport.DiagnosticReportStatus;
using Type = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Xinglin.Fhir.Inbound;

/// <summary>What a DiagnosticReport asks for.</summary>
public enum ReportStep { First, Next, Void }

/// <param name="Sha1">Of the sender; null where not given.</param>
public sealed record SentFile(string Title, byte[] Bytes, byte[]? Sha1, string Path);

/// <param name="Number">The sender's report number; null where it is missing, and then there are faults.</param>
/// <param name="PatientNumbers">By which to look the patient up, the surest first.</param>
/// <param name="Report">Edition and patient are still open; null for voiding and where there are faults.</param>
public sealed record Translated(
    string? Number, ReportStep Step, string? Reason, ReportIn? Report, Guid? PatientId, IReadOnlyList<string> PatientNumbers, IReadOnlyList<SentFile> Files, IReadOnlyList<Fault> Faults, string Path);

/// <summary>
/// A DiagnosticReport with what it refers to as a report of the intake (FHIR R4 §10.3). It looks nothing up and collects every fault with
/// its place; what the desk itself checks (lengths, times in order) is left to the desk.
/// </summary>
internal sealed class Translation(DiagnosticReport report, References sent)
{
    private const string ProcedureFindings = "59776-5";

    private readonly List<Fault> faults = [];
    private readonly string path = sent.PathOf(report);

    public static Translated Of(DiagnosticReport report, References sent) => new Translation(report, sent).Translate();

    private Translated Translate()
    {
        var number = Elements.First(report.Identifier.Select(each => each.Value));
        if (number is null) Fault("identifier", Type.Required, "报告须有 identifier，其值为本机构的报告号。");
        var reason = report.Extension(Systems.RevisionReason) ?? Provenance();
        var step = Step(reason);
        if (step == ReportStep.Void) return Done(number, step, reason ?? (report.Status == Status.Cancelled ? "发送方已取消" : "发送方标记为录入错误"), null, null, [], []);

        var kind = ReportKinds.Of(report.Category);
        if (kind is null) Fault("category", Type.CodeInvalid, "category 须为 HL7 表 0074 中检验、微生物、影像、心电或病理的代码。");
        var patient = sent.Find<Patient>(report, report.Subject);
        var (patientId, numbers) = PatientKeys.Of(report.Subject, patient);
        if (patientId is null && numbers.Count == 0) Fault("subject", Type.Required, "须能由 subject 找到患者：Patient 资源的 identifier，或本系统的患者编号。");
        var name = Elements.First([.. (patient?.Name ?? []).Select(each => each.Words()), report.Subject?.Display]);
        if (name is null) Fault("subject", Type.Required, "须有患者姓名，用于核对身份。");
        var title = report.Code.Words();
        if (title is null) Fault("code", Type.Required, "须有 code 说明报告名称。");
        var issued = report.IssuedElement?.Value;
        if (issued is null) Fault("issued", Type.Required, "须有 issued（报告时间，带时区）。");
        var department = Department();
        if (department is null) Fault("performer", Type.Required, "须有 performer 说明出具报告的科室。");

        var specimen = report.Specimen.Select(each => sent.Find<Specimen>(report, each)).FirstOrDefault(each => each is not null);
        var effective = Moment(report.Effective, "effective");
        var onMaterial = kind is ReportKind.Laboratory or ReportKind.Microbiology or ReportKind.Pathology;
        var sampled = onMaterial ? Moment(specimen?.Collection?.Collected, "specimen") ?? effective : null;
        var files = new List<SentFile>();
        var images = new Images(report, sent, path, faults).Read(files);
        var studied = report.ImagingStudy.Select(each => Elements.Moment(sent.Find<ImagingStudy>(report, each)?.StartedElement)).FirstOrDefault(each => each is not null);
        var observed = new Observations(report, sent, path, kind, faults).Read();
        IReadOnlyList<ValueIn> values = observed.Values;
        // What is looked at, sections among it, is the examination itself; its words are an opinion.
        if (values.Count == 0 && (!onMaterial || kind == ReportKind.Pathology) && title is not null) values = [new ValueIn(report.Code.LocalCode() ?? title, title)];
        if (values.Count == 0 && faults.Count == 0) Fault("result", Type.Required, "报告没有一项可用的结果。");
        if (faults.Count > 0) return Done(number, step, reason, null, patientId, numbers, files);

        var (reportedBy, reviewedBy) = People();
        var findings = Elements.First([report.Extension(Systems.Findings), observed.Findings]);
        var translated = new ReportIn(number!, 1, patientId, null, name!, kind!.Value, title!, department!, sampled, onMaterial ? null : effective ?? studied, issued!.Value, values,
            specimen?.Type.Words(), null, report.Extension(Systems.EquipmentClass), OrderedBy(), reportedBy, reviewedBy,
            observed.Absent is null ? findings : Elements.First(string.Join('\n', new[] { findings, observed.Absent }.OfType<string>())),
            Elements.First(report.Conclusion, string.Join("；", report.ConclusionCode.Select(each => each.Words()).OfType<string>())), images, step == ReportStep.Next ? reason : null);
        return Done(number, step, reason, translated, patientId, numbers, files);
    }

    private ReportStep Step(string? reason)
    {
        switch (report.Status)
        {
            case Status.Final:
                return ReportStep.First;
            case Status.Amended or Status.Corrected or Status.Appended:
                if (reason is null) Fault("extension", Type.Required, $"更正的报告须写明原因：扩展 {Systems.RevisionReason}（valueString），或指向报告的 Provenance.reason。");
                return ReportStep.Next;
            case Status.EnteredInError or Status.Cancelled:
                return ReportStep.Void;
            case Status.Registered or Status.Partial or Status.Preliminary:
                Fault("status", Type.BusinessRule, "报告尚未审核发布，不接收；请在 final 之后发送。");
                return ReportStep.First;
            default:
                Fault("status", Type.Required, "须有 status，且不能为 unknown。");
                return ReportStep.First;
        }
    }

    private string? Provenance() => sent.All<Provenance>(report).Where(each => each.Target.Exists(target => ReferenceEquals(sent.Find<DiagnosticReport>(each, target), report)))
        .SelectMany(each => each.Reason).Select(each => each.Words()).FirstOrDefault(words => words is not null);

    private DateTimeOffset? Moment(DataType? value, string element)
    {
        if (value is null) return null;
        if (Elements.Moment(value) is { } at) return at;
        Fault(element, Type.Value, $"{element} 须精确到时分并带时区；仅有日期不能用于计算有效期。");
        return null;
    }

    /// <summary>An organisation among the performers, else whoever is named there.</summary>
    private string? Department() => Elements.First([
        .. report.Performer.Select(each => sent.Find<Organization>(report, each)?.Name),
        .. report.Performer.Where(each => each.Reference?.StartsWith("Organization/", StringComparison.Ordinal) == true || each.Type == "Organization").Select(each => each.Display),
        .. report.Performer.Where(each => !IsPerson(each)).Select(each => each.Display)]);

    private (string? ReportedBy, string? ReviewedBy) People()
    {
        List<string> interpreters = [.. report.ResultsInterpreter.Select(NameOf).OfType<string>()], performers = [.. report.Performer.Where(IsPerson).Select(NameOf).OfType<string>()];
        return performers.Count > 0 ? (performers[0], interpreters.FirstOrDefault()) : (interpreters.FirstOrDefault(), interpreters.Skip(1).FirstOrDefault());
    }

    private string? OrderedBy() => report.BasedOn.Select(each => sent.Find<ServiceRequest>(report, each)).OfType<ServiceRequest>()
        .Select(request => Elements.First(sent.Find<Practitioner>(report, request.Requester)?.Name.FirstOrDefault().Words(), request.Requester?.Display)).FirstOrDefault(name => name is not null);

    private string? NameOf(ResourceReference reference) => Elements.First(sent.Find<Practitioner>(report, reference)?.Name.FirstOrDefault().Words(), reference.Display);

    private bool IsPerson(ResourceReference reference) => reference.Type is "Practitioner" or "PractitionerRole" || reference.Reference?.StartsWith("Practitioner", StringComparison.Ordinal) == true
        || sent.Find<Practitioner>(report, reference) is not null;

    private void Fault(string element, Type type, string words) => faults.Add(new($"{path}.{element}", type, words));

    private Translated Done(string? number, ReportStep step, string? reason, ReportIn? translated, Guid? patientId, IReadOnlyList<string> numbers, IReadOnlyList<SentFile> files) =>
        new(number, step, reason, translated, patientId, numbers, files, faults, path);

    internal static bool IsFindings(Observation observation) => observation.Code.Has(Systems.Loinc, ProcedureFindings);
}
