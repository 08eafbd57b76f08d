using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Announcements;

/// <summary>
/// That something happened, for whoever follows: the delta feed, webhooks, open pages. Added to the unit of work of the change, so it is
/// there exactly if the change is. It is thin: whoever wants more reads it under their own rights.
/// </summary>
/// <param name="type">With dots, lower case: <c>referral.accept</c>, <c>notice.told</c>.</param>
/// <param name="organizationId">May know of it.</param>
/// <param name="otherId">May know of it too; null where there is no other side, or not yet.</param>
/// <param name="subjectId">What it is about; what is told of one thing keeps its order.</param>
public sealed class Announcement(Guid id, DateTimeOffset at, string type, Guid organizationId, Guid? otherId, Guid subjectId)
{
    public Guid Id { get; private set; } = id;

    /// <summary>The place in the order of the log; null until <see cref="AnnouncementLog"/> has given one.</summary>
    public long? Position { get; private set; }
    public DateTimeOffset At { get; private set; } = at;
    public string Type { get; private set; } = type;
    public Guid OrganizationId { get; private set; } = organizationId;
    public Guid? OtherId { get; private set; } = otherId;
    public Guid SubjectId { get; private set; } = subjectId;

    /// <summary>As people know the subject.</summary>
    public string? Number { get; init; }

    /// <summary>Of the subject after the change; 0 where it has none.</summary>
    public int Version { get; init; }

    /// <summary>Of the subject after the change, as the API writes it.</summary>
    public string? State { get; init; }

    /// <summary>As the API writes it; null for a change that is no act.</summary>
    public string? Act { get; init; }

    /// <summary>An address inside the program.</summary>
    public string? Link { get; init; }

    /// <summary>The role that is meant, for a notice.</summary>
    public string? Role { get; init; }

    /// <summary>What comes before the first dot: <c>referral</c>, <c>notice</c>.</summary>
    public static string TopicOf(string type) => type[..type.IndexOf('.', StringComparison.Ordinal)];
}

internal sealed class AnnouncementMap : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> map)
    {
        map.ToTable("platform_announcement").NotAudited();
        map.Property(announcement => announcement.Id).ValueGeneratedNever();
        map.Property(announcement => announcement.Type).HasMaxLength(60);
        map.Property(announcement => announcement.Number).HasMaxLength(40);
        map.Property(announcement => announcement.State).HasMaxLength(40);
        map.Property(announcement => announcement.Act).HasMaxLength(40);
        map.Property(announcement => announcement.Link).HasMaxLength(300);
        map.Property(announcement => announcement.Role).HasMaxLength(40);
        map.HasIndex(announcement => announcement.Position).IsUnique();
        map.HasIndex(announcement => announcement.At).HasFilter("position IS NULL");
        map.HasIndex(announcement => new { announcement.OrganizationId, announcement.Position });
        map.HasIndex(announcement => new { announcement.OtherId, announcement.Position });
    }
}
