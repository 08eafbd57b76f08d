using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Recognition;

/// <summary>That a doctor asked what stands, and what he was shown: the answer, sealed as it stood at that moment.</summary>
public sealed class OrderCheck(Guid patientId, Guid id, Guid organizationId, Guid doctorId, string doctor, DateTimeOffset at, string answer)
{
    public Guid PatientId { get; private set; } = patientId;
    public Guid Id { get; private set; } = id;
    public Guid OrganizationId { get; private set; } = organizationId;
    public Guid DoctorId { get; private set; } = doctorId;
    public string Doctor { get; private set; } = doctor;
    public DateTimeOffset At { get; private set; } = at;

    /// <summary>JSON of the answer, sealed.</summary>
    public string Answer { get; private set; } = answer;
}

public enum OrderOutcomeKind
{
    /// <summary>A result that stood was relied on.</summary>
    Recognised,

    /// <summary>A result stood, and the examination is done again.</summary>
    Repeated,

    /// <summary>A result did not stand, and the doctor relied on it by own judgement. It is in no rate.</summary>
    Relied
}

public static class OrderOutcomeWords
{
    public static string Show(this OrderOutcomeKind outcome) => outcome switch
    {
        OrderOutcomeKind.Recognised => "互认",
        OrderOutcomeKind.Repeated => "重复检查",
        _ => "凭判断采用"
    };

    public static string Tone(this OrderOutcomeKind outcome) => outcome switch
    {
        OrderOutcomeKind.Recognised => "green",
        OrderOutcomeKind.Repeated => "yellow",
        _ => "blue"
    };

    public static string Show(this ToldSide side) => side switch
    {
        ToldSide.Patient => "本人",
        ToldSide.Family => "家属",
        _ => "监护人"
    };
}

/// <summary>
/// What a doctor decided over one item for which there was a result. It holds codes and amounts, never a value; the words of a reason are
/// sealed. It is never changed.
/// </summary>
public sealed class OrderDecision
{
    public required Guid PatientId { get; init; }
    public required Guid Id { get; init; }
    public required Guid CheckId { get; init; }
    public required Guid OrganizationId { get; init; }
    public required string Organization { get; init; }
    public required Guid DoctorId { get; init; }
    public required string Doctor { get; init; }
    public required string ItemCode { get; init; }
    public required string Panel { get; init; }
    public required OrderOutcomeKind Outcome { get; init; }

    /// <summary>Why it is repeated: a code of <see cref="RepeatReasons"/>.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Sealed.</summary>
    public string? Words { get; init; }

    /// <summary>Whether the patient or family was told why it is repeated.</summary>
    public bool Told { get; init; }

    /// <summary>Who was told, at the moment of the decision and by its doctor; null where nobody said who.</summary>
    public ToldSide? ToldWhom { get; init; }

    /// <summary>The report that was decided over, under its own patient key.</summary>
    public required Guid ReportPatientId { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid MakerId { get; init; }
    public required string Maker { get; init; }

    /// <summary>The clause that carried it; null where a mark or the own institution did.</summary>
    public Guid? ClauseId { get; init; }
    public string? Basis { get; init; }

    /// <summary>What a repetition would have cost by the list of the institution that ordered, in fen; null where it keeps no price. a panel's price stands at one of its items.</summary>
    public long? SavedFen { get; init; }

    /// <summary>In yuan.</summary>
    public decimal? Saved => SavedFen / 100m;
    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Something that may make earlier results useless, as somebody recorded it.</summary>
public sealed class RecordedIntervention(Guid patientId, Guid id, InterventionKind kind, DateTimeOffset at, string? name, Guid organizationId, string by, DateTimeOffset recordedAt)
{
    public Guid PatientId { get; private set; } = patientId;
    public Guid Id { get; private set; } = id;
    public InterventionKind Kind { get; private set; } = kind;
    public DateTimeOffset At { get; private set; } = at;

    /// <summary>The drug or operation; sealed.</summary>
    public string? Name { get; private set; } = name;
    public Guid OrganizationId { get; private set; } = organizationId;
    public string By { get; private set; } = by;
    public DateTimeOffset RecordedAt { get; private set; } = recordedAt;

    /// <summary>It was recorded wrongly and counts no longer; null while it counts.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnBy { get; private set; }

    /// <summary>Sealed.</summary>
    public string? WithdrawnBecause { get; private set; }

    internal void Withdraw(string because, string by, DateTimeOffset at) => (WithdrawnBecause, WithdrawnBy, WithdrawnAt) = (because, by, at);
}

/// <summary>What an institution charges for an item or a panel from a day on, until the next price of the same.</summary>
public sealed class ItemPrice : Aggregate
{
    private ItemPrice() { }

    internal ItemPrice(Guid organizationId, string subject, decimal yuan, string source, DateOnly from, string by)
    {
        Id = Guid.CreateVersion7();
        (OrganizationId, Subject, From) = (organizationId, subject, from);
        Set(yuan, source, by);
    }

    public Guid OrganizationId { get; private init; }

    /// <summary>An item's code or a panel's name.</summary>
    public string Subject { get; private init; } = "";
    public decimal Yuan { get; private set; }
    public string Source { get; private set; } = "";
    public DateOnly From { get; private init; }
    public string By { get; private set; } = "";

    internal void Set(decimal yuan, string source, string by) => (Yuan, Source, By) = (yuan, source, by);
}

internal sealed class OrderMap :
    IEntityTypeConfiguration<OrderCheck>, IEntityTypeConfiguration<OrderDecision>, IEntityTypeConfiguration<RecordedIntervention>, IEntityTypeConfiguration<ItemPrice>
{
    public void Configure(EntityTypeBuilder<OrderCheck> map)
    {
        map.ToTable("result_order_check").NotAudited();
        map.HasKey(check => new { check.PatientId, check.Id });
        map.Property(check => check.Doctor).HasMaxLength(80);
    }

    public void Configure(EntityTypeBuilder<OrderDecision> map)
    {
        map.ToTable("result_decision");
        map.HasKey(decision => new { decision.PatientId, decision.Id });
        map.Property(decision => decision.Organization).HasMaxLength(120);
        map.Property(decision => decision.Doctor).HasMaxLength(80);
        map.Property(decision => decision.ItemCode).HasMaxLength(40);
        map.Property(decision => decision.Panel).HasMaxLength(40);
        map.Property(decision => decision.ReasonCode).HasMaxLength(8);
        map.Property(decision => decision.Words).KeptSecret();
        map.Property(decision => decision.Maker).HasMaxLength(120);
        map.Property(decision => decision.Basis).HasMaxLength(120);
        map.Ignore(decision => decision.Saved);
        map.HasIndex(decision => new { decision.PatientId, decision.CheckId, decision.ItemCode }).IsUnique();
        map.HasIndex(decision => new { decision.OrganizationId, decision.DecidedAt });
        map.HasIndex(decision => new { decision.ClauseId, decision.DecidedAt }).HasFilter("clause_id IS NOT NULL");
        map.HasIndex(decision => new { decision.ReportPatientId, decision.ReportId });
    }

    public void Configure(EntityTypeBuilder<RecordedIntervention> map)
    {
        map.ToTable("result_intervention");
        map.HasKey(intervention => new { intervention.PatientId, intervention.Id });
        map.Property(intervention => intervention.Name).KeptSecret();
        map.Property(intervention => intervention.By).HasMaxLength(80);
        map.Property(intervention => intervention.WithdrawnBy).HasMaxLength(80);
        map.Property(intervention => intervention.WithdrawnBecause).KeptSecret();
        map.HasIndex(intervention => new { intervention.PatientId, intervention.At });
    }

    public void Configure(EntityTypeBuilder<ItemPrice> map)
    {
        map.ToTable("result_price");
        map.Property(price => price.Subject).HasMaxLength(40);
        map.Property(price => price.Yuan).HasPrecision(10, 2);
        map.Property(price => price.Source).HasMaxLength(120);
        map.Property(price => price.From).HasColumnName("valid_from");
        map.Property(price => price.By).HasMaxLength(80);
        map.HasIndex(price => new { price.OrganizationId, price.Subject, price.From }).IsUnique();
    }
}
