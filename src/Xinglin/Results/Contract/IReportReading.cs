using Xinglin.Platform;

namespace Xinglin.Results.Contract;

/// <param name="ItemCode">The place in the item list; null where the local code has no meaning yet.</param>
/// <param name="Masked">Level 5: the value is not given here.</param>
/// <param name="Loinc">The item's, where it is sure.</param>
public sealed record ReportValueResponse(
    string LocalCode, string LocalName, string? ItemCode, string? Value, decimal? Number, string? Unit, string? Reference, string Flag, bool Masked, IReadOnlyList<Susceptibility>? Susceptibilities, string? Loinc = null);

/// <param name="State"><c>current</c>, <c>replaced</c> or <c>voided</c>.</param>
public sealed record ReportResponse(
    Guid PatientId, Guid Id, string Number, int Edition, string State, string Kind, string Title, Guid OrganizationId, string Organization, string Department,
    DateTimeOffset? SampledAt, DateTimeOffset? ExaminedAt, DateTimeOffset ReportedAt, DateTimeOffset ReceivedAt, string? Specimen, string? Method, string? EquipmentClass,
    string? OrderedBy, string? ReportedBy, string? ReviewedBy, IReadOnlyList<ReportValueResponse> Values, string? Findings, string? Conclusion, IReadOnlyList<ImageIn> Images);

/// <param name="From">Effective at or after; sample, else examination, else report.</param>
/// <param name="Until">Effective before.</param>
public sealed record ReportQuery(Guid PatientId, ReportKind? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, int Skip = 0, int Most = 20);

/// <summary>Reports out, for the API and FHIR: within what the current person may see, masked as on the pages, each reading audited with its purpose.</summary>
public interface IReportReading
{
    /// <exception cref="Refused">There is none, or nothing stands for seeing another institution's report.</exception>
    Task<ReportResponse> Read(Guid patientId, Guid id, CancellationToken ct = default);

    /// <summary>Those that stand, newest first: for a purpose that stands all of them, else those of the own institution.</summary>
    /// <returns>The page, and whether there are more.</returns>
    /// <exception cref="Refused">The patient is not this person's.</exception>
    Task<(IReadOnlyList<ReportResponse> Reports, bool More)> Find(ReportQuery query, CancellationToken ct = default);
}
