using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Items;

/// <summary>
/// A change of the item list: one table that somebody handed in. It holds only when a second person has reviewed it, and stays to be read
/// as it was: what each item said before, what it says since.
/// </summary>
public sealed class ItemEdition : Aggregate
{
    private ItemEdition() { }

    internal ItemEdition(int number, string fileName, int changes, Guid organizationId, string organization, Guid by, string byName, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (Number, FileName, Changes, OrganizationId, Organization, ProposedById, ProposedBy, ProposedAt) = (number, fileName, changes, organizationId, organization, by, byName, at);
    }

    /// <summary>Counts from 1.</summary>
    public int Number { get; private init; }
    public string FileName { get; private init; } = "";

    /// <summary>How many items it adds or changes.</summary>
    public int Changes { get; private init; }

    /// <summary>Whose person handed it in; the list itself is the whole consortium's.</summary>
    public Guid OrganizationId { get; private init; }
    public string Organization { get; private init; } = "";
    public Guid ProposedById { get; private init; }
    public string ProposedBy { get; private init; } = "";
    public DateTimeOffset ProposedAt { get; private init; }
    public ReviewState State { get; private set; }

    /// <summary>Name and institution.</summary>
    public string? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>Why it was returned.</summary>
    public string? Reason { get; private set; }

    internal void Approve(string by, DateTimeOffset at) => (State, ReviewedBy, ReviewedAt) = (ReviewState.InForce, by, at);

    internal void Reject(string by, string reason, DateTimeOffset at) => (State, ReviewedBy, ReviewedAt, Reason) = (ReviewState.Rejected, by, at, reason);
}

/// <summary>What one edition says of one item.</summary>
/// <param name="before">What held when the table was handed in; null where the item was new.</param>
public sealed class ItemChange(Guid editionId, string code, Item? before, Item content)
{
    public Guid EditionId { get; private init; } = editionId;
    public string Code { get; private init; } = code;
    public Item? Before { get; private init; } = before;
    public Item Content { get; private init; } = content;

    /// <summary>Column by column of the table, those that differ; of a new item those that say something.</summary>
    public IEnumerable<(string Heading, string Before, string After)> Differences()
    {
        var after = ItemRow.Write(Content);
        var old = Before is null ? [.. after.Select(_ => "")] : ItemRow.Write(Before);
        return ItemRow.Columns.Select((column, place) => (column.Heading, old[place], after[place])).Where(each => each.Item2 != each.Item3);
    }
}

internal sealed class ItemEditionMap : IEntityTypeConfiguration<ItemEdition>, IEntityTypeConfiguration<ItemChange>
{
    public void Configure(EntityTypeBuilder<ItemEdition> map)
    {
        map.ToTable("result_item_edition");
        map.Property(edition => edition.FileName).HasMaxLength(120);
        map.Property(edition => edition.Organization).HasMaxLength(120);
        map.Property(edition => edition.ProposedBy).HasMaxLength(80);
        map.Property(edition => edition.ReviewedBy).HasMaxLength(200);
        map.Property(edition => edition.Reason).HasMaxLength(200);
        map.HasIndex(edition => edition.Number).IsUnique();
        map.HasIndex(edition => edition.State);
    }

    public void Configure(EntityTypeBuilder<ItemChange> map)
    {
        map.ToTable("result_item_change");
        map.HasKey(change => new { change.EditionId, change.Code });
        map.Property(change => change.Code).HasMaxLength(40);
        map.Property(change => change.Before).AsJson();
        map.Property(change => change.Content).AsJson();
        map.HasIndex(change => change.Code);
        map.HasOne<ItemEdition>().WithMany().HasForeignKey(change => change.EditionId);
    }
}
