using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xinglin.Agreements.Duties;

public enum DutyFactKind
{
    /// <summary>A person vouches that the duty was kept; shown as 「人工登记」.</summary>
    Evidence,

    /// <summary>Takes evidence back.</summary>
    Withdrawal,

    /// <summary>One to whom it is owed lets the bearer off for a time.</summary>
    Waiver,

    /// <summary>Takes a waiver back.</summary>
    Revocation
}

/// <summary>
/// One line of the log from which the state of duties is computed. It is only ever added to: what turns out wrong is taken back by
/// another line that is <see cref="About"/> it, so that every past moment can be told again.
/// </summary>
public sealed class DutyFact
{
    public Guid Id { get; init; }
    public DutyFactKind Kind { get; init; }

    /// <summary>The clause of the version under which it was recorded.</summary>
    public Guid ClauseId { get; init; }

    /// <summary>The organisation that owes the duty.</summary>
    public Guid BearerId { get; init; }

    /// <summary>The occurrence that evidence is for; null with a standing duty.</summary>
    public string? Period { get; init; }

    /// <summary>When evidence happened; the first day of a waiver.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The last day of a waiver.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What was done, in a line.</summary>
    public string? Title { get; init; }

    /// <summary>A note to evidence; the reason of everything else.</summary>
    public string? Note { get; init; }
    public Guid? FileId { get; init; }

    /// <summary>How much of what the clause counts evidence stands for; null for one.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The line that this one takes back.</summary>
    public Guid? About { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
    public string By { get; init; } = "";
    public Guid OrganizationId { get; init; }
    public string Organization { get; init; } = "";
}

internal sealed class DutyFactMap : IEntityTypeConfiguration<DutyFact>
{
    public void Configure(EntityTypeBuilder<DutyFact> map)
    {
        map.ToTable("agreement_duty_fact");
        map.Property(fact => fact.Id).ValueGeneratedNever();
        map.Property(fact => fact.Period).HasMaxLength(10);
        map.Property(fact => fact.Title).HasMaxLength(200);
        map.Property(fact => fact.Note).HasMaxLength(1000);
        map.Property(fact => fact.By).HasMaxLength(80);
        map.Property(fact => fact.Organization).HasMaxLength(120);
        map.HasOne<Clause>().WithMany().HasForeignKey(fact => fact.ClauseId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<DutyFact>().WithMany().HasForeignKey(fact => fact.About).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(fact => new { fact.ClauseId, fact.BearerId });
        map.HasIndex(fact => fact.About).IsUnique();
    }
}
