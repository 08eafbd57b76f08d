using Microsoft.EntityFrameworkCore;
using Xinglin.Audit.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>Reads the trail of one thing.</summary>
internal sealed class AccessHistory(XinglinDb db) : IAccessHistory
{
    public async Task<IReadOnlyList<AccessLine>> Of(string subjectType, Guid subjectId, int skip, int size, CancellationToken ct) =>
        await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectId == subjectId && entry.SubjectType == subjectType)
            .OrderByDescending(entry => entry.Moment).ThenBy(entry => entry.Strand).ThenByDescending(entry => entry.Number).Skip(skip).Take(size)
            .Select(entry => new AccessLine(entry.Moment, entry.UserName, entry.OrganizationId, entry.OrganizationName, entry.Action, entry.Details, entry.Outcome)).ToListAsync(ct);

    public Task<int> Count(string subjectType, Guid subjectId, CancellationToken ct) =>
        db.Set<AuditEntry>().CountAsync(entry => entry.SubjectId == subjectId && entry.SubjectType == subjectType, ct);
}
