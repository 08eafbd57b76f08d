using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

public enum MatchStage { Reading, Learning, Comparing, Linking, Finished }

/// <summary>One comparing of all with all: how far it is, so that it goes on where it stopped, and what came of it.</summary>
public sealed class MatchRun(Guid id, DateTimeOffset startedAt, string startedBy, bool learn)
{
    public Guid Id { get; private set; } = id;
    public DateTimeOffset StartedAt { get; private set; } = startedAt;
    public string StartedBy { get; private set; } = startedBy;

    /// <summary>Which run it is, in words: the history of every pair that it linked says so.</summary>
    public string Called => $"{StartedBy}于 {ChinaTime.Show(StartedAt)} 开始的批量匹配";

    /// <summary>A model is learned first.</summary>
    public bool Learn { get; private set; } = learn;
    public MatchStage Stage { get; internal set; }

    /// <summary>Share of the stage that is done, 0 to 100.</summary>
    public int Percent { get; internal set; }

    /// <summary>Which tile of registrations is compared, and the last key that is done in it.</summary>
    public int Tile { get; internal set; }
    public long? LastKey { get; internal set; }
    public int ModelVersion { get; internal set; }
    public int Registrations { get; internal set; }
    public long Compared { get; internal set; }
    public long Certain { get; internal set; }
    public long Possible { get; internal set; }
    public long Linked { get; internal set; }
    public long Held { get; internal set; }

    /// <summary>A node that works on it says so; another takes over once this is old.</summary>
    public DateTimeOffset BeatAt { get; internal set; } = startedAt;
    public DateTimeOffset? FinishedAt { get; internal set; }
}

internal sealed class MatchRunMap : IEntityTypeConfiguration<MatchRun>
{
    public void Configure(EntityTypeBuilder<MatchRun> map)
    {
        map.ToTable("patient_match_run").NotAudited();
        map.Property(run => run.StartedBy).HasMaxLength(80);
    }
}
