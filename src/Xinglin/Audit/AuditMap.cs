using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>The strand leads the primary key, so the table can be partitioned by it.</summary>
internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    public const int NameLength = 200;
    public const int DetailsLength = 2000;

    public void Configure(EntityTypeBuilder<AuditEntry> map)
    {
        map.ToTable("audit_entry").NotAudited();
        map.HasKey(entry => new { entry.Strand, entry.Number });
        map.Property(entry => entry.Number).ValueGeneratedNever();
        map.Property(entry => entry.UserName).HasMaxLength(NameLength);
        map.Property(entry => entry.OrganizationName).HasMaxLength(NameLength);
        map.Property(entry => entry.RemoteAddress).HasMaxLength(64);
        map.Property(entry => entry.Action).HasMaxLength(NameLength);
        map.Property(entry => entry.SubjectType).HasMaxLength(NameLength);
        map.Property(entry => entry.SubjectName).HasMaxLength(NameLength);
        map.Property(entry => entry.Details).HasMaxLength(DetailsLength);
        map.Property(entry => entry.PreviousHash).HasMaxLength(64);
        map.Property(entry => entry.Hash).HasMaxLength(64);
        map.HasIndex(entry => new { entry.Moment, entry.Strand, entry.Number });
        map.HasIndex(entry => new { entry.SubjectId, entry.Moment });
        map.HasIndex(entry => new { entry.UserId, entry.Moment });
        map.HasIndex(entry => new { entry.OrganizationId, entry.Moment });
        map.HasIndex(entry => new { entry.Action, entry.Moment });
    }
}

internal sealed class AuditHeadMap : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> map)
    {
        map.ToTable("audit_head").NotAudited();
        map.HasKey(head => head.Strand);
        map.Property(head => head.Strand).ValueGeneratedNever();
        map.Property(head => head.Hash).HasMaxLength(64);
        map.Property(head => head.Seal).HasMaxLength(64);
        map.HasData(Enumerable.Range(0, AuditHead.Strands).Select(strand => new AuditHead { Strand = strand }));
    }
}
