using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals;

internal sealed class ReferralMap : IEntityTypeConfiguration<Referral>
{
    public void Configure(EntityTypeBuilder<Referral> map)
    {
        map.ToTable("referral");
        map.Property(referral => referral.Number).HasMaxLength(24);
        map.Property(referral => referral.FromName).HasMaxLength(120);
        map.Property(referral => referral.FromDepartment).HasMaxLength(80);
        map.Property(referral => referral.FromPhysician).HasMaxLength(80);
        map.Property(referral => referral.FromPhone).HasMaxLength(40);
        map.Property(referral => referral.ToName).HasMaxLength(120);
        map.Property(referral => referral.ToDepartment).HasMaxLength(80);
        map.Property(referral => referral.ToPhysician).HasMaxLength(80);
        map.Property(referral => referral.PatientName).HasMaxLength(80);
        map.Property(referral => referral.PatientInitials).HasMaxLength(80);
        map.Property(referral => referral.Sex).HasMaxLength(10);
        map.Property(referral => referral.Age).HasMaxLength(20);
        map.Property(referral => referral.TermSource).HasMaxLength(120);
        map.Property(referral => referral.PrioritySource).HasMaxLength(120);
        map.Property(referral => referral.RefusalCode).HasMaxLength(8);
        map.Property(referral => referral.OutsideReason).HasMaxLength(400);
        map.Property(referral => referral.OutsideConfirmedBy).HasMaxLength(120);
        map.Property(referral => referral.OwnerRole).HasMaxLength(40);
        map.Property(referral => referral.DueSource).HasMaxLength(160);
        map.Property(referral => referral.ClaimedBy).HasMaxLength(80);
        map.Property(referral => referral.ReasonCode).HasMaxLength(8);
        map.HasIndex(referral => referral.Number).IsUnique();
        map.HasIndex(referral => referral.PatientId);
        // Nearly all have none: counted in, they would make a planner believe that a value finds the whole table.
        map.HasIndex(referral => referral.PreviousId).HasFilter("previous_id IS NOT NULL");
        map.HasIndex(referral => new { referral.TermClauseId, referral.EndedAt });

        // Each worklist walks one of these and reads only the rows it shows; the ended ones, nearly all of them, are not in the first four.
        map.HasIndex(referral => new { referral.OwnerId, referral.OwnerRole, referral.PriorityRank, referral.DueAt, referral.Id }).HasFilter("due_at IS NOT NULL");
        map.HasIndex(referral => new { referral.FromId, referral.DueAt, referral.Id }).HasFilter("due_at IS NOT NULL");
        map.HasIndex(referral => new { referral.ToId, referral.DueAt, referral.Id, referral.SubmittedAt }).HasFilter("due_at IS NOT NULL");
        map.HasIndex(referral => new { referral.ToId, referral.State, referral.ExpectedAt }).HasFilter("due_at IS NOT NULL");
        map.HasIndex(referral => new { referral.FromId, referral.CreatedAt });
        map.HasIndex(referral => new { referral.ToId, referral.CreatedAt });
        map.HasIndex(referral => new { referral.FromId, referral.State, referral.CreatedAt });
        map.HasIndex(referral => new { referral.ToId, referral.State, referral.CreatedAt });
        map.HasIndex(referral => new { referral.FromId, referral.SubmittedAt });
        map.HasIndex(referral => new { referral.ToId, referral.SubmittedAt });
        map.HasIndex(referral => new { referral.PriorityClauseId, referral.ArrivedAt }).HasFilter("priority_clause_id IS NOT NULL");
        map.HasIndex(referral => referral.NextAlarmAt).HasFilter("next_alarm_at IS NOT NULL");
    }
}

internal sealed class ReferralPartsMap :
    IEntityTypeConfiguration<ReferralDocument>, IEntityTypeConfiguration<ReferralEvent>, IEntityTypeConfiguration<ReferralMessage>,
    IEntityTypeConfiguration<ReferralAttachment>, IEntityTypeConfiguration<FollowUp>, IEntityTypeConfiguration<ReferralPractice>
{
    public void Configure(EntityTypeBuilder<ReferralDocument> map)
    {
        map.ToTable("referral_document");
        map.Property(document => document.Id).ValueGeneratedNever();
        map.Property(document => document.Content).KeptSecret();
        map.Property(document => document.By).HasMaxLength(80);
        map.Property(document => document.Organization).HasMaxLength(120);
        map.HasOne<Referral>().WithMany().HasForeignKey(document => document.ReferralId).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(document => new { document.ReferralId, document.Kind, document.At });
    }

    public void Configure(EntityTypeBuilder<ReferralEvent> map)
    {
        // The audit entry of the act says the same; the story is for those who treat.
        map.ToTable("referral_event").NotAudited();
        map.Property(line => line.Id).ValueGeneratedNever();
        map.Property(line => line.By).HasMaxLength(80);
        map.Property(line => line.Organization).HasMaxLength(120);
        map.Property(line => line.ReasonCode).HasMaxLength(8);
        map.Property(line => line.Words).KeptSecret();
        map.HasOne<Referral>().WithMany().HasForeignKey(line => line.ReferralId).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(line => new { line.ReferralId, line.At });
    }

    public void Configure(EntityTypeBuilder<ReferralMessage> map)
    {
        map.ToTable("referral_message");
        map.Property(message => message.Id).ValueGeneratedNever();
        map.Property(message => message.By).HasMaxLength(80);
        map.Property(message => message.Organization).HasMaxLength(120);
        map.Property(message => message.Words).KeptSecret();
        map.HasOne<Referral>().WithMany().HasForeignKey(message => message.ReferralId).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(message => new { message.ReferralId, message.At });
    }

    public void Configure(EntityTypeBuilder<ReferralAttachment> map)
    {
        map.ToTable("referral_attachment");
        map.Property(attachment => attachment.Id).ValueGeneratedNever();
        map.Property(attachment => attachment.Title).HasMaxLength(120);
        map.Property(attachment => attachment.By).HasMaxLength(80);
        map.HasOne<Referral>().WithMany().HasForeignKey(attachment => attachment.ReferralId).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(attachment => attachment.ReferralId);
    }

    public void Configure(EntityTypeBuilder<FollowUp> map)
    {
        map.ToTable("referral_follow_up");
        map.Property(followUp => followUp.Id).ValueGeneratedNever();
        map.Property(followUp => followUp.What).HasMaxLength(200);
        map.Property(followUp => followUp.Means).HasMaxLength(20);
        map.Property(followUp => followUp.Findings).KeptSecret();
        map.Property(followUp => followUp.By).HasMaxLength(80);
        map.HasOne<Referral>().WithMany().HasForeignKey(followUp => followUp.ReferralId).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(followUp => new { followUp.ReferralId, followUp.On });
    }

    public void Configure(EntityTypeBuilder<ReferralPractice> map)
    {
        map.ToTable("referral_practice");
        map.Property(practice => practice.Id).ValueGeneratedNever();
        map.Property(practice => practice.Limits).AsJson();
        map.Property(practice => practice.SuspendedBecause).HasMaxLength(200);
    }
}
