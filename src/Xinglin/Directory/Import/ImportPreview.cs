using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;

namespace Xinglin.Directory.Import;

/// <summary>What was read from a file, kept until its owner confirms it or it expires, so that exactly what was shown is imported.</summary>
public sealed class ImportPreview : Aggregate
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private ImportPreview() { }

    internal ImportPreview(ImportKind kind, string fileName, Guid ownerId, Guid? organizationId, IReadOnlyList<ImportRow> rows, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7();
        (Kind, FileName, OwnerId, OrganizationId, ExpiresAt) = (kind, fileName.Length > 200 ? fileName[..200] : fileName, ownerId, organizationId, at + Lifetime);
        Show(rows);
    }

    public ImportKind Kind { get; private init; }
    public string FileName { get; private init; } = "";
    public Guid OwnerId { get; private init; }

    /// <summary>The organisation that the owner acted for; the rows were judged with its rights.</summary>
    public Guid? OrganizationId { get; private init; }
    public string RowsJson { get; private set; } = "[]";
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public IReadOnlyList<ImportRow> Rows => JsonSerializer.Deserialize<List<ImportRow>>(RowsJson)!;

    internal void Show(IReadOnlyList<ImportRow> rows) => RowsJson = JsonSerializer.Serialize(rows);

    internal void Confirm(DateTimeOffset at) => ConfirmedAt = at;
}

internal sealed class ImportPreviewMap : IEntityTypeConfiguration<ImportPreview>
{
    public void Configure(EntityTypeBuilder<ImportPreview> map)
    {
        map.ToTable("directory_import");
        map.Ignore(preview => preview.Rows);
        map.Property(preview => preview.FileName).HasMaxLength(200);
        map.HasIndex(preview => preview.ExpiresAt);
    }
}
