using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xinglin.Agreements.Duties;

/// <summary>
/// That a statement was issued: the question and the hash of the answer. The answer itself is computed again from the log whenever
/// it is opened and compared with the hash.
/// </summary>
public sealed class IssuedStatement
{
    public Guid Id { get; init; }
    public Guid AgreementId { get; init; }
    public Guid LineageId { get; init; }

    /// <summary>Counts within the lineage.</summary>
    public int Sequence { get; init; }

    /// <summary>「XL-2026-0003-LY01」</summary>
    public string Number { get; init; } = "";
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public DateTimeOffset AsOf { get; init; }
    public string Sha256 { get; init; } = "";

    /// <summary>The form of <see cref="FulfilmentCsv"/> that the hash is of.</summary>
    public int Form { get; init; } = FulfilmentCsv.Form;

    /// <summary>The versions to which this house is a party are what it tells of.</summary>
    public Guid OrganizationId { get; init; }
    public string Organization { get; init; } = "";
    public string By { get; init; } = "";
}

internal sealed class IssuedStatementMap : IEntityTypeConfiguration<IssuedStatement>
{
    public void Configure(EntityTypeBuilder<IssuedStatement> map)
    {
        map.ToTable("agreement_statement");
        map.Property(statement => statement.Id).ValueGeneratedNever();
        map.Property(statement => statement.Number).HasMaxLength(40);
        map.Property(statement => statement.Sha256).HasMaxLength(64);
        map.Property(statement => statement.Organization).HasMaxLength(120);
        map.Property(statement => statement.By).HasMaxLength(80);
        map.HasOne<Agreement>().WithMany().HasForeignKey(statement => statement.AgreementId).OnDelete(DeleteBehavior.Restrict);
        map.HasIndex(statement => new { statement.LineageId, statement.Sequence }).IsUnique();
    }
}
