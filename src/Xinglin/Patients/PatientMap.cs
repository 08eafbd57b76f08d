using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>
/// The audit administrator sees no patient: names and birth dates are kept out of the audit trail as the sealed values are.
/// </summary>
internal sealed class PatientMap : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> map)
    {
        map.ToTable("patient_patient");
        map.Ignore(patient => patient.Ref);
        map.Ignore(patient => patient.Subject);
        map.Property(patient => patient.Number).HasMaxLength(20);
        map.Property(patient => patient.Name).HasMaxLength(40).KeptSecret();
        map.Property(patient => patient.Initials).HasMaxLength(90).KeptSecret();
        map.Property(patient => patient.BirthDate).KeptSecret();
        map.Property(patient => patient.InsurancePlace).HasMaxLength(60);
        map.Property(patient => patient.Ethnicity).HasMaxLength(2);
        map.Property(patient => patient.FamilyDoctorTeam).HasMaxLength(60);
        map.Property(patient => patient.GuardianName).HasMaxLength(40).KeptSecret();
        map.Property(patient => patient.GuardianRelation).HasMaxLength(20);
        map.Property(patient => patient.Sealed).KeptSecret();
        map.Property(patient => patient.RegisteredBy).HasMaxLength(80);
        map.HasIndex(patient => new { patient.OrganizationId, patient.Number }).IsUnique();
        map.HasIndex(patient => new { patient.OrganizationId, patient.RegisteredAt });
        map.HasIndex(patient => new { patient.OrganizationId, patient.Name });
    }
}

internal sealed class FormerNameMap : IEntityTypeConfiguration<FormerName>
{
    public void Configure(EntityTypeBuilder<FormerName> map)
    {
        map.ToTable("patient_former_name");
        map.Property(former => former.Name).HasMaxLength(40).KeptSecret();
        map.Property(former => former.Initials).HasMaxLength(90).KeptSecret();
        map.Property(former => former.ChangedBy).HasMaxLength(80);
        map.HasOne<Patient>().WithMany().HasForeignKey(former => former.PatientId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Follows from the sealed value and is written with it, so it leaves no entry of its own in the audit trail.</summary>
internal sealed class PatientNumberMap : IEntityTypeConfiguration<PatientNumber>
{
    public void Configure(EntityTypeBuilder<PatientNumber> map)
    {
        map.ToTable("patient_number").NotAudited();
        map.HasKey(number => new { number.PatientId, number.Kind, number.Index });
        map.Property(number => number.Index).HasColumnName("blind_index").HasMaxLength(64);
        map.HasIndex(number => number.Index);
        map.HasIndex(number => new { number.OrganizationId, number.Index }).IsUnique().HasFilter("kind = 'Document'");
        map.HasOne<Patient>().WithMany().HasForeignKey(number => number.PatientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PatientCountMap : IEntityTypeConfiguration<PatientCount>
{
    public void Configure(EntityTypeBuilder<PatientCount> map)
    {
        map.ToTable("patient_count").NotAudited();
        map.HasKey(count => new { count.OrganizationId, count.Year });
        map.Property(count => count.Year).ValueGeneratedNever();
    }
}

internal sealed class PatientShareMap : IEntityTypeConfiguration<PatientShare>
{
    public void Configure(EntityTypeBuilder<PatientShare> map)
    {
        map.ToTable("patient_share");
        map.HasIndex(share => new { share.PatientId, share.OrganizationId });
        map.HasIndex(share => new { share.OrganizationId, share.Until });
        map.HasIndex(share => share.CaseId);
        map.HasOne<Patient>().WithMany().HasForeignKey(share => share.PatientId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Consent>().WithMany().HasForeignKey(share => share.ConsentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EmergencyAccessMap : IEntityTypeConfiguration<EmergencyAccess>
{
    public const int WordsLength = 500;

    public void Configure(EntityTypeBuilder<EmergencyAccess> map)
    {
        map.ToTable("patient_emergency_access");
        map.Property(access => access.UserName).HasMaxLength(80);
        map.Property(access => access.Words).HasMaxLength(WordsLength).KeptSecret();
        map.HasIndex(access => new { access.UserId, access.PatientId });
        map.HasOne<Patient>().WithMany().HasForeignKey(access => access.PatientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ConsentMap : IEntityTypeConfiguration<Consent>
{
    public const int ReasonLength = 500;

    public void Configure(EntityTypeBuilder<Consent> map)
    {
        map.ToTable("patient_consent");
        map.Ignore(consent => consent.Ref);
        map.Property(consent => consent.Scope).AsJson();
        map.Property(consent => consent.From).HasColumnName("valid_from");
        map.Property(consent => consent.Until).HasColumnName("valid_until");
        map.Property(consent => consent.CreatedBy).HasMaxLength(80);
        map.Property(consent => consent.LateReason).HasMaxLength(ReasonLength).KeptSecret();
        map.Property(consent => consent.SignedBy).HasMaxLength(40).KeptSecret();
        map.Property(consent => consent.Relation).HasMaxLength(20);
        map.Property(consent => consent.RecordedBy).HasMaxLength(80);
        map.Property(consent => consent.EndedBy).HasMaxLength(80);
        map.Property(consent => consent.EndReason).HasMaxLength(ReasonLength).KeptSecret();
        map.HasIndex(consent => new { consent.PatientId, consent.Purpose });
        map.HasIndex(consent => new { consent.State, consent.DueBy });
        map.HasOne<Patient>().WithMany().HasForeignKey(consent => consent.PatientId).OnDelete(DeleteBehavior.Restrict);
        map.HasMany(consent => consent.Recipients).WithOne().HasForeignKey(recipient => recipient.ConsentId).OnDelete(DeleteBehavior.Restrict);
        map.Navigation(consent => consent.Recipients).HasField("recipients").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class ConsentRecipientMap : IEntityTypeConfiguration<ConsentRecipient>
{
    public void Configure(EntityTypeBuilder<ConsentRecipient> map)
    {
        map.ToTable("patient_consent_recipient");
        map.HasKey(recipient => new { recipient.ConsentId, recipient.OrganizationId });
    }
}
