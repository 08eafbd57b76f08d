using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Results.Recognition;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Items;

/// <summary>A local code that reports came with and nobody has said yet what it is.</summary>
public sealed record UnmappedCode(string LocalCode, string LocalName, int Count, Item? Suggestion);

/// <summary>
/// Says what local codes mean: one person proposes, another reviews. From then on reports that come carry the item, and those that
/// came before with that code get it too. Where an edition turns out wrong, what it gave is taken back and who relied on it is told. An
/// unmapped result is kept and shown but is never recognised by the program.
/// </summary>
public sealed class MappingDesk(XinglinDb db, ItemDictionary dictionary, MeaningLock meanings, Reliance reliance, INotices notices, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.MedicalAffairs}";

    private static readonly Citation TwoPeople = new("检查检验项目对照规则", "对照由一人提出、另一人审核，审核通过后才用于互认");

    /// <summary>What waits for a second person, the oldest first.</summary>
    public async Task<(IReadOnlyList<Mapping> First, int Total)> Waiting(int most, CancellationToken ct = default)
    {
        var waiting = db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.OrganizationId && mapping.State == MappingState.Proposed);
        return (await waiting.OrderBy(mapping => mapping.ProposedAt).ThenBy(mapping => mapping.LocalCode).Take(most).ToListAsync(ct), await waiting.CountAsync(ct));
    }

    /// <summary>What was decided, by local code, the newest edition first.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="page">From 1.</param>
    public async Task<(IReadOnlyList<Mapping> Page, int Total)> Decided(MappingState? state, string? text, int page, int size, CancellationToken ct = default)
    {
        var mappings = db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.OrganizationId && mapping.State != MappingState.Proposed);
        if (state is { } wanted) mappings = mappings.Where(mapping => mapping.State == wanted);
        if (text?.Trim() is { Length: > 0 } part)
            mappings = mappings.Where(mapping => mapping.LocalCode.Contains(part) || mapping.LocalName.Contains(part) || mapping.ItemCode.Contains(part.ToUpperInvariant()));
        return (await mappings.OrderBy(mapping => mapping.LocalCode).ThenByDescending(mapping => mapping.Edition).Skip((Math.Max(1, page) - 1) * size).Take(size).ToListAsync(ct), await mappings.CountAsync(ct));
    }

    /// <summary>Rows of a table to be filled in: what is in force, and what has come in without meaning, with the item it seems to be.</summary>
    internal async Task<IEnumerable<IEnumerable<string?>>> Rows(CancellationToken ct = default)
    {
        user.Require("下载项目对照", Keepers.Split(','));
        var items = await dictionary.Items(ct);
        var inForce = await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.OrganizationId && mapping.State == MappingState.InForce).OrderBy(mapping => mapping.LocalCode).ToListAsync(ct);
        return [.. (await Unmapped(ct)).Select(code => MappingRow.Write(code.LocalCode, code.LocalName, code.Suggestion)),
            .. inForce.Select(mapping => MappingRow.Write(mapping.LocalCode, mapping.LocalName, items.Find(mapping.ItemCode)))];
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

    public async Task<Mapping> Propose(string localCode, string localName, string item, CancellationToken ct = default) => (await Propose([new(localCode, localName, item)], ct))[0];

    /// <summary>Hands all of them to a second person or, where one has a fault, none. What holds already, and what names no item, is passed over.</summary>
    public async Task<IReadOnlyList<Mapping>> Propose(IReadOnlyList<MappingIn> proposed, CancellationToken ct = default) =>
        await HandIn(await Judge([.. proposed.Select((row, index) => (index + 1, row, (IReadOnlyList<string>)[]))], ct), ct);

    /// <summary>Reads and judges a table; nothing is kept.</summary>
    /// <exception cref="Refused">The file is no table or lacks a column.</exception>
    public async Task<IReadOnlyList<MappingRowPreview>> Preview(Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("提出项目对照", Keepers.Split(','));
        return [.. (await Judge(MappingRow.Read(file, fileName), ct)).Select(row => row.Row)];
    }

    /// <inheritdoc cref="Propose(IReadOnlyList{MappingIn}, CancellationToken)"/>
    public async Task<IReadOnlyList<Mapping>> Propose(Stream file, string fileName, CancellationToken ct = default) => await HandIn(await Judge(MappingRow.Read(file, fileName), ct), ct);

    private async Task<IReadOnlyList<Mapping>> HandIn(List<(MappingRowPreview Row, int Edition)> rows, CancellationToken ct)
    {
        user.Require("提出项目对照", Keepers.Split(','));
        const string remedy = "请改正后重新提出；目录中没有的项目，先在项目目录提出改版。";
        if (rows is [{ Row: { Fate: MappingFate.Faulty } only }]) throw new Refused(RefusalKind.Invalid, "result.mapping-faults", $"{string.Join("；", only.Faults)}。", remedy);
        Columns.MustBeWhole(rows.Select(row => (row.Row.Line, row.Row.Faults)), "result.mapping-faults", "提出", remedy);
        var now = time.Now();
        List<Mapping> made = [.. rows.Where(row => row.Row.Fate == MappingFate.Proposed).Select(row =>
            new Mapping(user.Organization, row.Row.LocalCode, row.Row.LocalName, row.Row.Item!.Code, row.Edition, user.UserId ?? Guid.Empty, user.Name, now))];
        if (made.Count == 0) throw new Refused(RefusalKind.Invalid, "result.mapping-same", "没有需要提出的对照：所填的都已生效，或没有填写目录项目。");
        db.AddRange(made);
        foreach (var mapping in made) audit.Record("result.mapping-proposed", Subject(mapping), $"{mapping.LocalCode} → {mapping.ItemCode}，第 {mapping.Edition} 版");
        foreach (var role in Keepers.Split(','))
            await notices.Tell(user.Organization, role, $"项目对照等待审核：{Several.Named([.. made.Select(mapping => mapping.LocalName)], "条")}，{user.Name}提出", "/results/mappings", $"result-mapping-proposed:{made[0].Id}", ct);
        await db.SaveChangesAsync(ct);
        return made;
    }

    private async Task<List<(MappingRowPreview Row, int Edition)>> Judge(List<(int Line, MappingIn Content, IReadOnlyList<string> Faults)> rows, CancellationToken ct)
    {
        var items = await dictionary.Items(ct);
        var codes = rows.Select(row => row.Content.LocalCode.Trim()).Distinct().ToArray();
        var known = (await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.OrganizationId && codes.Contains(mapping.LocalCode)).ToListAsync(ct)).ToLookup(mapping => mapping.LocalCode);
        var lines = new Dictionary<string, int>();
        return [.. rows.Select(row =>
        {
            var check = new Check("result.mapping");
            var (code, name) = (check.Required("本机构代码", row.Content.LocalCode, 60), check.Required("本机构名称", row.Content.LocalName, 120));
            List<string> faults = [.. row.Faults, .. check.Errors.Select(error => error.ToString())];
            if (!lines.TryAdd(code, row.Line)) faults.Add($"本机构代码与第{lines[code]}行重复");
            if (known[code].FirstOrDefault(mapping => mapping.State == MappingState.Proposed) is { } open) faults.Add($"“{code}”已有{open.ProposedBy}提出的对照等待审核");
            var asked = row.Content.Item.Trim();
            var found = asked.Length == 0 ? [] : items.Meant(asked);
            if (asked.Length > 0 && found.Count != 1) faults.Add(found.Count == 0 ? $"项目目录中没有“{asked}”" : $"“{asked}”可能是{string.Join("、", found.Take(5).Select(item => item.Code))}，请写项目代码");
            var (item, inForce) = (found.Count == 1 ? found[0] : null, known[code].FirstOrDefault(mapping => mapping.State == MappingState.InForce));
            var fate = faults.Count > 0 ? MappingFate.Faulty : item is null ? MappingFate.Blank : inForce?.ItemCode == item.Code && inForce.LocalName == name ? MappingFate.Same : MappingFate.Proposed;
            return (new MappingRowPreview(row.Line, code, name, item, fate, faults), known[code].Select(mapping => mapping.Edition).DefaultIfEmpty(0).Max() + 1);
        })];
    }

    /// <inheritdoc cref="Approve(IReadOnlyList{Seen}, CancellationToken)"/>
    public Task<int> Approve(Guid id, int? seen, CancellationToken ct = default) => Approve([new Seen(id, seen)], ct);

    /// <summary>
    /// Makes all of them hold, or none: ends the editions before, and gives the items to what came in without and to what the editions
    /// before gave another.
    /// </summary>
    /// <returns>How many results got their item by it.</returns>
    public async Task<int> Approve(IReadOnlyList<Seen> chosen, CancellationToken ct = default)
    {
        user.Require("审核项目对照", Keepers.Split(','));
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await meanings.Change(user.Organization, ct);
        var mappings = await Open(chosen, ct);
        if (mappings.Exists(mapping => mapping.ProposedById == user.UserId))
            throw new Refused(RefusalKind.Forbidden, "result.mapping-own", "不能审核自己提出的对照。", "请由本科室另一位人员或医务科审核。", TwoPeople);
        var (now, codes) = (time.Now(), mappings.Select(mapping => mapping.LocalCode).ToArray());
        var before = await db.Set<Mapping>().Where(other => other.OrganizationId == user.OrganizationId && other.State == MappingState.InForce && codes.Contains(other.LocalCode)).ToDictionaryAsync(other => other.LocalCode, ct);
        var mistaken = mappings.Where(mapping => before.GetValueOrDefault(mapping.LocalCode) is { } other && other.ItemCode != mapping.ItemCode).ToList();
        await reliance.TellOfMappings([.. mistaken.Select(mapping => (before[mapping.LocalCode], $"已由第 {mapping.Edition} 版更改"))], ct);
        foreach (var other in before.Values) other.End(MappingState.Replaced, null, now);
        await db.SaveChangesAsync(ct);
        foreach (var mapping in mappings)
        {
            mapping.Approve(user.Name, now);
            audit.Record("result.mapping-approved", Subject(mapping), $"{mapping.LocalCode} → {mapping.ItemCode}，第 {mapping.Edition} 版，提出人 {mapping.ProposedBy}");
        }

        await db.SaveChangesAsync(ct);
        var items = await dictionary.Items(ct);
        string[] secret = [.. mappings.Where(mapping => items.Find(mapping.ItemCode)?.IsSecret == true).Select(mapping => mapping.LocalCode)];
        var given = await Give(db.Set<ReportValue>().Where(value => value.OrganizationId == user.OrganizationId && value.ItemCode == null && codes.Contains(value.LocalCode)), secret, ct);
        if (mistaken.Count > 0) given += await Give(Given([.. mistaken.Select(mapping => mapping.LocalCode)]), secret, ct);
        await transaction.CommitAsync(ct);
        return given;
    }

    /// <summary>All of them or none.</summary>
    public async Task Reject(IReadOnlyList<Seen> chosen, string reason, CancellationToken ct = default)
    {
        user.Require("审核项目对照", Keepers.Split(','));
        foreach (var mapping in await Open(chosen, ct))
        {
            mapping.Reject(user.Name, Words(reason, "退回"), time.Now());
            audit.Record("result.mapping-rejected", Subject(mapping), mapping.Reason);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>From now on the code means nothing again, and so do the results that it gave a meaning.</summary>
    /// <returns>How many results lost their item by it.</returns>
    public async Task<int> Withdraw(Guid id, int? seen, string reason, CancellationToken ct = default)
    {
        user.Require("撤销项目对照", Keepers.Split(','));
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await meanings.Change(user.Organization, ct);
        var mapping = await Find(id, seen, ct);
        if (mapping.State != MappingState.InForce) throw new Refused(RefusalKind.Conflict, "result.mapping-not-in-force", $"这条对照{mapping.State.Show()}，不能撤销。");
        mapping.End(MappingState.Withdrawn, Words(reason, "撤销"), time.Now());
        audit.Record("result.mapping-withdrawn", Subject(mapping), mapping.Reason);
        var items = await dictionary.Items(ct);
        var secret = items.Find(mapping.ItemCode)?.IsSecret == true || items.SoundsSecret(mapping.LocalCode, mapping.LocalName);
        await reliance.TellOfMappings([(mapping, $"已撤销，原因：{mapping.Reason}")], ct);
        await db.SaveChangesAsync(ct);
        var taken = await Give(Given([mapping.LocalCode]), secret ? [mapping.LocalCode] : [], ct);
        await transaction.CommitAsync(ct);
        return taken;
    }

    /// <summary>
    /// What has an item by the mappings of these codes. It walks all results, once for all codes: mistakes are rare, and an index would be
    /// paid for with every result.
    /// </summary>
    private IQueryable<ReportValue> Given(string[] codes) =>
        db.Set<ReportValue>().Where(value => value.OrganizationId == user.OrganizationId && value.MappingId != null && codes.Contains(value.LocalCode));

    /// <summary>Gives results what their codes mean now: an item, or none.</summary>
    /// <param name="secret">Those of the codes whose results are of level 5.</param>
    private Task<int> Give(IQueryable<ReportValue> values, string[] secret, CancellationToken ct)
    {
        var inForce = db.Set<Mapping>().Where(mapping => mapping.State == MappingState.InForce);
        return values.ExecuteUpdateAsync(set => set
            .SetProperty(value => value.ItemCode, value => inForce.Where(mapping => mapping.OrganizationId == value.OrganizationId && mapping.LocalCode == value.LocalCode).Select(mapping => mapping.ItemCode).FirstOrDefault())
            .SetProperty(value => value.MappingId, value => inForce.Where(mapping => mapping.OrganizationId == value.OrganizationId && mapping.LocalCode == value.LocalCode).Select(mapping => (Guid?)mapping.Id).FirstOrDefault())
            .SetProperty(value => value.Secret, value => secret.Contains(value.LocalCode)), ct);
    }

    /// <summary>What waits and was chosen; none is changed before all of them are found.</summary>
    private async Task<List<Mapping>> Open(IReadOnlyList<Seen> chosen, CancellationToken ct)
    {
        if (chosen.Count == 0) throw new Refused(RefusalKind.Invalid, "result.mapping-none", "没有勾选对照。", "请勾选要办理的对照。");
        var open = new List<Mapping>();
        foreach (var one in chosen)
        {
            var mapping = await Find(one.Id, one.Version, ct);
            if (mapping.State != MappingState.Proposed) throw new Refused(RefusalKind.Conflict, "result.mapping-decided", $"这条对照已经{mapping.State.Show()}。", "请刷新列表。");
            open.Add(mapping);
        }

        return open;
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
