using Microsoft.EntityFrameworkCore;
using Xinglin.Identity.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>Answers other modules' questions about people.</summary>
internal sealed class Accounts(XinglinDb db) : IAccounts
{
    public Task<Person?> Find(Guid id, CancellationToken ct) =>
        db.Set<User>().Where(user => user.Id == id).Select(user => new Person(user.Id, user.DisplayName)).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Person>> In(Guid organization, string? role, CancellationToken ct) =>
        await db.Set<User>()
            .Where(user => user.LockReason == null
                && user.Assignments.Any(held => held.OrganizationId == organization && (role == null || held.Role == role)))
            .OrderBy(user => user.DisplayName).Select(user => new Person(user.Id, user.DisplayName)).ToListAsync(ct);
}
