using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>Rules and the areas of marks as they stand, those that come with the program among them.</summary>
/// <param name="Book">All sets, the program's own examples last.</param>
public sealed record RulesInForce(RuleBook Book, IReadOnlyDictionary<string, MarkScope> Scopes);

/// <summary>Gives the rules. What was read once is kept until somebody changes a rule or an area, on whatever node.</summary>
public sealed class KeptRules(XinglinDb db, Revisions revisions, Newest<(Revision Rules, Revision Scopes), RulesInForce> cache)
{
    private RulesInForce? known;

    public async Task<RulesInForce> Read(CancellationToken ct = default)
    {
        if (known is not null) return known;
        var stamp = await revisions.Rules(ct);
        return known = cache.Get(stamp) ?? cache.Keep(stamp, new RulesInForce(
            new RuleBook([.. await db.Set<KeptRuleSet>().AsNoTracking().Where(set => set.State == ReviewState.InForce).OrderByDescending(set => set.EnteredAt).Select(set => set.Content).ToListAsync(ct), RuleBook.Standard]),
            MarkScope.BuiltIn.Concat(await db.Set<AddedScope>().AsNoTracking().Select(scope => scope.Content).ToListAsync(ct)).GroupBy(scope => scope.Code).ToDictionary(group => group.Key, group => group.Last())));
    }

    /// <summary>After a change within this unit of work.</summary>
    internal void Forget()
    {
        known = null;
        revisions.Forget();
    }
}
