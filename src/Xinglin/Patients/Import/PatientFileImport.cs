using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Tables;

namespace Xinglin.Patients.Import;

/// <param name="Lines">Of the file; about as many as rows.</param>
internal sealed record FileProgress(long Done, long Lines);

/// <summary>A file of any length, read row by row by the command. Run again on the same file it goes on where it stopped.</summary>
internal sealed class PatientFileImport(XinglinDb db, PatientImportDesk desk, IDirectory directory, CurrentUser user, TimeProvider time)
{
    /// <param name="report">Told each row that was not newly registered, with the reasons; numbers and names stay out of it.</param>
    /// <exception cref="Refused">No such organisation, no table, or the file was brought in before.</exception>
    public async Task<PatientImport> Run(FileInfo file, string organization, bool warningsConfirmed, Action<int, RowOutcome, string> report, IProgress<FileProgress>? progress, CancellationToken ct)
    {
        var house = await directory.FindByName(organization.Trim(), ct)
            ?? throw new Refused(RefusalKind.NotFound, "import.organization-unknown", $"没有名为「{organization}」的机构。", "请写登记的全称。");
        var csv = CsvFile.Open(file.FullName);
        var import = await Begin(file, house.Id, warningsConfirmed, ct);
        int?[]? places = null;
        var done = 0;
        foreach (var batch in csv.Rows().Chunk(PatientImporter.Batch))
        {
            IEnumerable<TableRow> rows = batch;
            if (places is null)
            {
                places = TableColumns.Places(PatientSheet.Columns, [.. batch[0].Cells.Select(heading => heading.Trim().TrimEnd('*', '＊'))]);
                rows = batch.Skip(1);
            }

            var arranged = rows.Select(row => row.Arrange(places)).ToList();
            done += arranged.Count;
            if (done > import.Done) await Register(import.Id, arranged, done, report, ct);
            progress?.Report(new(Math.Min(done, csv.Lines), csv.Lines));
        }

        db.ChangeTracker.Clear();
        var whole = await db.Set<PatientImport>().FirstAsync(one => one.Id == import.Id, ct);
        await desk.Finish(whole, ct);
        return whole;
    }

    private async Task<PatientImport> Begin(FileInfo file, Guid organization, bool warningsConfirmed, CancellationToken ct)
    {
        await using var content = file.OpenRead();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        var before = await db.Set<PatientImport>().FirstOrDefaultAsync(one => one.OrganizationId == organization && one.FileHash == hash && one.OwnerId == null, ct);
        if (before is { FinishedAt: { } at }) throw new Refused(RefusalKind.Conflict, "import.file-before", $"这个文件已于 {ChinaTime.Show(at)} 导入，没有重复导入。");
        if (before is null) db.Add(before = new PatientImport(Guid.CreateVersion7(time.Now()), organization, null, user.Name, file.Name, hash, time.Now()) { State = ImportState.Confirmed });
        before.WarningsConfirmed = warningsConfirmed;
        await db.SaveChangesAsync(ct);
        return before;
    }

    private async Task Register(Guid id, List<TableRow> rows, int done, Action<int, RowOutcome, string> report, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var import = await desk.Hold(id, ct);
        if (done <= import.Done) return;
        var judged = rows.Select(row => PatientSheet.Judge(row, time.Today())).ToList();
        var outcome = await desk.Register(import, judged, ct);
        (import.Done, import.Rows) = (done, done);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var (line, (what, messages, _)) in outcome.OrderBy(one => one.Key))
            if (what != RowOutcome.Imported) report(line, what, string.Join("；", messages ?? []));
    }
}
