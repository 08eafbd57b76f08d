using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>Rules and the areas of marks as they stand, those that come with the program among them.</summary>
/// <param name="Book">All sets, the program's own examples last.</param>
public sealed record RulesInForce(RuleBook Book, IReadOnlyDictionary<string, MarkScope> Scopes);

/// <summary>Gives the rules. What was read once is kept until somebody changes a rule or an area, on whatever node.</summary>
public sealed class KeptRules(XinglinDb db, Newest<string, RulesInForce> cache)
{
    private RulesInForce? known;

    public async Task<RulesInForce> Read(CancellationToken ct = default)
    {
        if (known is not null) return known;
        // How many rows there are and how often they were changed.
        var lines = await db.Set<KeptRuleSet>().GroupBy(_ => 1).Select(all => new { Kind = 1, Count = all.Count(), Versions = all.Sum(set => set.Version) })
            .Concat(db.Set<AddedScope>().GroupBy(_ => 2).Select(all => new { Kind = 2, Count = all.Count(), Versions = all.Sum(scope => scope.Version) }))
            .OrderBy(line => line.Kind).ToListAsync(ct);
        var stamp = string.Join(';', lines.Select(line => $"{line.Kind}:{line.Count}:{line.Versions}"));
        return known = cache.Get(stamp) ?? cache.Keep(stamp, new RulesInForce(
            new RuleBook([.. await db.Set<KeptRuleSet>().AsNoTracking().OrderByDescending(set => set.EnteredAt).Select(set => set.Content).ToListAsync(ct), RuleBook.Standard]),
            MarkScope.BuiltIn.Concat(await db.Set<AddedScope>().AsNoTracking().Select(scope => scope.Content).ToListAsync(ct)).GroupBy(scope => scope.Code).ToDictionary(group => group.Key, group => group.Last())));
    }

    /// <summary>After a change within this unit of work.</summary>
    internal void Forget() => known = null;
}
