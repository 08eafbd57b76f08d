using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Results;

/// <summary>How many entries a list has and how often they were changed: it grows with every change, on whatever node.</summary>
public readonly record struct Revision(int Count, int Versions);

/// <summary>Where the lists stand that are kept in memory. All are asked in one statement, once a unit of work: the moment of ordering needs each of them.</summary>
public sealed class Revisions(XinglinDb db)
{
    private Dictionary<List, Revision>? known;

    internal async Task<Revision> Items(CancellationToken ct) => (await Read(ct)).GetValueOrDefault(List.Items);

    internal async Task<(Revision Rules, Revision Scopes)> Rules(CancellationToken ct)
    {
        var all = await Read(ct);
        return (all.GetValueOrDefault(List.RuleSets), all.GetValueOrDefault(List.Scopes));
    }

    /// <summary>After a change within this unit of work.</summary>
    internal void Forget() => known = null;

    private async Task<Dictionary<List, Revision>> Read(CancellationToken ct) => known ??= await
        db.Set<ItemEntry>().GroupBy(_ => 1).Select(all => new { List = List.Items, Count = all.Count(), Versions = all.Sum(entry => entry.Version) })
            .Concat(db.Set<KeptRuleSet>().GroupBy(_ => 1).Select(all => new { List = List.RuleSets, Count = all.Count(), Versions = all.Sum(set => set.Version) }))
            .Concat(db.Set<AddedScope>().GroupBy(_ => 1).Select(all => new { List = List.Scopes, Count = all.Count(), Versions = all.Sum(scope => scope.Version) }))
            .ToDictionaryAsync(line => line.List, line => new Revision(line.Count, line.Versions), ct);

    private enum List { Items, RuleSets, Scopes }
}
