namespace Xinglin.Results.Contract;

/// <summary>A report as a case lists it: where it opens, and nothing of what it says.</summary>
public sealed record ReportRef(string Title, string Kind, string Organization, DateTimeOffset At, string Link);

/// <summary>A patient's reports for a case's page, within what the current person may see.</summary>
public interface IReportList
{
    /// <summary>Those that stand, newest first; empty where this person may see none.</summary>
    Task<IReadOnlyList<ReportRef>> Recent(Guid patientId, int most, CancellationToken ct = default);
}
