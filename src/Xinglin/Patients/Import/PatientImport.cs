using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.Import;

public enum ImportState { Previewed, Confirmed, Finished }

public enum RowOutcome { New, Known, Faulty, Imported }

/// <param name="Messages">Faults of a faulty row; warnings of another; where a known one is registered.</param>
public sealed record ImportedRow(int Line, IReadOnlyList<string> Cells, RowOutcome Outcome, IReadOnlyList<string> Messages, Guid? PatientId = null);

/// <summary>
/// One file of existing patients on its way into an institution's register: how far it is, so that it goes on where it stopped, and what
/// came of it. The rows of an uploaded file lie sealed in <see cref="PatientImportPart"/>; a command reads its file itself.
/// </summary>
public sealed class PatientImport : Aggregate
{
    public static readonly TimeSpan PreviewLifetime = TimeSpan.FromHours(2);

    public PatientImport(Guid id, Guid organizationId, Guid? ownerId, string ownerName, string fileName, string fileHash, DateTimeOffset createdAt)
    {
        Id = id;
        (OrganizationId, OwnerId, OwnerName, FileName, FileHash, CreatedAt) = (organizationId, ownerId, ownerName, fileName, fileHash, createdAt);
    }

    public Guid OrganizationId { get; private set; }
    public Guid? OwnerId { get; private set; }
    public string OwnerName { get; private set; }
    public string FileName { get; private set; }

    /// <summary>SHA-256 of the file: the same is not brought in twice.</summary>
    public string FileHash { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public ImportState State { get; internal set; }
    public bool WarningsConfirmed { get; internal set; }

    /// <summary>Rows; those gone through; of those new, known before, and faulty.</summary>
    public int Rows { get; internal set; }
    public int Done { get; internal set; }
    public int Imported { get; internal set; }
    public int Known { get; internal set; }
    public int Faulty { get; internal set; }

    /// <summary>New rows that carry a warning.</summary>
    public int Doubtful { get; internal set; }
    public DateTimeOffset? FinishedAt { get; internal set; }

    public bool IsOver(DateTimeOffset now) => State == ImportState.Previewed && now - CreatedAt > PreviewLifetime;
}

/// <summary>Some hundred rows of an uploaded file, sealed under the import's id, because they hold numbers and addresses.</summary>
public sealed class PatientImportPart(Guid importId, int part, string sealedRows)
{
    public Guid ImportId { get; private set; } = importId;
    public int Part { get; private set; } = part;

    /// <summary>JSON list of <see cref="ImportedRow"/>, sealed.</summary>
    public string SealedRows { get; internal set; } = sealedRows;
}

internal sealed class PatientImportMap : IEntityTypeConfiguration<PatientImport>
{
    public void Configure(EntityTypeBuilder<PatientImport> map)
    {
        map.ToTable("patient_import").NotAudited();
        map.Property(import => import.OwnerName).HasMaxLength(80);
        map.Property(import => import.FileName).HasMaxLength(200);
        map.Property(import => import.FileHash).HasMaxLength(64);
        map.HasIndex(import => new { import.OrganizationId, import.CreatedAt });
        map.HasIndex(import => import.State);
    }
}

internal sealed class PatientImportPartMap : IEntityTypeConfiguration<PatientImportPart>
{
    public void Configure(EntityTypeBuilder<PatientImportPart> map)
    {
        map.ToTable("patient_import_part").NotAudited();
        map.HasKey(part => new { part.ImportId, part.Part });
        map.Property(part => part.Part).ValueGeneratedNever();
        map.HasOne<PatientImport>().WithMany().HasForeignKey(part => part.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
