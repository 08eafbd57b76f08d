using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Notices;

/// <summary>Something told to a role in an organisation, once per <see cref="Key"/>.</summary>
public sealed class Notice(Guid id, Guid organizationId, string role, string title, string link, string key, DateTimeOffset createdAt)
{
    public Guid Id { get; private set; } = id;
    public Guid OrganizationId { get; private set; } = organizationId;
    public string Role { get; private set; } = role;
    public string Title { get; private set; } = title;

    /// <summary>An address inside the program.</summary>
    public string Link { get; private set; } = link;
    public string Key { get; private set; } = key;
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
}

/// <summary>That a person has read a notice; colleagues in the same role read it for themselves.</summary>
public sealed class NoticeRead(Guid noticeId, Guid userId, DateTimeOffset readAt)
{
    public Guid NoticeId { get; private set; } = noticeId;
    public Guid UserId { get; private set; } = userId;
    public DateTimeOffset ReadAt { get; private set; } = readAt;
}

internal sealed class NoticeMap : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> map)
    {
        map.ToTable("platform_notice").NotAudited();
        map.Property(notice => notice.Role).HasMaxLength(40);
        map.Property(notice => notice.Title).HasMaxLength(300);
        map.Property(notice => notice.Link).HasMaxLength(300);
        map.Property(notice => notice.Key).HasMaxLength(200);
        map.HasIndex(notice => new { notice.OrganizationId, notice.Role, notice.Key }).IsUnique();
        map.HasIndex(notice => new { notice.OrganizationId, notice.CreatedAt });
    }
}

internal sealed class NoticeReadMap : IEntityTypeConfiguration<NoticeRead>
{
    public void Configure(EntityTypeBuilder<NoticeRead> map)
    {
        map.ToTable("platform_notice_read").NotAudited();
        map.HasKey(read => new { read.UserId, read.NoticeId });
        map.HasOne<Notice>().WithMany().HasForeignKey(read => read.NoticeId);
    }
}
