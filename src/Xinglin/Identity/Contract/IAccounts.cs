namespace Xinglin.Identity.Contract;

/// <param name="DisplayName">As others see it.</param>
public sealed record Person(Guid Id, string DisplayName);

/// <param name="Role">One of <see cref="Platform.Role"/>.</param>
public sealed record HeldRole(Guid PersonId, Guid OrganizationId, string Role);

/// <summary>People by organisation and role, for naming a person in charge.</summary>
public interface IAccounts
{
    Task<Person?> Find(Guid id, CancellationToken ct = default);

    /// <summary>Those who can work for the organisation, by name; with a role, only those who hold it there. Locked accounts are left out.</summary>
    Task<IReadOnlyList<Person>> In(Guid organization, string? role = null, CancellationToken ct = default);

    /// <summary>The roles that these people hold today; locked accounts are not left out.</summary>
    Task<IReadOnlyList<HeldRole>> Roles(IEnumerable<Guid> people, CancellationToken ct = default);
}
