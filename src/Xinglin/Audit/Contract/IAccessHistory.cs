using Xinglin.Platform;

namespace Xinglin.Audit.Contract;

/// <summary>One act on a thing, as the person whom the thing is about may know of it.</summary>
/// <param name="What">The action's code: <c>patient.read</c>.</param>
/// <param name="Details">Short Chinese words: the purpose, the case.</param>
public sealed record AccessLine(
    DateTimeOffset At, string Who, Guid? OrganizationId, string? Organization, string What, string? Details, AuditOutcome Outcome);

/// <summary>Who looked at a thing and changed it, out of the audit trail. Whether somebody may know that, the asking module decides.</summary>
public interface IAccessHistory
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AccessLine>> Of(string subjectType, Guid subjectId, int skip, int size, CancellationToken ct = default);

    Task<int> Count(string subjectType, Guid subjectId, CancellationToken ct = default);
}
