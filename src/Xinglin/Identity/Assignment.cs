namespace Xinglin.Identity;

/// <summary>A person holds a role in an organisation.</summary>
public sealed class Assignment
{
    internal Assignment(Guid userId, Guid organizationId, string role) =>
        (UserId, OrganizationId, Role) = (userId, organizationId, role);

    public Guid UserId { get; private set; }
    public Guid OrganizationId { get; private set; }

    /// <summary>One of <see cref="Platform.Role"/>.</summary>
    public string Role { get; private set; }
}
