using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Jobs;

/// <summary>When a job last ran, and until when a node has it to itself.</summary>
public sealed class JobRun(string name)
{
    public string Name { get; private set; } = name;
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>Why the last run failed; null where it went well.</summary>
    public string? LastError { get; private set; }
}

internal sealed class JobRunMap : IEntityTypeConfiguration<JobRun>
{
    public const int ErrorLength = 500;

    public void Configure(EntityTypeBuilder<JobRun> map)
    {
        map.ToTable("platform_job").NotAudited();
        map.HasKey(job => job.Name);
        map.Property(job => job.Name).HasMaxLength(100);
        map.Property(job => job.LastError).HasMaxLength(ErrorLength);
    }
}
