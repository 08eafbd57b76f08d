using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Reports;

internal sealed class ReportMap : IEntityTypeConfiguration<Report>, IEntityTypeConfiguration<ReportValue>, IEntityTypeConfiguration<ReportKey>, IEntityTypeConfiguration<ReportAttachment>
{
    public const int NumberLength = 60;

    public void Configure(EntityTypeBuilder<Report> map)
    {
        map.ToTable("result_report");
        map.HasKey(report => new { report.PatientId, report.Id });
        map.Ignore(report => report.EffectiveAt);
        map.Ignore(report => report.Reference);
        map.Property(report => report.Organization).HasMaxLength(120);
        map.Property(report => report.Number).HasMaxLength(NumberLength);
        map.Property(report => report.Title).HasMaxLength(80);
        map.Property(report => report.Department).HasMaxLength(80);
        map.Property(report => report.Specimen).HasMaxLength(40);
        map.Property(report => report.Method).HasMaxLength(60);
        map.Property(report => report.EquipmentClass).HasMaxLength(40);
        map.Property(report => report.OrderedBy).HasMaxLength(80);
        map.Property(report => report.Content).KeptSecret();
        map.Property(report => report.StateReason).KeptSecret();
        map.Property(report => report.ReceivedBy).HasMaxLength(80);
        map.HasIndex(report => new { report.OrganizationId, report.ReceivedAt });
        map.HasIndex(report => new { report.PatientId, report.ReportedAt });
    }

    public void Configure(EntityTypeBuilder<ReportValue> map)
    {
        // Follows from the report and is written with it, so it leaves no entry of its own in the audit trail.
        map.ToTable("result_value").NotAudited();
        map.HasKey(value => new { value.PatientId, value.Id });
        map.Property(value => value.LocalCode).HasMaxLength(60);
        map.Property(value => value.LocalName).HasMaxLength(120);
        map.Property(value => value.ItemCode).HasMaxLength(40);
        map.HasOne<Report>().WithMany().HasForeignKey(value => new { value.PatientId, value.ReportId }).OnDelete(DeleteBehavior.Restrict);

        // The moment of ordering walks the first: one patient, some items, newest first.
        map.HasIndex(value => new { value.PatientId, value.ItemCode, value.EffectiveAt });
        map.HasIndex(value => new { value.OrganizationId, value.LocalCode }).HasFilter("item_code IS NULL").HasDatabaseName("ix_result_value_unmapped");
    }

    public void Configure(EntityTypeBuilder<ReportKey> map)
    {
        map.ToTable("result_report_key").NotAudited();
        map.HasKey(key => new { key.SenderId, key.Number });
        map.Property(key => key.Number).HasMaxLength(NumberLength);
        map.Property(key => key.Fingerprint).HasMaxLength(64);
        map.Property(key => key.Changes).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ReportAttachment> map)
    {
        map.ToTable("result_attachment");
        map.HasKey(attachment => new { attachment.PatientId, attachment.Id });
        map.Property(attachment => attachment.Title).HasMaxLength(120);
        map.Property(attachment => attachment.By).HasMaxLength(80);
        map.HasOne<Report>().WithMany().HasForeignKey(attachment => new { attachment.PatientId, attachment.ReportId }).OnDelete(DeleteBehavior.Restrict);
    }
}
