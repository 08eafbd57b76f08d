using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>The acts are recorded in words under both patients; pairs keep a history of their own. So the rows leave no entries besides.</summary>
internal sealed class IndexEntryMap : IEntityTypeConfiguration<IndexEntry>
{
    public void Configure(EntityTypeBuilder<IndexEntry> map)
    {
        map.ToTable("patient_index").NotAudited();
        map.HasKey(entry => entry.PatientId);
        map.Property(entry => entry.Number).HasMaxLength(IndexNumber.Length);
        map.HasIndex(entry => entry.Number).IsUnique();
        map.HasIndex(entry => entry.PersonId);
        map.HasIndex(entry => entry.Pending).HasFilter("pending");
        map.HasOne<Patient>().WithOne().HasForeignKey<IndexEntry>(entry => entry.PatientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IndexKeyMap : IEntityTypeConfiguration<IndexKey>
{
    public void Configure(EntityTypeBuilder<IndexKey> map)
    {
        map.ToTable("patient_index_key").NotAudited();
        map.HasKey(key => new { key.Key, key.PatientId });
        map.Property(key => key.Key).HasColumnName("blind_key").ValueGeneratedNever();
        map.HasIndex(key => key.PatientId);
        map.HasOne<Patient>().WithMany().HasForeignKey(key => key.PatientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IndexPairMap : IEntityTypeConfiguration<IndexPair>
{
    public void Configure(EntityTypeBuilder<IndexPair> map)
    {
        map.ToTable("patient_index_pair").NotAudited();
        map.Ignore(pair => pair.Evidence);
        map.Property(pair => pair.EvidenceText).HasColumnName("evidence");
        map.Property(pair => pair.ChangedBy).HasMaxLength(80);
        map.Property(pair => pair.Words).HasMaxLength(IndexDesk.MostWords);
        map.HasIndex(pair => new { pair.FirstId, pair.SecondId }).IsUnique();
        map.HasIndex(pair => pair.SecondId);
        map.HasIndex(pair => new { pair.FirstOrganization, pair.State, pair.Probability });
        map.HasIndex(pair => new { pair.SecondOrganization, pair.State, pair.Probability });
        map.HasIndex(pair => pair.HeldBy);
        map.HasIndex(pair => new { pair.State, pair.Probability, pair.Id }).IsDescending(false, true, false).HasFilter("certain");
        map.HasOne<Patient>().WithMany().HasForeignKey(pair => pair.FirstId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Patient>().WithMany().HasForeignKey(pair => pair.SecondId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IndexEventMap : IEntityTypeConfiguration<IndexEvent>
{
    public void Configure(EntityTypeBuilder<IndexEvent> map)
    {
        map.ToTable("patient_index_event").NotAudited();
        map.Property(entry => entry.By).HasColumnName("changed_by").HasMaxLength(80);
        map.Property(entry => entry.From).HasColumnName("from_state");
        map.Property(entry => entry.To).HasColumnName("to_state");
        map.Property(entry => entry.Words).HasMaxLength(IndexDesk.MostWords);
        map.HasIndex(entry => new { entry.PairId, entry.Step }).IsUnique();
        map.HasOne<IndexPair>().WithMany().HasForeignKey(entry => entry.PairId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StoredModelMap : IEntityTypeConfiguration<StoredModel>
{
    public void Configure(EntityTypeBuilder<StoredModel> map)
    {
        map.ToTable("patient_match_model");
        map.HasKey(model => model.Number);
        map.Property(model => model.Number).ValueGeneratedNever();
    }
}
