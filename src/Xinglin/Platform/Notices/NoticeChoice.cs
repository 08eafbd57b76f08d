using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Notices;

/// <summary>Which notices of a group somebody wants outside the program.</summary>
public enum NoticeLevel { None, Urgent, All }

/// <summary>Where a person is reached outside the program; chosen by the person.</summary>
public sealed class NoticeContact : Aggregate
{
    /// <param name="id">The person's.</param>
    public NoticeContact(Guid id) => Id = id;

    public string? Email { get; private set; }
    public string? Mobile { get; private set; }

    internal void Reach(string? email, string? mobile) => (Email, Mobile) = (email, mobile);
}

/// <summary>What a person wants of a group of notices; without a row, nothing.</summary>
public sealed class NoticeChoice(Guid userId, string group)
{
    public Guid UserId { get; private set; } = userId;
    public string Group { get; private set; } = group;
    public NoticeLevel Mail { get; private set; }
    public NoticeLevel Sms { get; private set; }

    internal void Choose(NoticeLevel mail, NoticeLevel sms) => (Mail, Sms) = (mail, sms);
}

internal sealed class NoticeChoiceMap : IEntityTypeConfiguration<NoticeChoice>, IEntityTypeConfiguration<NoticeContact>
{
    public void Configure(EntityTypeBuilder<NoticeChoice> map)
    {
        map.ToTable("platform_notice_choice");
        map.HasKey(choice => new { choice.UserId, choice.Group });
        map.Property(choice => choice.Group).HasColumnName("notice_group").HasMaxLength(40);
        map.HasIndex(choice => choice.Group);
    }

    public void Configure(EntityTypeBuilder<NoticeContact> map)
    {
        map.ToTable("platform_notice_contact");
        map.Property(contact => contact.Id).ValueGeneratedNever();
        map.Property(contact => contact.Email).HasMaxLength(120).KeptSecret();
        map.Property(contact => contact.Mobile).HasMaxLength(20).KeptSecret();
    }
}
