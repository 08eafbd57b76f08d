using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>
/// A rule set that this installation entered. It decides for all institutions of its area, so it holds only when a second person has
/// reviewed it. It never changes but for its end; a better one is the next edition.
/// </summary>
public sealed class KeptRuleSet : Aggregate
{
    private KeptRuleSet() { }

    internal KeptRuleSet(RuleSet content, Guid organizationId, string organization, Guid by, string byName, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (Name, Edition, Content, OrganizationId, Organization, EnteredById, EnteredBy, EnteredAt) = (content.Name, content.Edition, content, organizationId, organization, by, byName, at);
    }

    public string Name { get; private init; } = "";

    /// <summary>Counts from 1 for each name.</summary>
    public int Edition { get; private init; }
    public RuleSet Content { get; private set; } = null!;
    public ReviewState State { get; private set; }

    /// <summary>Whose person handed it in; empty where it was entered before sets were reviewed.</summary>
    public Guid OrganizationId { get; private init; }
    public string Organization { get; private init; } = "";
    public Guid EnteredById { get; private init; }
    public string EnteredBy { get; private init; } = "";
    public DateTimeOffset EnteredAt { get; private init; }

    /// <summary>Name and institution.</summary>
    public string? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>Why it was returned.</summary>
    public string? Reason { get; private set; }

    /// <summary>「云川市互认清单 第 2 版」</summary>
    public string Title => $"{Name} 第 {Edition} 版";

    internal void Approve(string by, DateTimeOffset at) => (State, ReviewedBy, ReviewedAt) = (ReviewState.InForce, by, at);

    internal void Reject(string by, string reason, DateTimeOffset at) => (State, ReviewedBy, ReviewedAt, Reason) = (ReviewState.Rejected, by, at, reason);

    internal void EndOn(DateOnly last) => Content = Content with { Until = last };
}

internal sealed class KeptRuleSetMap : IEntityTypeConfiguration<KeptRuleSet>
{
    public void Configure(EntityTypeBuilder<KeptRuleSet> map)
    {
        map.ToTable("result_rule_set");
        map.Ignore(set => set.Title);
        map.Property(set => set.Name).HasMaxLength(80);
        map.Property(set => set.Content).AsJson();
        map.Property(set => set.Organization).HasMaxLength(120);
        map.Property(set => set.EnteredBy).HasMaxLength(80);
        map.Property(set => set.ReviewedBy).HasMaxLength(200);
        map.Property(set => set.Reason).HasMaxLength(200);
        map.HasIndex(set => new { set.Name, set.Edition }).IsUnique();
    }
}
