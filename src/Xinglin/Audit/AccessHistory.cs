using Microsoft.EntityFrameworkCore;
using Xinglin.Audit.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>Reads the trail of one thing.</summary>
internal sealed class AccessHistory(XinglinDb db) : IAccessHistory
{
    public Task<IReadOnlyList<AccessLine>> Of(string subjectType, Guid subjectId, int skip, int size, CancellationToken ct) =>
        Lines(db.Set<AuditEntry>().Where(entry => entry.SubjectId == subjectId && entry.SubjectType == subjectType), skip, size, ct);

    public Task<IReadOnlyList<AccessLine>> Of(
        IReadOnlyCollection<Guid> subjects, IReadOnlyCollection<string> actions, Guid? organization, int skip, int size, CancellationToken ct)
    {
        Guid?[] ids = [.. subjects.Select(id => (Guid?)id)];
        return Lines(db.Set<AuditEntry>().Where(entry => ids.Contains(entry.SubjectId) && actions.Contains(entry.Action)
            && (organization == null || entry.OrganizationId == null || entry.OrganizationId == organization)), skip, size, ct);
    }

    public Task<int> Count(string subjectType, Guid subjectId, CancellationToken ct) =>
        db.Set<AuditEntry>().CountAsync(entry => entry.SubjectId == subjectId && entry.SubjectType == subjectType, ct);

    private static async Task<IReadOnlyList<AccessLine>> Lines(IQueryable<AuditEntry> entries, int skip, int size, CancellationToken ct) =>
        await entries.AsNoTracking().OrderByDescending(entry => entry.Moment).ThenBy(entry => entry.Strand).ThenByDescending(entry => entry.Number).Skip(skip).Take(size)
            .Select(entry => new AccessLine(
                entry.Moment, entry.UserId, entry.UserName, entry.OrganizationId, entry.OrganizationName, entry.Action, entry.Details, entry.Outcome)).ToListAsync(ct);
}
