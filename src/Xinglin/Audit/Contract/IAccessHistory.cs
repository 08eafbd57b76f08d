using Xinglin.Platform;

namespace Xinglin.Audit.Contract;

/// <summary>One act on a thing, as the person whom the thing is about may know of it.</summary>
/// <param name="UserId">Null for the program itself and for a visitor.</param>
/// <param name="What">The action's code: <c>patient.read</c>.</param>
/// <param name="Details">Short Chinese words: the purpose, the case.</param>
public sealed record AccessLine(
    DateTimeOffset At, Guid? UserId, string Who, Guid? OrganizationId, string? Organization, string What, string? Details, AuditOutcome Outcome);

/// <summary>Who looked at a thing and changed it, out of the audit trail. Whether somebody may know that, the asking module decides.</summary>
public interface IAccessHistory
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AccessLine>> Of(string subjectType, Guid subjectId, int skip, int size, CancellationToken ct = default);

    /// <summary>The same of several things, and only certain acts; newest first.</summary>
    /// <param name="organization">Only what was done for this organisation, or by nobody's order; null for all.</param>
    Task<IReadOnlyList<AccessLine>> Of(
        IReadOnlyCollection<Guid> subjects, IReadOnlyCollection<string> actions, Guid? organization, int skip, int size, CancellationToken ct = default);

    Task<int> Count(string subjectType, Guid subjectId, CancellationToken ct = default);
}
