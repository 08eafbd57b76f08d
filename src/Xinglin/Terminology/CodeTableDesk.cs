using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Tables;
using Xinglin.Terminology.Contract;

namespace Xinglin.Terminology;

/// <param name="Added">Codes that the table in use does not have.</param>
/// <param name="Renamed">Codes with another name there.</param>
/// <param name="Gone">Codes that only the table in use has.</param>
public sealed record CodeTableDifference(int Added, int Renamed, int Gone);

/// <summary>Full code tables: imported as a draft, looked at, then put to use for everyone. Nothing that was written before changes.</summary>
public sealed class CodeTableDesk(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const int MostEntries = 200_000;
    private const int Batch = 2000, FaultsShown = 20;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<CodeTable>> All(CancellationToken ct = default) =>
        await db.Set<CodeTable>().AsNoTracking().OrderBy(table => table.System).ThenByDescending(table => table.ImportedAt).ToListAsync(ct);

    public async Task<CodeTable> Read(Guid id, CancellationToken ct = default) =>
        await db.Set<CodeTable>().AsNoTracking().FirstOrDefaultAsync(table => table.Id == id, ct) ?? throw Refused.NotFound("这张编码表");

    /// <summary>Reads a CSV or xlsx with the columns 编码 and 名称 into a draft; nobody is offered it yet.</summary>
    /// <param name="progress">Lines written so far.</param>
    /// <exception cref="Refused">It is no table, or lines of it are wrong: then nothing is imported and the first of them are named.</exception>
    public async Task<CodeTable> Import(string system, string label, Stream file, string fileName, IProgress<(int Done, int Total)>? progress = null, CancellationToken ct = default)
    {
        MustManage();
        if (CodeSystems.Find(system) is null)
            throw new Refused(RefusalKind.Invalid, "terminology.system", $"没有“{system}”这种编码表。", $"可用：{string.Join("、", CodeSystems.All.Select(each => $"{each.Id}（{each.Name}）"))}。");
        if (string.IsNullOrWhiteSpace(label) || label.Trim().Length > CodeTable.LabelLength)
            throw new Refused(RefusalKind.Invalid, "terminology.label", $"请写明是哪个版本，不超过 {CodeTable.LabelLength} 字。");
        var lines = Lines(Table.Read(file, fileName, MostEntries));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var table = new CodeTable(system, label.Trim(), lines.Count, user.Name, time.Now());
        db.Add(table);
        audit.Record("code-table.imported", table.Subject, $"{lines.Count} 条，文件 {fileName}");
        await db.SaveChangesAsync(ct);
        for (var from = 0; from < lines.Count; from += Batch)
        {
            var batch = lines.Skip(from).Take(Batch).Select(line => new CodeEntry(table.Id, line.Code, line.Name, Pinyin.Initials(line.Name))).ToList();
            db.AddRange(batch);
            await db.SaveChangesAsync(ct);
            foreach (var entry in batch) db.Entry(entry).State = EntityState.Detached;
            progress?.Report((Math.Min(from + Batch, lines.Count), lines.Count));
        }

        await transaction.CommitAsync(ct);
        return table;
    }

    /// <summary>What putting the draft to use would change; null where no imported table is in use.</summary>
    public async Task<CodeTableDifference?> Difference(CodeTable draft, CancellationToken ct = default)
    {
        var system = draft.System;
        if (await db.Set<CodeTable>().Where(table => table.System == system && table.State == CodeTableState.InUse).Select(table => (Guid?)table.Id).FirstOrDefaultAsync(ct) is not { } used) return null;
        var (mine, theirs) = (Entries(draft.Id), Entries(used));
        return new(
            await mine.CountAsync(entry => !theirs.Any(other => other.Code == entry.Code), ct),
            await mine.CountAsync(entry => theirs.Any(other => other.Code == entry.Code && other.Name != entry.Name), ct),
            await theirs.CountAsync(entry => !mine.Any(other => other.Code == entry.Code), ct));
    }

    /// <summary>From now on people choose from this one.</summary>
    public async Task Use(Guid id, int? seen, CancellationToken ct = default)
    {
        MustManage();
        var table = await Draft(id, seen, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = await db.Set<CodeTable>().FirstOrDefaultAsync(each => each.System == table.System && each.State == CodeTableState.InUse, ct);
        before?.Replace();
        audit.Record("code-table.used", table.Subject, before is null ? "替换内置编码表" : $"替换 {before.Label}");
        // The one before goes first: at no moment are two in use.
        await db.SaveChangesAsync(ct);
        table.Use(time.Now());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Throws a draft away; it was offered to nobody.</summary>
    public async Task Discard(Guid id, int? seen, CancellationToken ct = default)
    {
        MustManage();
        var table = await Draft(id, seen, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await Entries(id).ExecuteDeleteAsync(ct);
        db.Remove(table);
        audit.Record("code-table.discarded", table.Subject);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private IQueryable<CodeEntry> Entries(Guid table) => db.Set<CodeEntry>().Where(entry => entry.TableId == table);

    private async Task<CodeTable> Draft(Guid id, int? seen, CancellationToken ct)
    {
        var table = await db.Set<CodeTable>().FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这张编码表");
        table.MustBeAt(seen, "这张编码表");
        return table.State == CodeTableState.Draft ? table : throw new Refused(RefusalKind.Conflict, "terminology.not-draft", $"这张编码表{table.State.Show()}，不能再启用或删除。", "需要换用时请重新导入。");
    }

    private static List<(string Code, string Name)> Lines(Table table)
    {
        var (code, name) = (Column(table, "编码", "代码", "疾病编码", "code"), Column(table, "名称", "诊断名称", "疾病名称", "name"));
        var (lines, faults, seen) = (new List<(string, string)>(table.Rows.Count), new List<string>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var row in table.Rows)
        {
            string Cell(int column) => column < row.Cells.Count ? row.Cells[column].Trim() : "";
            var (number, words) = (Cell(code), Cell(name));
            if (row.Faults.Count > 0) faults.Add($"第{row.Line}行：{row.Faults[0]}");
            else if (number.Length is 0 or > CodeEntry.CodeLength) faults.Add($"第{row.Line}行：编码为空或超过 {CodeEntry.CodeLength} 个字符");
            else if (words.Length is 0 or > CodeEntry.NameLength) faults.Add($"第{row.Line}行：名称为空或超过 {CodeEntry.NameLength} 字");
            else if (!seen.Add(number)) faults.Add($"第{row.Line}行：编码 {number} 重复");
            else lines.Add((number, words));
        }

        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "terminology.lines", $"{faults.Count} 行有错，没有导入任何内容：{string.Join("；", faults.Take(FaultsShown))}{(faults.Count > FaultsShown ? "……" : "")}。", "请改正文件后重新上传。");
        return lines;
    }

    private static int Column(Table table, params string[] names)
    {
        var place = table.Headings.ToList().FindIndex(heading => names.Contains(heading, StringComparer.OrdinalIgnoreCase));
        return place >= 0 ? place
            : throw new Refused(RefusalKind.Invalid, "terminology.column", $"表头里没有“{names[0]}”这一列。", $"第一行应是表头，至少有“编码”和“名称”两列；本文件的表头：{string.Join("、", table.Headings)}。");
    }

    private void MustManage()
    {
        if (!user.IsProgram) user.Require("管理编码表", Role.SystemAdministrator, Role.MedicalAffairs);
    }
}
