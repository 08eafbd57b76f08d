using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Recognition;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Items;

/// <summary>A local code that reports came with and nobody has said yet what it is.</summary>
public sealed record UnmappedCode(string LocalCode, string LocalName, int Count, Item? Suggestion);

/// <summary>
/// Says what local codes mean: one person proposes, another reviews. From then on reports that come carry the item, and those that
/// came before with that code get it too. Where an edition turns out wrong, what it gave is taken back and who relied on it is told. An unmapped result is kept and
/// shown but is never recognised by the program.
/// </summary>
public sealed class MappingDesk(XinglinDb db, ItemDictionary dictionary, Reliance reliance, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.MedicalAffairs}";

    private static readonly Citation TwoPeople = new("检查检验项目对照规则", "对照由一人提出、另一人审核，审核通过后才用于互认");

    public async Task<IReadOnlyList<Mapping>> List(MappingState? state, string? text, CancellationToken ct = default)
    {
        var mappings = db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.OrganizationId);
        if (state is { } wanted) mappings = mappings.Where(mapping => mapping.State == wanted);
        if (text?.Trim() is { Length: > 0 } part)
            mappings = mappings.Where(mapping => mapping.LocalCode.Contains(part) || mapping.LocalName.Contains(part) || mapping.ItemCode.Contains(part.ToUpperInvariant()));
        return await mappings.OrderBy(mapping => mapping.State == MappingState.Proposed ? 0 : 1).ThenBy(mapping => mapping.LocalCode).ThenByDescending(mapping => mapping.Edition).Take(500).ToListAsync(ct);
    }

    /// <summary>What has come in without meaning, most frequent first, with the item that is called so where there is exactly one.</summary>
    public async Task<IReadOnlyList<UnmappedCode>> Unmapped(CancellationToken ct = default)
    {
        var items = await dictionary.Items(ct);
        var proposed = await db.Set<Mapping>().Where(mapping => mapping.OrganizationId == user.OrganizationId && mapping.State == MappingState.Proposed).Select(mapping => mapping.LocalCode).ToListAsync(ct);
        var found = await db.Set<ReportValue>().Where(value => value.OrganizationId == user.OrganizationId && value.ItemCode == null)
            .GroupBy(value => value.LocalCode).Select(group => new { Code = group.Key, Name = group.Max(value => value.LocalName)!, Count = group.Count() })
            .OrderByDescending(group => group.Count).Take(200).ToListAsync(ct);
        return [.. found.Where(each => !proposed.Contains(each.Code)).Select(each => new UnmappedCode(each.Code, each.Name, each.Count,
            items.Named(each.Name).Union(items.Named(each.Code)).ToList() is [var only] ? only : null))];
    }

    public async Task<Mapping> Propose(string localCode, string localName, string itemCode, CancellationToken ct = default)
    {
        user.Require("提出项目对照", Keepers.Split(','));
        var (code, name) = (localCode.Trim(), localName.Trim());
        if (code.Length is 0 or > 60 || name.Length is 0 or > 120)
            throw new Refused(RefusalKind.Invalid, "result.mapping-incomplete", "请填写本机构项目代码（60 字以内）和名称（120 字以内）。");
        if ((await dictionary.Items(ct)).Find(itemCode) is not { } item) throw new Refused(RefusalKind.Invalid, "result.item-unknown", $"项目目录中没有代码“{itemCode}”。", "请从目录中选择，或先导入该项目。");
        var editions = await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.Organization && mapping.LocalCode == code).ToListAsync(ct);
        if (editions.FirstOrDefault(mapping => mapping.State == MappingState.Proposed) is { } open)
            throw new Refused(RefusalKind.Conflict, "result.mapping-open", $"“{code}”已有 {open.ProposedBy} 提出的对照等待审核。", "请先审核或退回那一条。");
        var made = new Mapping(user.Organization, code, name, item.Code, editions.Select(mapping => mapping.Edition).DefaultIfEmpty(0).Max() + 1, user.UserId ?? Guid.Empty, user.Name, time.Now());
        db.Add(made);
        audit.Record("result.mapping-proposed", Subject(made), $"{code} → {item.Code} {item.Name}，第 {made.Edition} 版");
        await db.SaveChangesAsync(ct);
        return made;
    }

    /// <summary>Makes it hold, ends the edition before, and gives the item to what came in without and to what the edition before gave another.</summary>
    /// <returns>How many results got their item by it.</returns>
    public async Task<int> Approve(Guid id, int? seen, CancellationToken ct = default)
    {
        var mapping = await Open(id, seen, "审核项目对照", ct);
        if (mapping.ProposedById == user.UserId)
            throw new Refused(RefusalKind.Forbidden, "result.mapping-own", "不能审核自己提出的对照。", "请由本科室另一位人员或医务科审核。", TwoPeople);
        var now = time.Now();
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        var before = await db.Set<Mapping>().FirstOrDefaultAsync(other => other.OrganizationId == mapping.OrganizationId && other.LocalCode == mapping.LocalCode && other.State == MappingState.InForce, ct);
        if (before is not null)
        {
            if (before.ItemCode != mapping.ItemCode) await reliance.TellOfMapping(Given(before), before, $"已由第 {mapping.Edition} 版更改", ct);
            before.End(MappingState.Replaced, null, now);
            await db.SaveChangesAsync(ct);
        }

        mapping.Approve(user.Name, now);
        audit.Record("result.mapping-approved", Subject(mapping), $"{mapping.LocalCode} → {mapping.ItemCode}，第 {mapping.Edition} 版，提出人 {mapping.ProposedBy}");
        await db.SaveChangesAsync(ct);
        var secret = (await dictionary.Items(ct)).Find(mapping.ItemCode)?.IsSecret ?? false;
        var given = await db.Set<ReportValue>().Where(value => value.OrganizationId == mapping.OrganizationId && value.LocalCode == mapping.LocalCode && value.ItemCode == null)
            .ExecuteUpdateAsync(set => set.SetProperty(value => value.ItemCode, mapping.ItemCode).SetProperty(value => value.MappingId, mapping.Id).SetProperty(value => value.Secret, secret), ct);
        if (before is not null) given += await Given(before).ExecuteUpdateAsync(set => set.SetProperty(value => value.ItemCode, mapping.ItemCode).SetProperty(value => value.MappingId, mapping.Id).SetProperty(value => value.Secret, secret), ct);
        await transaction.CommitAsync(ct);
        return given;
    }

    public async Task Reject(Guid id, int? seen, string reason, CancellationToken ct = default)
    {
        var mapping = await Open(id, seen, "审核项目对照", ct);
        mapping.Reject(user.Name, Words(reason, "退回"), time.Now());
        audit.Record("result.mapping-rejected", Subject(mapping), mapping.Reason);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>From now on the code means nothing again, and so do the results that it gave a meaning.</summary>
    /// <returns>How many results lost their item by it.</returns>
    public async Task<int> Withdraw(Guid id, int? seen, string reason, CancellationToken ct = default)
    {
        user.Require("撤销项目对照", Keepers.Split(','));
        var mapping = await Find(id, seen, ct);
        if (mapping.State != MappingState.InForce) throw new Refused(RefusalKind.Conflict, "result.mapping-not-in-force", $"这条对照{mapping.State.Show()}，不能撤销。");
        mapping.End(MappingState.Withdrawn, Words(reason, "撤销"), time.Now());
        audit.Record("result.mapping-withdrawn", Subject(mapping), mapping.Reason);
        var items = await dictionary.Items(ct);
        var secret = items.Find(mapping.ItemCode)?.IsSecret == true || items.SoundsSecret(mapping.LocalCode, mapping.LocalName);
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await reliance.TellOfMapping(Given(mapping), mapping, $"已撤销，原因：{mapping.Reason}", ct);
        await db.SaveChangesAsync(ct);
        var taken = await Given(mapping).ExecuteUpdateAsync(set => set.SetProperty(value => value.ItemCode, (string?)null).SetProperty(value => value.MappingId, (Guid?)null).SetProperty(value => value.Secret, secret), ct);
        await transaction.CommitAsync(ct);
        return taken;
    }

    /// <summary>What carries its item by this edition. It walks the results of the house: mistakes are rare, and an index would be paid for with every result.</summary>
    private IQueryable<ReportValue> Given(Mapping mapping) =>
        db.Set<ReportValue>().Where(value => value.OrganizationId == mapping.OrganizationId && value.LocalCode == mapping.LocalCode && value.MappingId == mapping.Id);

    private async Task<Mapping> Open(Guid id, int? seen, string act, CancellationToken ct)
    {
        user.Require(act, Keepers.Split(','));
        var mapping = await Find(id, seen, ct);
        return mapping.State == MappingState.Proposed ? mapping
            : throw new Refused(RefusalKind.Conflict, "result.mapping-decided", $"这条对照已经{mapping.State.Show()}。", "请刷新列表。");
    }

    private async Task<Mapping> Find(Guid id, int? seen, CancellationToken ct)
    {
        var mapping = await db.Set<Mapping>().FirstOrDefaultAsync(each => each.Id == id && each.OrganizationId == user.OrganizationId, ct) ?? throw Refused.NotFound("这条项目对照");
        mapping.MustBeAt(seen, $"项目对照 {mapping.LocalCode}");
        return mapping;
    }

    private static string Words(string reason, string act) => reason.Trim() is { Length: > 0 and <= 200 } given ? given
        : throw new Refused(RefusalKind.Invalid, "result.reason-missing", $"{act}需要写明原因（200 字以内）。");

    private static AuditSubject Subject(Mapping mapping) => new("result-mapping", mapping.Id, $"{mapping.LocalCode} {mapping.LocalName}");
}
