using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Items;

/// <summary>An item that this installation added, or changed against what comes with the program. It stands for the whole consortium.</summary>
public sealed class ItemEntry : Aggregate
{
    private ItemEntry() { }

    internal ItemEntry(Item content, string by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        Code = content.Code;
        Describe(content, by, at);
    }

    public string Code { get; private init; } = "";
    public Item Content { get; private set; } = null!;
    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    internal void Describe(Item content, string by, DateTimeOffset at) => (Content, ChangedBy, ChangedAt) = (content, by, at);
}

internal sealed class ItemEntryMap : IEntityTypeConfiguration<ItemEntry>
{
    public void Configure(EntityTypeBuilder<ItemEntry> map)
    {
        map.ToTable("result_item");
        map.Property(entry => entry.Code).HasMaxLength(40);
        map.Property(entry => entry.Content).AsJson();
        map.Property(entry => entry.ChangedBy).HasMaxLength(80);
        map.HasIndex(entry => entry.Code).IsUnique();
        map.HasIndex(entry => entry.ChangedAt);
    }
}
