using System.Globalization;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Terminology.Contract;

namespace Xinglin.Referrals.Pages;

/// <summary>A referral as typed: everything is text until it is read, so that nothing typed is lost.</summary>
public class ReferralForm
{
    /// <summary>The draft that was kept when submitting it was refused.</summary>
    public Guid? Id { get; set; }
    public int? Seen { get; set; }
    public Guid Patient { get; set; }
    public ReferralDirection Direction { get; set; }
    public ReferralCategory Category { get; set; }
    public ReferralUrgency Urgency { get; set; }
    public bool EnteredAfterwards { get; set; }
    public Guid? ToId { get; set; }
    public string? ToDepartment { get; set; }
    public string? ToPhysician { get; set; }
    public string? FromDepartment { get; set; }
    public string? FromPhone { get; set; }
    public List<string> Reasons { get; set => field = value ?? []; } = [];
    public string? ReasonText { get; set; }
    public SourceVisit? SourceVisit { get; set; }
    public DateOnly? WishedOn { get; set; }
    public string? Examination { get; set; }
    public string? Diagnoses { get; set; }
    public string? TcmDisease { get; set; }
    public string? TcmPattern { get; set; }
    public string? ChiefComplaint { get; set; }
    public string? PresentIllness { get; set; }
    public string? PastHistory { get; set; }
    public string? Allergies { get; set; }
    public decimal? Temperature { get; set; }
    public int? Pulse { get; set; }
    public int? Respiration { get; set; }
    public int? Systolic { get; set; }
    public int? Diastolic { get; set; }
    public int? Saturation { get; set; }
    public decimal? Glucose { get; set; }
    public int? Coma { get; set; }
    public string? Results { get; set; }
    public List<Guid> Reports { get; set => field = value ?? []; } = [];
    public string? Treatment { get; set; }
    public string? Medication { get; set; }
    public bool Infectious { get; set; }
    public string? Isolation { get; set; }
    public bool Ambulance { get; set; }
    public bool Escort { get; set; }
    public bool Oxygen { get; set; }
    public bool Monitoring { get; set; }
    public bool Stretcher { get; set; }
    public string? Precautions { get; set; }
    public string? OutsideReason { get; set; }
    public string? OutsideConfirmedBy { get; set; }
    public OutcomeForm Outcome { get; set; } = new();
    public string? SignedBy { get; set; }
    public string? Relation { get; set; }
    public DateOnly? ConsentUntil { get; set; }
    public bool Informed { get; set; }

    public ReferralDraft Draft() => new(Patient, Direction, Category, Urgency, ToId ?? Guid.Empty, Clean(ToDepartment), Clean(ToPhysician), Clean(FromDepartment),
        Clean(FromPhone), Request(), Direction.IsHomeward() ? Outcome.Read() : null, Clean(OutsideReason), Clean(OutsideConfirmedBy), EnteredAfterwards);

    /// <summary>Who signs now, with the scan that came with the form, which joins the open unit of work; null where nobody does.</summary>
    /// <exception cref="Refused">The scan is of another kind or too large.</exception>
    public async Task<SignedConsent?> Consent(HttpContext http, IConsents consents)
    {
        var scan = http.Request.Form.Files.GetFile("scan") is { Length: > 0 } file ? file : null;
        if (Clean(SignedBy) is null && scan is null) return null;
        await using var content = scan?.OpenReadStream();
        return new SignedConsent(Clean(SignedBy) ?? "", Clean(Relation) ?? "", Informed, ConsentUntil) { ScanFileId = content is null ? null : await consents.KeepScan(content, scan!.FileName) };
    }

    public static ReferralForm Of(Referral referral, ReferralRequest request, ReferralOutcome? outcome) => new()
    {
        Id = referral.Id,
        Seen = referral.Version,
        Patient = referral.PatientId,
        Direction = referral.Direction,
        Category = referral.Category,
        Urgency = referral.Urgency,
        EnteredAfterwards = referral.EnteredAfterwards,
        ToId = referral.ToId,
        ToDepartment = referral.ToDepartment,
        ToPhysician = referral.ToPhysician,
        FromDepartment = referral.FromDepartment,
        FromPhone = referral.FromPhone,
        Reasons = [.. request.Reasons],
        ReasonText = request.ReasonText,
        SourceVisit = request.SourceVisit,
        WishedOn = request.WishedOn,
        Examination = request.Examination,
        Diagnoses = DiagnosisLines.Write(request.Diagnoses, CodeSystems.Icd10),
        TcmDisease = DiagnosisLines.Write(request.Diagnoses, CodeSystems.TcmDisease),
        TcmPattern = DiagnosisLines.Write(request.Diagnoses, CodeSystems.TcmPattern),
        ChiefComplaint = request.ChiefComplaint,
        PresentIllness = request.PresentIllness,
        PastHistory = request.PastHistory,
        Allergies = request.Allergies,
        Temperature = request.Vitals.Temperature,
        Pulse = request.Vitals.Pulse,
        Respiration = request.Vitals.Respiration,
        Systolic = request.Vitals.Systolic,
        Diastolic = request.Vitals.Diastolic,
        Saturation = request.Vitals.Saturation,
        Glucose = request.Vitals.Glucose,
        Coma = request.Vitals.Coma,
        Results = request.Results,
        Reports = [.. request.Reports.Select(report => report.Id)],
        Treatment = request.Treatment,
        Medication = request.Medication,
        Infectious = request.Infectious,
        Isolation = request.Isolation,
        Ambulance = request.Transport.Ambulance,
        Escort = request.Transport.Escort,
        Oxygen = request.Transport.Oxygen,
        Monitoring = request.Transport.Monitoring,
        Stretcher = request.Transport.Stretcher,
        Precautions = request.Precautions,
        OutsideReason = referral.OutsideReason,
        OutsideConfirmedBy = referral.OutsideConfirmedBy,
        Outcome = OutcomeForm.Of(outcome)
    };

    public ReferralRequest Request() => new()
    {
        Diagnoses = Direction.IsHomeward() ? Outcome.AllDiagnoses() : DiagnosisLines.Read(Diagnoses, TcmDisease, TcmPattern),
        Reasons = [.. Reasons.Where(code => code.Length > 0)],
        ReasonText = Clean(ReasonText),
        SourceVisit = SourceVisit,
        WishedOn = WishedOn,
        Examination = Clean(Examination),
        ChiefComplaint = Clean(ChiefComplaint),
        PresentIllness = Clean(PresentIllness),
        PastHistory = Clean(PastHistory),
        Allergies = Clean(Allergies),
        Vitals = new VitalSigns
        {
            Temperature = Temperature,
            Pulse = Pulse,
            Respiration = Respiration,
            Systolic = Systolic,
            Diastolic = Diastolic,
            Saturation = Saturation,
            Glucose = Glucose,
            Coma = Coma
        },
        Results = Clean(Results),
        Reports = [.. Reports.Select(id => new LinkedReport(id))],
        Treatment = Clean(Treatment),
        Medication = Clean(Medication),
        Infectious = Infectious,
        Isolation = Clean(Isolation),
        Transport = new TransportNeeds(Ambulance, Escort, Oxygen, Monitoring, Stretcher),
        Precautions = Clean(Precautions)
    };

    /// <summary>What goes along with the patient, as it was known when the patient came.</summary>
    public void Carry(ReferralRequest known) =>
        (Allergies, Infectious, Isolation, Precautions, Ambulance, Escort, Oxygen, Monitoring, Stretcher) = (known.Allergies, known.Infectious, known.Isolation, known.Precautions,
            known.Transport.Ambulance, known.Transport.Escort, known.Transport.Oxygen, known.Transport.Monitoring, known.Transport.Stretcher);

    internal static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The outcome document or care plan as typed.</summary>
public sealed class OutcomeForm
{
    public string? Diagnoses { get; set; }
    public string? TcmDisease { get; set; }
    public string? TcmPattern { get; set; }
    public string? RecordNumber { get; set; }
    public string? MainResults { get; set; }
    public string? Course { get; set; }
    public string? Condition { get; set; }
    public string? DischargeSummary { get; set; }

    /// <summary>A line each: 「阿司匹林肠溶片 | 100mg 每日一次 | 30」.</summary>
    public string? Medicines { get; set; }
    public string? Plan { get; set; }
    public string? Rehabilitation { get; set; }
    public string? Monitoring { get; set; }
    public string? WarningSigns { get; set; }
    public string? GuidingPhysician { get; set; }
    public string? GuidingPhone { get; set; }

    /// <summary>A line each: 「2026-12-08 复查血压、血脂」.</summary>
    public string? FollowUps { get; set; }

    public ReferralOutcome Read() => new()
    {
        Diagnoses = AllDiagnoses(),
        RecordNumber = ReferralForm.Clean(RecordNumber),
        MainResults = ReferralForm.Clean(MainResults),
        Course = ReferralForm.Clean(Course),
        Condition = ReferralForm.Clean(Condition),
        DischargeSummary = ReferralForm.Clean(DischargeSummary),
        Medicines = [.. Lines(Medicines).Select(Medicine)],
        Plan = ReferralForm.Clean(Plan),
        Rehabilitation = ReferralForm.Clean(Rehabilitation),
        Monitoring = ReferralForm.Clean(Monitoring),
        WarningSigns = ReferralForm.Clean(WarningSigns),
        GuidingPhysician = ReferralForm.Clean(GuidingPhysician),
        GuidingPhone = ReferralForm.Clean(GuidingPhone),
        FollowUps = [.. Lines(FollowUps).Select(Planned)]
    };

    public IReadOnlyList<Diagnosis> AllDiagnoses() => DiagnosisLines.Read(Diagnoses, TcmDisease, TcmPattern);

    public static OutcomeForm Of(ReferralOutcome? outcome) => outcome is null ? new() : new()
    {
        Diagnoses = DiagnosisLines.Write(outcome.Diagnoses, CodeSystems.Icd10),
        TcmDisease = DiagnosisLines.Write(outcome.Diagnoses, CodeSystems.TcmDisease),
        TcmPattern = DiagnosisLines.Write(outcome.Diagnoses, CodeSystems.TcmPattern),
        RecordNumber = outcome.RecordNumber,
        MainResults = outcome.MainResults,
        Course = outcome.Course,
        Condition = outcome.Condition,
        DischargeSummary = outcome.DischargeSummary,
        Medicines = string.Join("\n", outcome.Medicines.Select(medicine => $"{medicine.Name} | {medicine.Dosage}{(medicine.Days is { } days ? $" | {days}" : "")}")),
        Plan = outcome.Plan,
        Rehabilitation = outcome.Rehabilitation,
        Monitoring = outcome.Monitoring,
        WarningSigns = outcome.WarningSigns,
        GuidingPhysician = outcome.GuidingPhysician,
        GuidingPhone = outcome.GuidingPhone,
        FollowUps = string.Join("\n", outcome.FollowUps.Select(each => $"{ChinaTime.Show(each.On)} {each.What}"))
    };

    private static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static PlanMedicine Medicine(string line)
    {
        var parts = line.Split(['|', '｜'], StringSplitOptions.TrimEntries);
        var days = parts.Length > 2 ? new string([.. parts[2].Where(char.IsAsciiDigit)]) : "";
        return new PlanMedicine(parts[0], parts.Length > 1 ? parts[1] : "", int.TryParse(days, CultureInfo.InvariantCulture, out var number) ? number : null, null);
    }

    private static PlannedFollowUp Planned(string line)
    {
        var parts = line.Split([' ', '\t', '　'], 2, StringSplitOptions.TrimEntries);
        if (!DateOnly.TryParseExact(parts[0], ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new Refused(RefusalKind.Invalid, "follow-up.date", $"随访计划“{line}”没有以日期开头。", "每行先写日期再写内容，如“2026-12-08 复查血压、血脂”。");
        return new PlannedFollowUp(day, parts.Length > 1 ? parts[1] : "随访");
    }
}

/// <summary>Diagnoses as lines of a text field: 「I10 原发性高血压」, the code may be left out.</summary>
internal static class DiagnosisLines
{
    public static IReadOnlyList<Diagnosis> Read(string? icd10, string? tcmDisease, string? tcmPattern) =>
        [.. Read(icd10, CodeSystems.Icd10), .. Read(tcmDisease, CodeSystems.TcmDisease), .. Read(tcmPattern, CodeSystems.TcmPattern)];

    private static IReadOnlyList<Diagnosis> Read(string? text, string system) =>
        [.. (text ?? "").Split(['\n', '；', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => One(line, system))];

    public static string Write(IEnumerable<Diagnosis> diagnoses, string system) => string.Join("\n",
        diagnoses.Where(diagnosis => diagnosis.System == system).Select(diagnosis => diagnosis.Code is null ? diagnosis.Name : $"{diagnosis.Code} {diagnosis.Name}"));

    private static Diagnosis One(string line, string system)
    {
        var parts = line.Split([' ', '\t', '　'], 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '+' or '*')
            ? new Diagnosis(system, char.ToUpperInvariant(parts[0][0]) + parts[0][1..], parts[1])
            : new Diagnosis(system, null, line);
    }
}
