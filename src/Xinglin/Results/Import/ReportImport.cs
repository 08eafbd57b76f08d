using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Platform.Tables;
using Xinglin.Results.Contract;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Import;

/// <summary>What was read from a file, sealed, kept until its owner confirms it or it expires, so that exactly what was shown is taken.</summary>
public sealed class ReportImport : Aggregate
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private ReportImport() { }

    internal ReportImport(Guid id, string fileName, Guid ownerId, Guid organizationId, string rows, DateTimeOffset at)
    {
        Id = id;
        (FileName, OwnerId, OrganizationId, Rows, ExpiresAt) = (fileName.Length > 200 ? fileName[..200] : fileName, ownerId, organizationId, rows, at + Lifetime);
    }

    public string FileName { get; private init; } = "";
    public Guid OwnerId { get; private init; }
    public Guid OrganizationId { get; private init; }

    /// <summary>JSON of the reports, sealed.</summary>
    public string Rows { get; private set; } = "";
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? ConfirmedAt { get; private set; }

    internal void Confirm(string rows, DateTimeOffset at) => (Rows, ConfirmedAt) = (rows, at);
}

internal sealed class ReportImportMap : IEntityTypeConfiguration<ReportImport>
{
    public void Configure(EntityTypeBuilder<ReportImport> map)
    {
        map.ToTable("result_import");
        map.Property(import => import.FileName).HasMaxLength(200);
        map.Property(import => import.Rows).KeptSecret();
        map.HasIndex(import => import.ExpiresAt);
    }
}

/// <summary>A report of the preview, and after confirming what became of it.</summary>
/// <param name="Outcome">Null before confirming.</param>
public sealed record ImportedReport(SheetReport Sheet, string? Outcome = null, bool Taken = false);

/// <summary>
/// Tables in: read and judged first, taken when a person confirms what was shown. Each report then goes through the intake desk by itself;
/// what the desk refuses is named, and confirming again does no harm, because intake knows what it has.
/// </summary>
public sealed class ReportImportDesk(XinglinDb db, DataKey key, IntakeDesk intake, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public async Task<Guid> Preview(Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("导入报告", IntakeDesk.SenderRoles.Split(','));
        var now = time.Now();
        var reports = ReportSheet.Read(Table.Read(file, fileName), now).Select(sheet => new ImportedReport(sheet)).ToList();
        await db.Set<ReportImport>().Where(import => import.ExpiresAt < now).ExecuteDeleteAsync(ct);
        var id = Guid.CreateVersion7(now);
        db.Add(new ReportImport(id, fileName, user.UserId!.Value, user.Organization, key.Seal(id, JsonColumn.Write(reports)), now));
        audit.Record("result.import-previewed", new AuditSubject("result-import", id, fileName), $"{reports.Count} 份报告");
        await db.SaveChangesAsync(ct);
        return id;
    }

    /// <summary>The person's own preview.</summary>
    public async Task<(ReportImport Import, IReadOnlyList<ImportedReport> Reports)> Read(Guid id, CancellationToken ct = default)
    {
        var import = await db.Set<ReportImport>().FirstOrDefaultAsync(each => each.Id == id && each.OwnerId == user.UserId && each.OrganizationId == user.OrganizationId, ct);
        if (import is null || import.ExpiresAt < time.Now()) throw Refused.NotFound("这次导入，它可能已超过两小时而失效");
        return (import, JsonColumn.Read<List<ImportedReport>>(key.Open(import.Id, import.Rows)));
    }

    /// <returns>How many reports were taken or had been taken before.</returns>
    public async Task<int> Confirm(Guid id, CancellationToken ct = default)
    {
        var (import, reports) = await Read(id, ct);
        if (import.ConfirmedAt is { } before) throw new Refused(RefusalKind.Conflict, "import.confirmed-before", $"这次导入已于 {ChinaTime.Show(before)} 完成。");
        var outcomes = new List<ImportedReport>();
        foreach (var report in reports)
        {
            if (report.Sheet.Faults.Count > 0)
            {
                outcomes.Add(report with { Outcome = "有错，没有导入" });
                continue;
            }

            try
            {
                var receipt = await intake.Receive(report.Sheet.Report, ct);
                outcomes.Add(report with { Taken = true, Outcome = receipt.Known ? "此前已接收，没有变化" : receipt.Unmapped.Count > 0 ? $"已接收，{receipt.Unmapped.Count} 项没有对照" : "已接收" });
            }
            catch (Refused refused)
            {
                outcomes.Add(report with { Outcome = $"没有接收：{refused.Message}" });
            }
        }

        db.ChangeTracker.Clear();
        var (stored, _) = await Read(id, ct);
        stored.Confirm(key.Seal(id, JsonColumn.Write(outcomes)), time.Now());
        var taken = outcomes.Count(outcome => outcome.Taken);
        audit.Record("result.imported", new AuditSubject("result-import", id, import.FileName), $"接收 {taken} 份，未接收 {outcomes.Count - taken} 份");
        await db.SaveChangesAsync(ct);
        return taken;
    }
}
