using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>What of a patient is kept sealed, as one value.</summary>
public sealed record PatientSecrets
{
    public string? DocumentNumber { get; init; }

    /// <summary>Numbers under which the patient was known before: a temporary number that is still on the wristband.</summary>
    public IReadOnlyList<string> FormerNumbers { get; init; } = [];
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? GuardianPhone { get; init; }

    /// <summary>居民健康档案编号.</summary>
    public string? HealthRecordNumber { get; init; }

    /// <summary>The registering organisation's own 病案号 or 门诊号.</summary>
    public string? RecordNumber { get; init; }

    /// <summary>医保卡、就诊卡 or 社保卡.</summary>
    public string? CardNumber { get; init; }

    /// <summary>When the patient's side was told of an emergency access.</summary>
    public IReadOnlyList<EmergencyTold> Told { get; init; } = [];

    internal string Write() => JsonColumn.Write(this);

    internal static PatientSecrets Read(string text) => JsonColumn.Read<PatientSecrets>(text);
}
