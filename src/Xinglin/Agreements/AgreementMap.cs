using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

internal sealed class AgreementMap : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> map)
    {
        map.ToTable("agreement");
        map.Property(agreement => agreement.Number).HasMaxLength(20);
        map.Property(agreement => agreement.Title).HasMaxLength(200);
        map.Property(agreement => agreement.Initials).HasMaxLength(200);
        map.Property(agreement => agreement.DocumentHash).HasMaxLength(64);
        map.Property(agreement => agreement.Bases).AsJson();
        map.Property(agreement => agreement.Notice).AsJson();
        map.Property(agreement => agreement.WithdrawnNotices).AsJson();
        map.Property(agreement => agreement.Ended).AsJson();
        map.Property(agreement => agreement.EndProposal).AsJson();
        map.ComplexProperty(agreement => agreement.Period);
        map.ComplexProperty(agreement => agreement.FactsConfirmation, facts => facts.Property(confirmation => confirmation.By).HasMaxLength(80));
        map.HasMany(agreement => agreement.Parties).WithOne().HasForeignKey("AgreementId").OnDelete(DeleteBehavior.Cascade);
        map.Navigation(agreement => agreement.Parties).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        map.HasIndex(agreement => new { agreement.Number, agreement.VersionNumber }).IsUnique();
        map.HasIndex(agreement => agreement.LineageId);
        map.HasIndex(agreement => agreement.Revision);
        // All that AgreementStore.Visible and the lists' usual order look at: they walk the index and read only the rows they show.
        map.HasIndex(agreement => new { agreement.CreatedAt, agreement.Id, agreement.OwnerId, agreement.State });
    }
}

internal sealed class AgreementPartyMap : IEntityTypeConfiguration<AgreementParty>
{
    public void Configure(EntityTypeBuilder<AgreementParty> map)
    {
        map.ToTable("agreement_party");
        map.Property(party => party.Id).ValueGeneratedNever();
        map.Property(party => party.Label).HasMaxLength(40);
        map.Property(party => party.Name).HasMaxLength(120);
        map.Property(party => party.AgreedBy).HasMaxLength(80);
        map.Property(party => party.Seal).AsJson();
        map.ComplexProperty(party => party.Confirmation, facts => facts.Property(confirmation => confirmation.By).HasMaxLength(80));
        map.Property<Guid?>("AgreementId");
        map.HasIndex(nameof(AgreementParty.OrganizationId), "AgreementId");
        map.HasIndex("AgreementId", nameof(AgreementParty.Name));
    }
}

internal sealed class ClauseMap : IEntityTypeConfiguration<Clause>
{
    public void Configure(EntityTypeBuilder<Clause> map)
    {
        map.ToTable("agreement_clause");
        map.Property(clause => clause.Path).HasMaxLength(40);
        map.Property(clause => clause.DecidedBy).HasMaxLength(80);
        map.Property(clause => clause.Reason).HasMaxLength(400);
        map.Property(clause => clause.Content).AsJson();
        map.HasOne<Agreement>().WithMany().HasForeignKey(clause => clause.AgreementId).OnDelete(DeleteBehavior.Cascade);
        map.HasIndex(clause => new { clause.AgreementId, clause.Position });
    }
}

internal sealed class AgreementPartsMap :
    IEntityTypeConfiguration<AgreementSource>, IEntityTypeConfiguration<AgreementText>, IEntityTypeConfiguration<AgreementTarget>,
    IEntityTypeConfiguration<AgreementFinding>, IEntityTypeConfiguration<AgreementEvent>, IEntityTypeConfiguration<AgreementRevision>
{
    public void Configure(EntityTypeBuilder<AgreementSource> map)
    {
        map.ToTable("agreement_source");
        map.HasKey(source => source.AgreementId);
        map.Property(source => source.FileName).HasMaxLength(200);
        map.Property(source => source.Sha256).HasMaxLength(64);
        map.Property(source => source.Places).AsJson();
        map.HasOne<Agreement>().WithOne().HasForeignKey<AgreementSource>(source => source.AgreementId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AgreementText> map)
    {
        map.ToTable("agreement_text");
        map.HasKey(text => new { text.AgreementId, text.Sha256 });
        map.Property(text => text.Sha256).HasMaxLength(64);
        map.Property(text => text.CodesSha256).HasMaxLength(64);
        map.HasOne<Agreement>().WithMany().HasForeignKey(text => text.AgreementId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AgreementTarget> map)
    {
        map.ToTable("agreement_target");
        map.Property(target => target.Id).ValueGeneratedNever();
        map.Property(target => target.Indicator).HasMaxLength(60);
        map.Property(target => target.Name).HasMaxLength(80);
        map.Property(target => target.Comparator).HasMaxLength(2);
        map.Property(target => target.Unit).HasMaxLength(20);
        map.Property(target => target.DecidedBy).HasMaxLength(80);
        map.HasOne<Agreement>().WithMany().HasForeignKey(target => target.AgreementId).OnDelete(DeleteBehavior.Cascade);
        map.HasIndex(target => new { target.AgreementId, target.Position });
    }

    public void Configure(EntityTypeBuilder<AgreementFinding> map)
    {
        map.ToTable("agreement_finding");
        map.Property(finding => finding.Id).ValueGeneratedNever();
        map.Property(finding => finding.Code).HasMaxLength(60);
        map.Property(finding => finding.Severity).HasMaxLength(10);
        map.Property(finding => finding.Message).HasMaxLength(600);
        map.Property(finding => finding.HandledBy).HasMaxLength(80);
        map.Property(finding => finding.Handling).HasMaxLength(400);
        map.HasOne<Agreement>().WithMany().HasForeignKey(finding => finding.AgreementId).OnDelete(DeleteBehavior.Cascade);
        map.HasIndex(finding => new { finding.AgreementId, finding.Position });
    }

    public void Configure(EntityTypeBuilder<AgreementEvent> map)
    {
        map.ToTable("agreement_event");
        map.Property(line => line.Id).ValueGeneratedNever();
        map.Property(line => line.By).HasMaxLength(80);
        map.Property(line => line.Organization).HasMaxLength(120);
        map.Property(line => line.Title).HasMaxLength(120);
        map.Property(line => line.Detail).HasMaxLength(1000);
        map.HasOne<Agreement>().WithMany().HasForeignKey(line => line.AgreementId).OnDelete(DeleteBehavior.Cascade);
        map.HasIndex(line => new { line.AgreementId, line.At });
    }

    public void Configure(EntityTypeBuilder<AgreementRevision> map)
    {
        map.ToTable("agreement_revision");
        map.Property(revision => revision.Id).ValueGeneratedNever();
        map.HasData(new AgreementRevision { Id = 1 });
    }
}

/// <summary>
/// One row that counts every change to any agreement. Its row lock also puts such changes in an order, so that a node which has
/// seen number N has seen everything up to N.
/// </summary>
public sealed class AgreementRevision
{
    public int Id { get; init; }
    public long Number { get; set; }

    /// <summary>The last agreement number given out this year.</summary>
    public int NumberYear { get; set; }
    public int NumberInYear { get; set; }
}
