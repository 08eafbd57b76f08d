using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Tables;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

public enum PriceState { Current, ToCome, Past }

/// <summary>A price, and whether it holds today.</summary>
public sealed record PriceLine(ItemPrice Price, PriceState State);

/// <summary>A row of a price list as it would be taken.</summary>
/// <param name="Yuan">Null where the row has no price.</param>
public sealed record PriceRowPreview(int Line, string Written, string? Subject, decimal? Yuan, IReadOnlyList<string> Faults);

/// <summary>What examinations cost at an institution: a repetition that was saved is priced by the list of the one that would have repeated.</summary>
public sealed class PriceDesk(XinglinDb db, ItemDictionary dictionary, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.MedicalAffairs},{Role.ConsortiumOffice}";
    private const decimal Most = 100_000;

    internal static readonly IReadOnlyList<(string Heading, bool Required, string Example)> Sheet = [("项目", true, "血常规"), ("项目名称", false, ""), ("价格", true, "20.00")];

    private static readonly CompiledQuery<Func<XinglinDb, Guid, string[], DateOnly, IAsyncEnumerable<ItemPrice>>> Prices = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid organization, string[] subjects, DateOnly today) =>
        db.Set<ItemPrice>().AsNoTracking().Where(price => price.OrganizationId == organization && subjects.Contains(price.Subject) && price.From <= today)));

    /// <summary>The prices of these items and of the panels that they are ordered by as they hold today, under code or panel; what has none is not in it.</summary>
    internal async Task<IReadOnlyDictionary<string, decimal>> Of(Guid organization, IReadOnlyList<Item> items, CancellationToken ct)
    {
        string[] subjects = [.. items.Select(item => item.Code).Concat(items.Select(item => item.Panel)).Distinct()];
        var today = time.Today();
        var prices = await Prices.On(db)(db, organization, subjects, today).ToListAsync(ct);
        return prices.GroupBy(price => price.Subject).ToDictionary(group => group.Key, group => group.MaxBy(price => price.From)!.Yuan);
    }

    /// <summary>
    /// Puts the prices to the answers: an item's own, or the panel's once, at the first of its items that stands. The others of that panel
    /// cost nothing beside it.
    /// </summary>
    internal static IReadOnlyList<ItemAnswer> Priced(IReadOnlyList<ItemAnswer> answers, IReadOnlyDictionary<string, decimal> prices)
    {
        var bearer = answers.GroupBy(answer => answer.Panel).ToDictionary(panel => panel.Key, panel => (panel.FirstOrDefault(answer => answer.Standing == Standing.Stands) ?? panel.First()).Code);
        return [.. answers.Select(answer => prices.TryGetValue(answer.Code, out var own) ? answer with { Price = own }
            : prices.TryGetValue(answer.Panel, out var whole) ? answer with { Price = bearer[answer.Panel] == answer.Code ? whole : 0, PricedWithPanel = true } : answer)];
    }

    /// <summary>Prices of the own institution by what they are for, the latest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<(IReadOnlyList<PriceLine> Page, int Total)> List(string? text, int page, int size, CancellationToken ct = default)
    {
        var prices = Own();
        if (text?.Trim() is { Length: > 0 } part) prices = prices.Where(price => price.Subject.Contains(part));
        var (shown, today) = (await prices.OrderBy(price => price.Subject).ThenByDescending(price => price.From).Skip((Math.Max(1, page) - 1) * size).Take(size).ToListAsync(ct), time.Today());
        var subjects = shown.Select(price => price.Subject).Distinct().ToArray();
        var current = (await Own().Where(price => subjects.Contains(price.Subject) && price.From <= today).GroupBy(price => price.Subject).Select(one => new { one.Key, Last = one.Max(price => price.From) }).ToListAsync(ct)).ToDictionary(one => one.Key, one => one.Last);
        return ([.. shown.Select(price => new PriceLine(price, price.From > today ? PriceState.ToCome : price.From == current[price.Subject] ? PriceState.Current : PriceState.Past))], await prices.CountAsync(ct));
    }

    /// <summary>Rows of a table: every panel and examination of the list, with the price of today where there is one, and items that have a price of their own.</summary>
    internal async Task<IEnumerable<IEnumerable<string?>>> Rows(CancellationToken ct = default)
    {
        user.Require("下载项目价格", Keepers.Split(','));
        var items = await dictionary.Items(ct);
        var today = time.Today();
        var prices = (await Own().Where(price => price.From <= today).ToListAsync(ct)).GroupBy(price => price.Subject).ToDictionary(group => group.Key, group => group.MaxBy(price => price.From)!.Yuan);
        return [.. items.Panels.Concat(items.All.Where(item => item.Kind == ItemKind.Examination || prices.ContainsKey(item.Code)).Select(item => item.Code))
            .Select(subject => (string?[])[subject, items.Find(subject)?.Name, prices.TryGetValue(subject, out var yuan) ? yuan.ToString("0.00", CultureInfo.InvariantCulture) : null])];
    }

    /// <summary>A price from a day on; one from the same day takes the place of what was entered for it.</summary>
    public async Task Set(string subject, decimal yuan, string source, DateOnly from, CancellationToken ct = default)
    {
        if (Subject(await dictionary.Items(ct), subject) is not { } name) throw new Refused(RefusalKind.Invalid, "result.item-unknown", $"项目目录中没有“{subject.Trim()}”。", "请填写组合名称、项目代码或名称。");
        if (Fault(yuan) is { } fault) throw new Refused(RefusalKind.Invalid, "result.price-invalid", $"{fault}。", "请更正价格。");
        await Keep([(name, yuan)], source, from, ct);
    }

    /// <summary>Reads and judges a price list; nothing is kept. Rows without a price are passed over.</summary>
    /// <exception cref="Refused">The file is no table or lacks a column.</exception>
    public async Task<IReadOnlyList<PriceRowPreview>> Preview(Stream file, string fileName, CancellationToken ct = default)
    {
        user.Require("维护项目价格", Keepers.Split(','));
        var items = await dictionary.Items(ct);
        var table = Table.Read(file, fileName);
        var places = Columns.Places(table, Sheet);
        var lines = new Dictionary<string, int>();
        return [.. table.Rows.Select(row =>
        {
            var (written, price, faults) = (Columns.Cell(row, places, "项目"), Columns.Cell(row, places, "价格"), row.Faults.ToList());
            if (price.Length == 0 && faults.Count == 0) return new PriceRowPreview(row.Line, written, null, null, []);
            var subject = Subject(items, written);
            if (subject is null) faults.Add($"项目目录中没有“{written}”");
            else if (!lines.TryAdd(subject, row.Line)) faults.Add($"与第{lines[subject]}行重复");
            var isNumber = decimal.TryParse(price, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan);
            if ((isNumber ? Fault(yuan) : $"“{price}”不是数字") is { } fault) faults.Add(fault);
            return new PriceRowPreview(row.Line, written, subject, isNumber ? yuan : null, faults);
        })];
    }

    /// <summary>Takes the whole list from a day on or, where a row has a fault, nothing of it.</summary>
    /// <returns>How many prices were entered.</returns>
    public async Task<int> Import(Stream file, string fileName, string source, DateOnly from, CancellationToken ct = default)
    {
        var rows = await Preview(file, fileName, ct);
        Columns.MustBeWhole(rows.Select(row => (row.Line, row.Faults)), "result.price-faults", "导入", "请改正后重新上传。");
        List<(string, decimal)> prices = [.. rows.Where(row => row.Yuan is not null).Select(row => (row.Subject!, row.Yuan!.Value))];
        if (prices.Count == 0) throw new Refused(RefusalKind.Invalid, "result.price-empty", "表中没有填写价格。", "请核对是否选错了文件。");
        await Keep(prices, source, from, ct);
        return prices.Count;
    }

    private async Task Keep(IReadOnlyList<(string Subject, decimal Yuan)> prices, string source, DateOnly from, CancellationToken ct)
    {
        user.Require("维护项目价格", Keepers.Split(','));
        if (source.Trim() is not { Length: > 0 and <= 120 } words) throw new Refused(RefusalKind.Invalid, "result.price-invalid", "请写明价格依据（120 字以内）。", "如价格目录的文号。");
        var subjects = prices.Select(price => price.Subject).ToArray();
        var before = await db.Set<ItemPrice>().Where(each => each.OrganizationId == user.Organization && each.From == from && subjects.Contains(each.Subject)).ToDictionaryAsync(each => each.Subject, ct);
        foreach (var (subject, yuan) in prices)
        {
            if (!before.TryGetValue(subject, out var price)) db.Add(price = new ItemPrice(user.Organization, subject, yuan, words, from, user.Name));
            else price.Set(yuan, words, user.Name);
            audit.Record("result.price-set", new AuditSubject("result-price", price.Id, subject), $"{yuan} 元，自 {ChinaTime.Show(from)}，{words}");
        }

        await db.SaveChangesAsync(ct);
    }

    private IQueryable<ItemPrice> Own() => db.Set<ItemPrice>().AsNoTracking().Where(price => price.OrganizationId == user.OrganizationId);

    /// <summary>A panel's name or an item's code for what somebody wrote; null where it names nothing, or several.</summary>
    private static string? Subject(ItemSet items, string text) => items.Panels.Contains(text.Trim()) ? text.Trim() : items.Meant(text.Trim()) is [var item] ? item.Code : null;

    private static string? Fault(decimal yuan) => yuan is < 0 or > Most ? $"价格应在 0 到 {Most} 元之间" : decimal.Round(yuan, 2) != yuan ? "价格最多两位小数" : null;
}
