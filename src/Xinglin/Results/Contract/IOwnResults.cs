namespace Xinglin.Results.Contract;

/// <summary>A report as its patient reads it in a list.</summary>
/// <param name="Title">Only the kind where the title itself could tell an illness that is kept off the phone.</param>
public sealed record OwnReportLine(Guid Id, string Title, string Organization, DateTimeOffset At);

/// <summary>One measured value.</summary>
/// <param name="Flag">How it lies, in plain Chinese; empty where it is as it should be or nobody said.</param>
/// <param name="Tone">As for StatusTag.</param>
public sealed record OwnValue(string Name, string? Text, string? Unit, string? Reference, string Flag, string Tone);

/// <summary>A report as its patient reads it: what was measured, and never what somebody concluded from it.</summary>
/// <param name="Withheld">How many values are left to the paper.</param>
/// <param name="OnPaper">It is a reading in words (imaging, ECG, pathology, cultures), which the phone does not show.</param>
public sealed record OwnReport(OwnReportLine Line, string Department, IReadOnlyList<OwnValue> Values, int Withheld, bool OnPaper);

/// <summary>A patient's own results (个人信息保护法 第四十五条). Whoever asks has made sure who it is.</summary>
public interface IOwnResults
{
    /// <summary>Those that stand, newest first.</summary>
    /// <param name="asSeenBy">Only what this organisation reported under this registration; null for all of the person, under whatever registration (IPatientIndex).</param>
    Task<IReadOnlyList<OwnReportLine>> Of(Guid patientId, Guid? asSeenBy, int most, CancellationToken ct = default);

    /// <exception cref="Platform.Refused">There is none that stands, or it is another patient's.</exception>
    Task<OwnReport> Read(Guid patientId, Guid? asSeenBy, Guid id, CancellationToken ct = default);

    /// <summary>All editions, also those that were corrected or voided: what the audit trail may name.</summary>
    Task<IReadOnlyList<Guid>> Editions(Guid patientId, Guid? asSeenBy, CancellationToken ct = default);
}
