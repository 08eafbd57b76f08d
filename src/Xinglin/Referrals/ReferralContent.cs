using Xinglin.Results.Contract;

namespace Xinglin.Referrals;

/// <param name="System"><c>icd10</c> (ICD-10 国家临床版 2.0), <c>tcm-disease</c> or <c>tcm-pattern</c> (GB/T 15657-2021).</param>
/// <param name="Code">Null where the doctor wrote words only.</param>
public sealed record Diagnosis(string System, string? Code, string Name);

/// <summary>Vital signs; null where not measured.</summary>
public sealed record VitalSigns
{
    /// <summary>°C</summary>
    public decimal? Temperature { get; init; }

    /// <summary>Beats per minute.</summary>
    public int? Pulse { get; init; }

    /// <summary>Breaths per minute.</summary>
    public int? Respiration { get; init; }

    /// <summary>mmHg</summary>
    public int? Systolic { get; init; }

    /// <summary>mmHg</summary>
    public int? Diastolic { get; init; }

    /// <summary>Oxygen saturation, %.</summary>
    public int? Saturation { get; init; }

    /// <summary>mmol/L</summary>
    public decimal? Glucose { get; init; }

    /// <summary>Glasgow Coma Scale, 3 to 15.</summary>
    public int? Coma { get; init; }

    /// <summary>「体温 36.8 ℃，脉搏 82 次/分，血压 150/95 mmHg」; empty where nothing was measured.</summary>
    public string Show() => string.Join("，", new[]
    {
        Temperature is { } t ? $"体温 {t} ℃" : null, Pulse is { } p ? $"脉搏 {p} 次/分" : null, Respiration is { } r ? $"呼吸 {r} 次/分" : null,
        Systolic is { } s && Diastolic is { } d ? $"血压 {s}/{d} mmHg" : null, Saturation is { } o ? $"血氧 {o}%" : null,
        Glucose is { } g ? $"血糖 {g} mmol/L" : null, Coma is { } c ? $"GCS {c} 分" : null
    }.OfType<string>());
}

/// <summary>What the journey needs.</summary>
public sealed record TransportNeeds(bool Ambulance, bool Escort, bool Oxygen, bool Monitoring, bool Stretcher)
{
    public string Show() => string.Join("、", new[]
    {
        Ambulance ? "救护车" : null, Escort ? "医护护送" : null, Oxygen ? "吸氧" : null, Monitoring ? "心电监护" : null, Stretcher ? "担架" : null
    }.OfType<string>());
}

/// <summary>
/// A report that goes with a referral. Its names stay as they were when it was linked; whether somebody may open it, and that it was opened, is
/// the affair of Results.
/// </summary>
/// <param name="Id">All that a caller gives; the rest is looked up.</param>
public sealed record LinkedReport(Guid Id)
{
    /// <summary>The registration that it lies under.</summary>
    public Guid PatientId { get; init; }
    public string Title { get; init; } = "";
    public string Organization { get; init; } = "";

    /// <summary>When the material was taken or the examination done.</summary>
    public DateTimeOffset At { get; init; }

    internal static LinkedReport Of(ReportRef report) => new(report.Id) { PatientId = report.PatientId, Title = report.Title, Organization = report.Organization, At = report.At };
}

/// <summary>Why the patient is sent and what is known: the body of a 转出单 (双向转诊单, national public-health norms; WS 445.16).</summary>
public sealed record ReferralRequest
{
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>Codes of <see cref="ReferralCodes"/>.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
    public string? ReasonText { get; init; }

    /// <summary>Null where nobody said.</summary>
    public SourceVisit? SourceVisit { get; init; }

    /// <summary>医师执业证书编码 of the referring physician as the directory had it on that day; what a caller gives is not taken.</summary>
    public string? PhysicianLicence { get; init; }

    /// <summary>The day that the patient would like to be seen, or the doctor wants it; the receiver decides.</summary>
    public DateOnly? WishedOn { get; init; }

    /// <summary>The examination that is asked for, in words; for <see cref="ReferralCategory.Examination"/>.</summary>
    public string? Examination { get; init; }
    public string? ChiefComplaint { get; init; }
    public string? PresentIllness { get; init; }
    public string? PastHistory { get; init; }

    /// <summary>「无」 is written where there are none; empty means nobody asked.</summary>
    public string? Allergies { get; init; }
    public VitalSigns Vitals { get; init; } = new();
    public string? Results { get; init; }
    public string? Treatment { get; init; }
    public string? Medication { get; init; }
    public bool Infectious { get; init; }
    public string? Isolation { get; init; }
    public TransportNeeds Transport { get; init; } = new(false, false, false, false, false);
    public string? Precautions { get; init; }

    /// <summary>Reports that the receiver is to read first.</summary>
    public IReadOnlyList<LinkedReport> Reports { get; init => field = value ?? []; } = [];

    /// <summary>What of it goes home with the patient: allergies, infection, transport and precautions. What was complained of then stays behind.</summary>
    public ReferralRequest Homeward(IReadOnlyList<Diagnosis> diagnoses, IReadOnlyList<string> reasons, string? reasonText) => new()
    {
        Diagnoses = diagnoses,
        Reasons = reasons,
        ReasonText = reasonText,
        Allergies = Allergies,
        Infectious = Infectious,
        Isolation = Isolation,
        Transport = Transport,
        Precautions = Precautions
    };
}

/// <param name="AvailableBelow">Whether the receiving pharmacy has it; null where nobody has asked yet.</param>
public sealed record PlanMedicine(string Name, string Dosage, int? Days, bool? AvailableBelow);

/// <summary>Something to do or look at after the return, on a day.</summary>
public sealed record PlannedFollowUp(DateOnly On, string What);

/// <summary>
/// What came of it and what is to be done now: the body of a 回转单, and the outcome document of a referral up. Asks for treatment
/// assessment, prognosis, plan and the doctor to call.
/// </summary>
public sealed record ReferralOutcome
{
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];
    public string? RecordNumber { get; init; }
    public string? MainResults { get; init; }
    public string? Course { get; init; }
    public string? Condition { get; init; }

    /// <summary>出院小结 in words, where it does not come as a file.</summary>
    public string? DischargeSummary { get; init; }
    public IReadOnlyList<PlanMedicine> Medicines { get; init; } = [];
    public string? Plan { get; init; }
    public string? Rehabilitation { get; init; }
    public string? Monitoring { get; init; }

    /// <summary>What must bring the patient up again at once.</summary>
    public string? WarningSigns { get; init; }
    public string? GuidingPhysician { get; init; }
    public string? GuidingPhone { get; init; }
    public IReadOnlyList<PlannedFollowUp> FollowUps { get; init; } = [];
}

/// <summary>What the receiver has made ready.</summary>
/// <param name="At">When the patient is expected.</param>
/// <param name="Place">Building, floor, room or ward.</param>
/// <param name="BedHeldUntil">Null where no bed is held.</param>
/// <param name="QuotaId">The quota that the place of that day is taken from; null for the one that the department keeps for such patients, if it keeps one.</param>
/// <param name="OverQuota">Why the patient is taken although no place is free; only the referral office and medical affairs may.</param>
public sealed record ReferralArrangement(
    DateTimeOffset At, string Department, string Place, string Contact, string Phone, string? Bed, DateTimeOffset? BedHeldUntil, string? Bring,
    Guid? QuotaId = null, string? OverQuota = null);
