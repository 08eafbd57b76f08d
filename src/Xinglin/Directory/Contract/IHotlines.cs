namespace Xinglin.Directory.Contract;

/// <param name="Hours">「每天 00:00–24:00」</param>
/// <param name="LastCheckedAt">When somebody last dialled it and found it answered; null where never.</param>
public sealed record PublishedHotline(
    Guid Id, Guid OrganizationId, string Number, string Label, string Hours, string? Person, string? PersonTitle,
    DateTimeOffset? PublishedAt, DateTimeOffset? LastCheckedAt, string? LastCheckedBy);

/// <summary>Published referral telephone numbers; that they are published and right is a duty that others compute from here.</summary>
public interface IHotlines
{
    /// <summary>In the order that the organisation gave them.</summary>
    Task<IReadOnlyList<PublishedHotline>> PublishedBy(Guid organization, CancellationToken ct = default);
}
