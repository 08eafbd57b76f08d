using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Items;

/// <summary>A row of an item table as it would be taken.</summary>
public sealed record ItemRowPreview(int Line, string Code, string Name, bool Known, bool Same, IReadOnlyList<string> Faults);

/// <summary>
/// Changes the list, which is one for the installation: the national list in use, as the consortium keeps it. One person hands a table in,
/// another reviews it, at whatever institution; then it holds for all. What is in force never changes in any other way.
/// </summary>
public sealed class ItemDesk(XinglinDb db, ItemDictionary dictionary, MeaningLock meanings, INotices notices, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.ConsortiumOffice}";
    private static readonly Citation TwoPeople = new("检查检验项目目录规则", "目录改版由一人提出、另一人审核，审核通过后才生效");

    /// <summary>Reads and judges; nothing is kept.</summary>
    /// <exception cref="Refused">The file is no table or lacks a column.</exception>
    public async Task<IReadOnlyList<ItemRowPreview>> Preview(Stream file, string fileName, CancellationToken ct = default) =>
        [.. (await Read(file, fileName, ct)).Select(row => row.Row)];

    /// <summary>Hands the whole table in for review or, where a row has a fault, nothing of it.</summary>
    public async Task<ItemEdition> Propose(Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("提出项目目录改版", Keepers.Split(','));
        var rows = await Read(file, fileName, ct);
        Columns.MustBeWhole(rows.Select(row => (row.Row.Line, row.Row.Faults)), "result.item-faults", "导入", "请按预览中的提示改正后重新上传。");
        var items = await dictionary.Items(ct);
        var changed = rows.Where(row => !row.Row.Same).Select(row => row.Item).ToList();
        if (changed.Count == 0) throw new Refused(RefusalKind.Invalid, "result.items-same", "表中的项目与现行目录完全相同，没有需要审核的改动。", "请核对是否选错了文件。");
        var now = time.Now();
        var name = Path.GetFileName(fileName);
        var edition = new ItemEdition(await db.Set<ItemEdition>().MaxAsync(one => (int?)one.Number, ct) + 1 ?? 1, name.Length > 120 ? name[..120] : name, changed.Count, user.Organization, user.OrganizationName ?? "", user.UserId ?? Guid.Empty, user.Name, now);
        db.Add(edition);
        db.AddRange(changed.Select(item => new ItemChange(edition.Id, item.Code, items.Find(item.Code), item)));
        audit.Record("result.items-proposed", Subject(edition), $"新增或更改 {changed.Count} 项");
        await Tell(edition, $"项目目录第 {edition.Number} 版等待审核：{edition.FileName}，{changed.Count} 项", "proposed", ct);
        await db.SaveChangesAsync(ct);
        return edition;
    }

    /// <summary>Makes it hold.</summary>
    /// <exception cref="Refused">The same person handed it in, it is decided, or an item was changed since.</exception>
    public async Task Approve(Guid id, int? seen, CancellationToken ct = default)
    {
        var edition = await Open(id, seen, ct);
        if (edition.ProposedById == user.UserId)
            throw new Refused(RefusalKind.Forbidden, "result.items-own", "不能审核自己提出的目录改版。", "请由另一位检验、影像人员或医联体办公室审核。", TwoPeople);
        var changes = await db.Set<ItemChange>().AsNoTracking().Where(change => change.EditionId == id).ToListAsync(ct);
        var before = await dictionary.Items(ct);
        var overtaken = changes.Where(change => JsonColumn.Write(before.Find(change.Code)) != JsonColumn.Write(change.Before)).Select(change => change.Code).ToList();
        if (overtaken.Count > 0)
            throw new Refused(RefusalKind.Conflict, "result.items-overtaken", $"提出之后这些项目又有改动：{Several.Named(overtaken, "项", 5)}。", "请退回，由提出人在现行目录的基础上重新提出。");
        var (now, by) = (time.Now(), $"{user.Name}（{user.OrganizationName}）");
        var codes = changes.Select(change => change.Code).ToArray();
        var entries = await db.Set<ItemEntry>().Where(entry => codes.Contains(entry.Code)).ToDictionaryAsync(entry => entry.Code, ct);
        foreach (var item in changes.Select(change => change.Content))
            if (entries.TryGetValue(item.Code, out var entry)) entry.Describe(item, edition.ProposedBy, now);
            else db.Add(new ItemEntry(item, edition.ProposedBy, now));
        edition.Approve(by, now);
        audit.Record("result.items-approved", Subject(edition), $"新增或更改 {changes.Count} 项，提出人 {edition.ProposedBy}");
        await Tell(edition, $"项目目录第 {edition.Number} 版已生效：{edition.FileName}", "decided", ct);
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await meanings.ChangeAll(ct);
        await db.SaveChangesAsync(ct);
        dictionary.Forget();
        await Conceal([.. changes.Select(change => change.Content)], before, ct);
        await transaction.CommitAsync(ct);
    }

    public async Task Reject(Guid id, int? seen, string reason, CancellationToken ct = default)
    {
        var edition = await Open(id, seen, ct);
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "退回需要写明原因（200 字以内）。");
        edition.Reject($"{user.Name}（{user.OrganizationName}）", words, time.Now());
        audit.Record("result.items-rejected", Subject(edition), words);
        await Tell(edition, $"项目目录第 {edition.Number} 版被退回：{words}", "decided", ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The newest editions, those that wait first.</summary>
    public async Task<IReadOnlyList<ItemEdition>> Editions(int most, CancellationToken ct = default) =>
        await db.Set<ItemEdition>().AsNoTracking().OrderBy(edition => edition.State == ReviewState.Proposed ? 0 : 1).ThenByDescending(edition => edition.Number).Take(most).ToListAsync(ct);

    /// <param name="page">From 1; one change more than <paramref name="size"/> comes where there is a further page.</param>
    /// <exception cref="Refused">There is none.</exception>
    public async Task<(ItemEdition Edition, IReadOnlyList<ItemChange> Changes)> Read(Guid id, int page, int size, CancellationToken ct = default) =>
        (await db.Set<ItemEdition>().AsNoTracking().FirstOrDefaultAsync(edition => edition.Id == id, ct) ?? throw Refused.NotFound("目录的这一版"),
            await db.Set<ItemChange>().AsNoTracking().Where(change => change.EditionId == id).OrderBy(change => change.Code).Skip((Math.Max(1, page) - 1) * size).Take(size + 1).ToListAsync(ct));

    /// <summary>What editions in force said of an item, newest first.</summary>
    public async Task<IReadOnlyList<(ItemEdition Edition, ItemChange Change)>> History(string code, CancellationToken ct = default) =>
        [.. (await db.Set<ItemChange>().AsNoTracking().Where(change => change.Code == code)
                .Join(db.Set<ItemEdition>().Where(edition => edition.State == ReviewState.InForce), change => change.EditionId, edition => edition.Id, (change, edition) => new { edition, change })
                .OrderByDescending(each => each.edition.ReviewedAt).ToListAsync(ct)).Select(each => (each.edition, each.change))];

    private async Task<ItemEdition> Open(Guid id, int? seen, CancellationToken ct)
    {
        user.Require("审核项目目录改版", Keepers.Split(','));
        var edition = await db.Set<ItemEdition>().FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("目录的这一版");
        edition.MustBeAt(seen, $"项目目录第 {edition.Number} 版");
        return edition.State == ReviewState.Proposed ? edition
            : throw new Refused(RefusalKind.Conflict, "result.items-decided", $"项目目录第 {edition.Number} 版{edition.State.Show()}。", "请刷新页面。");
    }

    private async Task Tell(ItemEdition edition, string title, string what, CancellationToken ct)
    {
        foreach (var role in Keepers.Split(',')) await notices.Tell(edition.OrganizationId, role, title, Link(edition.Id), $"result-items-{what}:{edition.Id}", ct);
    }

    internal static string Link(Guid edition) => $"/results/items/editions/{edition}";

    private static AuditSubject Subject(ItemEdition edition) => new("result-items", edition.Id, $"第 {edition.Number} 版 {edition.FileName}");

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
