using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Files;

/// <summary>What is known of an uploaded file. Its bytes lie beside it in the database, so a backup covers them; they never change.</summary>
public sealed class StoredFile(Guid id, string name, FileKind kind, long size, string sha256, DateTimeOffset createdAt)
{
    public Guid Id { get; private set; } = id;
    public string Name { get; private set; } = name;

    /// <summary>What the bytes are, whatever the sender said.</summary>
    public FileKind Kind { get; private set; } = kind;

    /// <summary>Bytes.</summary>
    public long Size { get; private set; } = size;

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; private set; } = sha256;
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
}

internal sealed class StoredFileContent(Guid id, byte[] bytes)
{
    public Guid Id { get; private set; } = id;
    public byte[] Bytes { get; private set; } = bytes;
}

internal sealed class StoredFileMap : IEntityTypeConfiguration<StoredFile>
{
    public const int NameLength = 200;

    public void Configure(EntityTypeBuilder<StoredFile> map)
    {
        map.ToTable("platform_file");
        map.Property(file => file.Name).HasMaxLength(NameLength);
        map.Property(file => file.Sha256).HasMaxLength(64);
    }
}

internal sealed class StoredFileContentMap : IEntityTypeConfiguration<StoredFileContent>
{
    public void Configure(EntityTypeBuilder<StoredFileContent> map)
    {
        map.ToTable("platform_file_content").NotAudited();
        map.HasOne<StoredFile>().WithOne().HasForeignKey<StoredFileContent>(content => content.Id);
    }
}
