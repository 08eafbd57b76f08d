using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Items;

/// <summary>A row of an item table as it would be taken.</summary>
public sealed record ItemRowPreview(int Line, string Code, string Name, bool Known, bool Same, IReadOnlyList<string> Faults);

/// <summary>Takes item tables in. The list is one for the installation: the national list in use, as the consortium keeps it.</summary>
public sealed class ItemDesk(XinglinDb db, ItemDictionary dictionary, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.ConsortiumOffice}";

    /// <summary>Reads and judges; nothing is kept.</summary>
    /// <exception cref="Refused">The file is no table or lacks a column.</exception>
    public async Task<IReadOnlyList<ItemRowPreview>> Preview(Stream file, string fileName, CancellationToken ct = default) =>
        [.. (await Read(file, fileName, ct)).Select(row => row.Row)];

    /// <summary>Takes the whole table or, where a row has a fault, nothing of it.</summary>
    /// <returns>How many items were added or changed.</returns>
    public async Task<int> Import(Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("导入项目目录", Keepers.Split(','));
        var rows = await Read(file, fileName, ct);
        var faults = rows.Where(row => row.Row.Faults.Count > 0).ToList();
        if (faults.Count > 0)
            throw new Refused(RefusalKind.Invalid, "result.item-faults", $"有 {faults.Count} 行不能导入，全部没有导入：{string.Join("；", faults.Take(5).Select(row => $"第{row.Row.Line}行 {string.Join("，", row.Row.Faults)}"))}。", "请按预览中的提示改正后重新上传。");
        var changed = rows.Where(row => !row.Row.Same).Select(row => row.Item).ToList();
        var codes = changed.Select(item => item.Code).ToArray();
        var entries = await db.Set<ItemEntry>().Where(entry => codes.Contains(entry.Code)).ToDictionaryAsync(entry => entry.Code, ct);
        foreach (var item in changed)
            if (entries.TryGetValue(item.Code, out var entry)) entry.Describe(item, user.Name, time.Now());
            else db.Add(new ItemEntry(item, user.Name, time.Now()));
        var before = await dictionary.Items(ct);
        audit.Record("result.items-imported", new AuditSubject("result-item", null, fileName), $"新增或更改 {changed.Count} 项");
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await db.SaveChangesAsync(ct);
        dictionary.Forget();
        await Conceal(changed, before, ct);
        await transaction.CommitAsync(ct);
        return changed.Count;
    }

    /// <summary>What came in before follows the level of its item; what has no meaning yet and is called like one that is secret now becomes so too.</summary>
    private async Task Conceal(IReadOnlyList<Item> changed, ItemSet before, CancellationToken ct)
    {
        foreach (var item in changed.Where(item => item.IsSecret != (before.Find(item.Code)?.IsSecret ?? false)))
            await db.Set<ReportValue>().Where(value => value.ItemCode == item.Code).ExecuteUpdateAsync(set => set.SetProperty(value => value.Secret, item.IsSecret), ct);
        if (!changed.Any(item => item.IsSecret)) return;
        var items = await dictionary.Items(ct);
        var unmapped = await db.Set<ReportValue>().Where(value => value.ItemCode == null && !value.Secret).Select(value => new { value.OrganizationId, value.LocalCode, value.LocalName }).Distinct().ToListAsync(ct);
        foreach (var code in unmapped.Where(code => items.SoundsSecret(code.LocalCode, code.LocalName)))
            await db.Set<ReportValue>().Where(value => value.OrganizationId == code.OrganizationId && value.ItemCode == null && value.LocalCode == code.LocalCode && value.LocalName == code.LocalName)
                .ExecuteUpdateAsync(set => set.SetProperty(value => value.Secret, true), ct);
    }

    private async Task<List<(ItemRowPreview Row, Item Item)>> Read(Stream file, string fileName, CancellationToken ct)
    {
        var items = await dictionary.Items(ct);
        var table = Table.Read(file, fileName);
        var places = Columns.Places(table, ItemRow.Columns);
        var seen = new Dictionary<string, int>();
        return [.. table.Rows.Select(row =>
        {
            var check = new Check("result.item");
            var item = ItemRow.Read(heading => Columns.Cell(row, places, heading), check);
            List<string> faults = [.. row.Faults, .. check.Errors.Select(error => error.ToString())];
            if (!seen.TryAdd(item.Code, row.Line)) faults.Add($"项目代码与第{seen[item.Code]}行重复");
            var known = items.Find(item.Code);
            return (new ItemRowPreview(row.Line, item.Code, item.Name, known is not null, known is not null && JsonColumn.Write(known) == JsonColumn.Write(item), faults), item);
        })];
    }
}
