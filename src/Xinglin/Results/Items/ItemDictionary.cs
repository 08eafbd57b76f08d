using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;

namespace Xinglin.Results.Items;

/// <summary>Panels that stand together where somebody chooses from all of them.</summary>
public sealed record ItemGroup(string Name, ItemKind Kind, IReadOnlyList<IGrouping<string, Item>> Panels);

/// <summary>All items as they stand: those that come with the program, those that were imported over them.</summary>
public sealed class ItemSet
{
    private const int FewItems = 3;
    private readonly Dictionary<string, Item> byCode;
    private readonly ILookup<string, Item> byPanel, byName;
    private readonly List<Item> secret;

    internal ItemSet(IEnumerable<Item> items)
    {
        byCode = items.GroupBy(item => item.Code).ToDictionary(group => group.Key, group => group.Last());
        All = [.. byCode.Values.OrderBy(item => item.Kind).ThenBy(item => item.Panel, StringComparer.Ordinal)];
        byPanel = All.ToLookup(item => item.Panel);
        byName = All.SelectMany(item => item.Names.Distinct(StringComparer.OrdinalIgnoreCase), (item, name) => (item, name)).ToLookup(each => each.name, each => each.item, StringComparer.OrdinalIgnoreCase);
        secret = [.. All.Where(item => item.IsSecret)];
        Menu = [.. byPanel.GroupBy(Place).OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Name.StartsWith("其他", StringComparison.Ordinal)).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => new ItemGroup(group.Key.Name, group.Key.Kind, [.. group]))];
    }

    /// <summary>By kind and panel; within a panel as the list has them, which is how a report is read.</summary>
    public IReadOnlyList<Item> All { get; }

    /// <summary>Panels by what people look for them under: laboratories by speciality, examinations by their kind, kinds with few items together.</summary>
    public IReadOnlyList<ItemGroup> Menu { get; }

    public IEnumerable<string> Panels => byPanel.Select(group => group.Key);

    public Item? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    public IEnumerable<Item> Of(string panel) => byPanel[panel];

    /// <summary>Whether something that has no place in the list yet is called like an item of level 5: until somebody says otherwise it is kept as secret.</summary>
    public bool SoundsSecret(string code, string name) => secret.Any(item => item.IsCalled(code) || item.IsCalled(name) || item.Aliases.Append(item.Name).Any(word => word.Length > 2 && name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static (ItemKind Kind, string Name) Place(IGrouping<string, Item> panel)
    {
        var first = panel.First();
        return first.Kind == ItemKind.Laboratory ? (first.Kind, first.Discipline ?? "其他检验") : (first.Kind, panel.Count() < FewItems ? "其他检查" : panel.Key);
    }

    /// <summary>What has that code, name or alias; no panels.</summary>
    public IEnumerable<Item> Named(string name) => byName[name.Trim()];

    /// <summary>Which single item somebody meant by its code, name, alias, national code or LOINC code; several where that is not clear.</summary>
    public IReadOnlyList<Item> Meant(string text) => Find(text) is { } item ? [item] : [.. byName[text].Union(All.Where(each => each.NationalCode == text || each.Loinc == text))];

    /// <summary>What somebody meant by a code, a name, an alias or a panel, such as a clause does; empty where nothing is called so.</summary>
    public IReadOnlyList<Item> Called(string name)
    {
        var plain = name.Trim();
        if (byPanel.Contains(plain)) return [.. byPanel[plain]];
        return [.. byName[plain]];
    }
}

/// <summary>Gives the items. What was read once is kept until somebody changes an item, on whatever node.</summary>
public sealed class ItemDictionary(XinglinDb db, Revisions revisions, Newest<Revision, ItemSet> cache)
{
    private ItemSet? known;

    public async Task<ItemSet> Items(CancellationToken ct = default)
    {
        if (known is not null) return known;
        var stamp = await revisions.Items(ct);
        if (cache.Get(stamp) is { } kept) return known = kept;
        var entries = await db.Set<ItemEntry>().AsNoTracking().OrderBy(entry => entry.Code).Select(entry => entry.Content).ToListAsync(ct);
        return known = cache.Keep(stamp, new ItemSet(BuiltInItems.All.Concat(entries)));
    }

    /// <summary>After a change within this unit of work.</summary>
    internal void Forget()
    {
        known = null;
        revisions.Forget();
    }
}

/// <summary>The items that come with the program.</summary>
public static class BuiltInItems
{
    internal static readonly IReadOnlyList<Item> All = Read();

    private static List<Item> Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Xinglin.Results.Items.items.csv")!;
        var table = Table.Read(file, "items.csv");
        var places = Columns.Places(table, ItemRow.Columns);
        return [.. table.Rows.Select(row =>
        {
            var check = new Check("result.item");
            var item = ItemRow.Read(heading => Columns.Cell(row, places, heading), check);
            return check.Errors.Count == 0 ? item : throw new InvalidOperationException($"items.csv, line {row.Line}: {string.Join("; ", check.Errors)}");
        })];
    }
}
