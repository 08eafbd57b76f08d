using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Idempotency;

/// <summary>
/// That a request under a key was done, and what was answered. The row is written first and completed last within the transaction of the
/// change itself: there is no change without it and none of it without the change.
/// </summary>
public sealed class KeptAnswer
{
    /// <summary>Derived from user, organisation and key.</summary>
    public Guid Id { get; private set; }

    /// <summary>SHA-256 of what was asked.</summary>
    public string Fingerprint { get; private set; } = "";
    public DateTimeOffset BegunAt { get; private set; }
    public int? Status { get; private set; }
    public string? ContentType { get; private set; }
    public string? Location { get; private set; }
    public string? ETag { get; private set; }

    /// <summary>Sealed: an answer names patients.</summary>
    public string? Body { get; private set; }
}

internal sealed class KeptAnswerMap : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> map)
    {
        map.ToTable("platform_kept_answer").NotAudited();
        map.Property(answer => answer.Id).ValueGeneratedNever();
        map.Property(answer => answer.Fingerprint).HasMaxLength(64);
        map.Property(answer => answer.ContentType).HasMaxLength(100);
        map.Property(answer => answer.Location).HasMaxLength(300);
        map.Property(answer => answer.ETag).HasMaxLength(80);
        map.Property(answer => answer.ETag).HasColumnName("etag");
        map.HasIndex(answer => answer.BegunAt);
    }
}
