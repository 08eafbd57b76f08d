using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;

namespace Xinglin.Results.Items;

public enum MappingState
{
    /// <summary>One person has said what it is; another must look.</summary>
    Proposed,
    InForce,
    Rejected,

    /// <summary>A newer edition took its place.</summary>
    Replaced,
    Withdrawn
}

public static class MappingWords
{
    public static string Show(this MappingState state) => state switch
    {
        MappingState.Proposed => "待审核",
        MappingState.InForce => "生效",
        MappingState.Rejected => "退回",
        MappingState.Replaced => "已被新版取代",
        _ => "已撤销"
    };

    public static string Tone(this MappingState state) => state switch
    {
        MappingState.Proposed => "yellow",
        MappingState.InForce => "green",
        MappingState.Rejected => "red",
        _ => "secondary"
    };
}

/// <summary>
/// What one institution's local code means in the item list. It holds only when a second person has reviewed it; a change is a new
/// edition, and the one before stays to be read.
/// </summary>
public sealed class Mapping : Aggregate
{
    private Mapping() { }

    internal Mapping(Guid organizationId, string localCode, string localName, string itemCode, int edition, Guid by, string byName, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (OrganizationId, LocalCode, LocalName, ItemCode, Edition, ProposedById, ProposedBy, ProposedAt) = (organizationId, localCode, localName, itemCode, edition, by, byName, at);
    }

    public Guid OrganizationId { get; private init; }
    public string LocalCode { get; private init; } = "";
    public string LocalName { get; private init; } = "";
    public string ItemCode { get; private init; } = "";

    /// <summary>Counts from 1 for each local code.</summary>
    public int Edition { get; private init; }
    public MappingState State { get; private set; }
    public Guid ProposedById { get; private init; }
    public string ProposedBy { get; private init; } = "";
    public DateTimeOffset ProposedAt { get; private init; }
    public string? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>Why it was returned or withdrawn.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it stopped to hold.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal void Approve(string by, DateTimeOffset at) => (State, ReviewedBy, ReviewedAt) = (MappingState.InForce, by, at);

    internal void Reject(string by, string reason, DateTimeOffset at) => (State, ReviewedBy, ReviewedAt, Reason, EndedAt) = (MappingState.Rejected, by, at, reason, at);

    internal void End(MappingState state, string? reason, DateTimeOffset at) => (State, Reason, EndedAt) = (state, reason ?? Reason, at);
}

internal sealed class MappingMap : IEntityTypeConfiguration<Mapping>
{
    public void Configure(EntityTypeBuilder<Mapping> map)
    {
        map.ToTable("result_mapping");
        map.Property(mapping => mapping.LocalCode).HasMaxLength(60);
        map.Property(mapping => mapping.LocalName).HasMaxLength(120);
        map.Property(mapping => mapping.ItemCode).HasMaxLength(40);
        map.Property(mapping => mapping.ProposedBy).HasMaxLength(80);
        map.Property(mapping => mapping.ReviewedBy).HasMaxLength(80);
        map.Property(mapping => mapping.Reason).HasMaxLength(200);
        map.HasIndex(mapping => new { mapping.OrganizationId, mapping.LocalCode, mapping.Edition }).IsUnique();
        map.HasIndex(mapping => new { mapping.OrganizationId, mapping.LocalCode }).IsUnique().HasFilter("state = 'InForce'").HasDatabaseName("ix_result_mapping_in_force");
        map.HasIndex(mapping => new { mapping.OrganizationId, mapping.State });
    }
}
