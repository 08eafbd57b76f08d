using System.Data.Common;
using Xinglin.Platform.Database;

namespace Xinglin.Results;

/// <summary>How many entries a list has and how often they were changed: it grows with every change, on whatever node.</summary>
public readonly record struct Revision(long Count, long Versions);

/// <summary>Where the lists stand that are kept in memory. All are asked in one statement, once a unit of work: the moment of ordering needs each of them.</summary>
public sealed class Revisions(XinglinDb db)
{
    private Known? known;

    internal async Task<Revision> Items(CancellationToken ct) => (await Read(ct)).Items;

    internal async Task<(Revision Rules, Revision Scopes)> Rules(CancellationToken ct)
    {
        var all = await Read(ct);
        return (all.Rules, all.Scopes);
    }

    /// <summary>After a change within this unit of work.</summary>
    internal void Forget() => known = null;

    private async Task<Known> Read(CancellationToken ct) => known ??= (await db.Read("""
        SELECT items.entries, items.versions, rules.entries, rules.versions, scopes.entries, scopes.versions
        FROM (SELECT COUNT(*) AS entries, COALESCE(SUM(version), 0) AS versions FROM result_item) AS items,
            (SELECT COUNT(*) AS entries, COALESCE(SUM(version), 0) AS versions FROM result_rule_set) AS rules,
            (SELECT COUNT(*) AS entries, COALESCE(SUM(version), 0) AS versions FROM result_mark_scope) AS scopes
        """, row => new Known(At(row, 0), At(row, 2), At(row, 4)), ct)).Single();

    private static Revision At(DbDataReader row, int column) => new(row.GetInt64(column), row.GetInt64(column + 1));

    private sealed record Known(Revision Items, Revision Rules, Revision Scopes);
}
