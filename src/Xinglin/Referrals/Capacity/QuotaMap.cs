using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals.Capacity;

internal sealed class QuotaMap : IEntityTypeConfiguration<PlaceQuota>, IEntityTypeConfiguration<ReferralPlace>
{
    public void Configure(EntityTypeBuilder<PlaceQuota> map)
    {
        map.ToTable("referral_quota");
        map.Property(quota => quota.Id).ValueGeneratedNever();
        map.Property(quota => quota.Department).HasMaxLength(PlaceQuota.DepartmentLength);
        map.Property(quota => quota.Source).HasMaxLength(PlaceQuota.SourceLength);
        map.Property(quota => quota.Week).AsJson();
        map.Property(quota => quota.Exceptions).AsJson();
        map.HasIndex(quota => new { quota.OrganizationId, quota.Department, quota.Kind }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ReferralPlace> map)
    {
        // The acts that take, give back and release have entries of their own.
        map.ToTable("referral_place").NotAudited();
        map.Property(place => place.Id).ValueGeneratedNever();
        map.Property(place => place.OverReason).HasMaxLength(PlaceQuota.ReasonLength);
        map.Property(place => place.By).HasMaxLength(80);
        map.HasOne<PlaceQuota>().WithMany().HasForeignKey(place => place.QuotaId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Referral>().WithMany().HasForeignKey(place => place.ReferralId).OnDelete(DeleteBehavior.Restrict);

        // Two people cannot have the same place, and one patient cannot have two.
        map.HasIndex(place => new { place.QuotaId, place.Day, place.Seat }).IsUnique().HasFilter("ended_at IS NULL AND seat IS NOT NULL");
        map.HasIndex(place => place.ReferralId).IsUnique().HasFilter("ended_at IS NULL AND referral_id IS NOT NULL");
        map.HasIndex(place => new { place.QuotaId, place.Day });
    }
}
