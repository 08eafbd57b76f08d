using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Platform.Tables;

namespace Xinglin.Patients.Import;

/// <summary>
/// Existing patient files in: an uploaded file is read and judged first and imported only when a person confirms what was shown; then the
/// program works through it by itself, batch by batch, and goes on after a stop where it was.
/// </summary>
internal sealed class PatientImportDesk(XinglinDb db, PatientImporter importer, DataKey key, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public static AuditSubject Subject(PatientImport import) => new("patient-import", import.Id, import.FileName);

    /// <summary>Reads and judges a file. Nothing is registered.</summary>
    /// <exception cref="Refused">The file is no table, too large, or lacks a column.</exception>
    public async Task<Guid> Preview(Stream file, string fileName, CancellationToken ct = default)
    {
        user.MustRegister("导入患者");
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        file.Position = 0;
        var table = Table.Read(file, fileName);
        var places = TableColumns.Places(PatientSheet.Columns, table.Headings);
        var now = time.Now();
        var import = new PatientImport(Guid.CreateVersion7(now), user.Organization, user.UserId, user.Name, fileName.Length > 200 ? fileName[..200] : fileName, hash, now) { Rows = table.Rows.Count };
        await db.Set<PatientImport>().Where(one => one.State == ImportState.Previewed && one.CreatedAt < now - PatientImport.PreviewLifetime).ExecuteDeleteAsync(ct);
        db.Add(import);
        var seen = new Dictionary<string, int>();
        foreach (var (part, rows) in table.Rows.Chunk(PatientImporter.Batch).Index())
        {
            var arranged = rows.Select(row => row.Arrange(places)).ToList();
            db.Add(new PatientImportPart(import.Id, part, Seal(import.Id, await Judge(import, arranged, seen, ct))));
        }

        audit.Record("patient.import-previewed", Subject(import), $"{import.Rows} 行");
        await db.SaveChangesAsync(ct);
        return import.Id;
    }

    /// <summary>The person's own, as long as it lasts.</summary>
    public async Task<PatientImport> Find(Guid id, CancellationToken ct = default)
    {
        var import = await db.Set<PatientImport>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.OwnerId == user.UserId && one.OrganizationId == user.OrganizationId, ct);
        return import is not null && !import.IsOver(time.Now()) ? import : throw Refused.NotFound("这次导入，它可能已超过两小时而失效");
    }

    public async Task<IReadOnlyList<ImportedRow>> Rows(PatientImport import, int part, CancellationToken ct = default) =>
        await db.Set<PatientImportPart>().AsNoTracking().FirstOrDefaultAsync(one => one.ImportId == import.Id && one.Part == part, ct) is { } found ? Open(import.Id, found.SealedRows) : [];

    /// <summary>Lets the program begin.</summary>
    public async Task Confirm(Guid id, bool warningsConfirmed, CancellationToken ct = default)
    {
        user.MustRegister("导入患者");
        _ = await Find(id, ct);
        var import = await db.Set<PatientImport>().FirstAsync(one => one.Id == id, ct);
        if (import.State != ImportState.Previewed) throw new Refused(RefusalKind.Conflict, "import.confirmed-before", "这次导入已经确认，没有重复导入。");
        if (import.Rows == import.Known + import.Faulty) throw new Refused(RefusalKind.Invalid, "import.nothing", "没有可以导入的行。", "请改正文件后重新上传。");
        if (import.Doubtful > 0 && !warningsConfirmed)
            throw new Refused(RefusalKind.Invalid, "patient.confirm-warnings", "有些行带有警告。", "请与证照原件核对；确认无误时勾选「已核对，按此登记」。");
        (import.State, import.WarningsConfirmed, import.Known, import.Faulty) = (ImportState.Confirmed, warningsConfirmed, 0, 0);
        audit.Record("patient.import-confirmed", Subject(import), $"{import.Rows} 行");
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Registers the next rows of a confirmed import.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> Next(Guid id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var import = await Hold(id, ct);
        var part = await db.Set<PatientImportPart>().FirstOrDefaultAsync(one => one.ImportId == id && one.Part == import.Done / PatientImporter.Batch, ct);
        if (import.State != ImportState.Confirmed) return false;
        if (part is null || import.Done >= import.Rows)
        {
            await Finish(import, ct);
            await transaction.CommitAsync(ct);
            return false;
        }

        var rows = Open(id, part.SealedRows).ToList();
        var outcome = await Register(import, [.. rows.Where(row => row.Outcome == RowOutcome.New).Select(row => PatientSheet.Judge(new(row.Line, row.Cells, []), time.Today()))], ct);
        part.SealedRows = Seal(id, [.. rows.Select(row => outcome.TryGetValue(row.Line, out var now) ? row with { Outcome = now.Outcome, Messages = now.Messages ?? row.Messages, PatientId = now.Patient } : row)]);
        import.Known += rows.Count(row => row.Outcome == RowOutcome.Known);
        import.Faulty += rows.Count(row => row.Outcome == RowOutcome.Faulty);
        import.Done += rows.Count;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Joins the open transaction: registers what is sound and new, and counts.</summary>
    internal async Task<Dictionary<int, (RowOutcome Outcome, IReadOnlyList<string>? Messages, Guid? Patient)>> Register(PatientImport import, IReadOnlyList<JudgedRow> rows, CancellationToken ct)
    {
        var outcome = new Dictionary<int, (RowOutcome, IReadOnlyList<string>?, Guid?)>();
        var known = await importer.Known(import.OrganizationId, rows, ct);
        var documents = new HashSet<string>();
        List<JudgedRow> sound = [];
        foreach (var row in rows)
        {
            if (row.Faults.Count > 0 || (row.Warnings.Count > 0 && !import.WarningsConfirmed)) outcome[row.Line] = (RowOutcome.Faulty, [.. row.Faults, .. row.Warnings], null);
            else if (known.TryGetValue(row, out var patient)) outcome[row.Line] = (RowOutcome.Known, [$"已登记为患者 {patient.Number}"], patient.Id);
            else if (row.Facts.DocumentNumber is { } number && !documents.Add(number)) outcome[row.Line] = (RowOutcome.Faulty, ["证件号码与前面的行重复"], null);
            else sound.Add(row);
        }

        foreach (var (row, patient) in sound.Zip(await importer.Add(import, sound, ct))) outcome[row.Line] = (RowOutcome.Imported, null, patient.Id);
        import.Imported += sound.Count;
        import.Known += outcome.Values.Count(one => one.Item1 == RowOutcome.Known);
        import.Faulty += outcome.Values.Count(one => one.Item1 == RowOutcome.Faulty);
        return outcome;
    }

    /// <summary>The import to oneself until the transaction ends. SQLite has one writer anyway.</summary>
    internal async Task<PatientImport> Hold(Guid id, CancellationToken ct)
    {
        if (db is PostgresXinglinDb) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM patient_import WHERE id = {id} FOR UPDATE", ct);
        return await db.Set<PatientImport>().FirstAsync(one => one.Id == id, ct);
    }

    internal async Task Finish(PatientImport import, CancellationToken ct)
    {
        (import.State, import.FinishedAt) = (ImportState.Finished, time.Now());
        audit.Record("patient.imported", Subject(import), $"新登记 {import.Imported}，已有 {import.Known}，未导入 {import.Faulty}");
        await db.SaveChangesAsync(ct);
    }

    private async Task<List<ImportedRow>> Judge(PatientImport import, List<TableRow> rows, Dictionary<string, int> seen, CancellationToken ct)
    {
        var judged = rows.Select(row => PatientSheet.Judge(row, time.Today())).ToList();
        var known = await importer.Known(import.OrganizationId, [.. judged.Where(row => row.Faults.Count == 0)], ct);
        List<ImportedRow> shown = [];
        foreach (var (row, one) in rows.Zip(judged))
        {
            IReadOnlyList<string> faults = one.Faults;
            if (one.Facts.DocumentNumber is { } number && !seen.TryAdd(number, row.Line)) faults = [.. faults, $"证件号码与第{seen[number]}行重复"];
            shown.Add(faults.Count > 0 ? new(row.Line, row.Cells, RowOutcome.Faulty, faults)
                : known.TryGetValue(one, out var patient) ? new(row.Line, row.Cells, RowOutcome.Known, [$"已登记为患者 {patient.Number}"], patient.Id)
                : new(row.Line, row.Cells, RowOutcome.New, one.Warnings));
        }

        import.Faulty += shown.Count(row => row.Outcome == RowOutcome.Faulty);
        import.Known += shown.Count(row => row.Outcome == RowOutcome.Known);
        import.Doubtful += shown.Count(row => row is { Outcome: RowOutcome.New, Messages.Count: > 0 });
        return shown;
    }

    private string Seal(Guid import, IReadOnlyList<ImportedRow> rows) => key.Seal(import, JsonColumn.Write(rows));

    private List<ImportedRow> Open(Guid import, string text) => JsonColumn.Read<List<ImportedRow>>(key.Open(import, text));
}
