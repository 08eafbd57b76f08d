namespace Xinglin.Results.Contract;

/// <summary>A report as a case lists it: where it opens, and nothing of what it says.</summary>
/// <param name="PatientId">The registration that it lies under, perhaps of another institution.</param>
/// <param name="Overtaken">「已修订」, 「已作废」; null for one that stands.</param>
public sealed record ReportRef(Guid PatientId, Guid Id, string Title, string Kind, string Organization, DateTimeOffset At, string Link, string? Overtaken);

/// <summary>A patient's reports for a case's page, within what the current person may see.</summary>
public interface IReportList
{
    /// <summary>Those that stand, newest first; empty where this person may see none.</summary>
    Task<IReadOnlyList<ReportRef>> Recent(Guid patientId, int most, CancellationToken ct = default);

    /// <summary>Those of the ids that are the patient's and this person's to see, whether they stand or not, newest first.</summary>
    Task<IReadOnlyList<ReportRef>> Find(Guid patientId, IReadOnlyCollection<Guid> ids, CancellationToken ct = default);
}
