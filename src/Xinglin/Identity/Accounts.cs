using Microsoft.EntityFrameworkCore;
using Xinglin.Identity.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>Answers other modules' questions about people.</summary>
internal sealed class Accounts(XinglinDb db) : IAccounts, INoticeReceivers
{
    public Task<Person?> Find(Guid id, CancellationToken ct) =>
        db.Set<User>().Where(user => user.Id == id).Select(user => new Person(user.Id, user.DisplayName)).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Person>> In(Guid organization, string? role, CancellationToken ct) =>
        await db.Set<User>()
            .Where(user => user.LockReason == null
                && user.Assignments.Any(held => held.OrganizationId == organization && (role == null || held.Role == role)))
            .OrderBy(user => user.DisplayName).Select(user => new Person(user.Id, user.DisplayName)).ToListAsync(ct);

    async Task<IReadOnlyList<Guid>> INoticeReceivers.Of(Guid organization, string role, CancellationToken ct) =>
        [.. (await In(organization, role, ct)).Select(person => person.Id)];

    public async Task<IReadOnlyList<HeldRole>> Roles(IEnumerable<Guid> people, CancellationToken ct)
    {
        var wanted = people.Distinct().ToArray();
        return await db.Set<Assignment>().AsNoTracking().Where(held => wanted.Contains(held.UserId))
            .OrderBy(held => held.Role).Select(held => new HeldRole(held.UserId, held.OrganizationId, held.Role)).ToListAsync(ct);
    }
}
