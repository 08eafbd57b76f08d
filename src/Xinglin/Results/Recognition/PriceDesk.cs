using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>What examinations cost at an institution: a repetition that was saved is priced by the list of the one that would have repeated.</summary>
public sealed class PriceDesk(XinglinDb db, ItemDictionary dictionary, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = $"{Role.Diagnostics},{Role.MedicalAffairs},{Role.ConsortiumOffice}";
    private const decimal Most = 100_000;

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

    public async Task<IReadOnlyList<ItemPrice>> List(CancellationToken ct = default) =>
        await db.Set<ItemPrice>().AsNoTracking().Where(price => price.OrganizationId == user.OrganizationId).OrderBy(price => price.Subject).ThenByDescending(price => price.From).ToListAsync(ct);

    /// <summary>A price from a day on; one from the same day takes the place of what was entered for it.</summary>
    public async Task Set(string subject, decimal yuan, string source, DateOnly from, CancellationToken ct = default)
    {
        user.Require("维护项目价格", Keepers.Split(','));
        var name = subject.Trim();
        var items = await dictionary.Items(ct);
        if (!items.Panels.Contains(name) && items.Find(name) is null) throw new Refused(RefusalKind.Invalid, "result.item-unknown", $"项目目录中没有“{name}”。", "请填写组合名称或项目代码。");
        if (yuan is < 0 or > Most || source.Trim() is not { Length: > 0 and <= 120 } words)
            throw new Refused(RefusalKind.Invalid, "result.price-invalid", $"请填写 0 到 {Most} 元的价格，并写明依据（120 字以内）。");
        var price = await db.Set<ItemPrice>().FirstOrDefaultAsync(each => each.OrganizationId == user.Organization && each.Subject == name && each.From == from, ct);
        if (price is null) db.Add(price = new ItemPrice(user.Organization, name, yuan, words, from, user.Name));
        else price.Set(yuan, words, user.Name);
        audit.Record("result.price-set", new AuditSubject("result-price", price.Id, name), $"{yuan} 元，自 {ChinaTime.Show(from)}，{words}");
        await db.SaveChangesAsync(ct);
    }
}
