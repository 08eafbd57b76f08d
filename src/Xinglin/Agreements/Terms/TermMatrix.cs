using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;

namespace Xinglin.Agreements.Terms;

/// <summary>How a clause stands between two organisations in one direction on a day.</summary>
public enum TermStanding { InForce, Caution, NotYet, Ended, NotAgreed }

/// <param name="Gives">What the row's first organisation owes or grants the second.</param>
/// <param name="Receives">The other way round.</param>
public sealed record TermCell(ClauseKind Kind, TermAnswer Gives, TermAnswer Receives)
{
    public bool IsEmpty => Gives.Standing() == TermStanding.NotAgreed && Receives.Standing() == TermStanding.NotAgreed;
}

public sealed record TermRow(OrganizationRef One, OrganizationRef Other, IReadOnlyList<TermCell> Cells);

/// <summary>Who may do what with whom on a day: pairs of organisations by the kinds of clauses that occur between any of them.</summary>
/// <param name="Rows">One page of them, by name; pairs between which nothing was ever agreed are left out.</param>
/// <param name="Total">Rows on all pages.</param>
public sealed record TermMatrix(DateOnly Day, IReadOnlyList<ClauseKind> Kinds, IReadOnlyList<TermRow> Rows, int Total)
{
    public const int PageSize = 50;

    private static readonly Dictionary<string, int> Order = ClauseKinds.All.Select((kind, at) => (kind.Code, at)).ToDictionary(each => each.Code, each => each.at);

    internal static TermMatrix Of(
        TermIndex index, DateOnly day, IReadOnlyList<SealedTerms> agreements, IEnumerable<(Guid One, Guid Other)> pairs,
        IReadOnlyDictionary<Guid, OrganizationRef> houses, int page)
    {
        var kinds = agreements.SelectMany(each => each.Kinds).Distinct()
            .OrderBy(code => Order.GetValueOrDefault(code, int.MaxValue)).ThenBy(code => code, StringComparer.Ordinal)
            .Select(ClauseKinds.Of).ToList();
        var known = pairs
            .Where(pair => houses.ContainsKey(pair.One) && houses.ContainsKey(pair.Other))
            .DistinctBy(pair => pair.One.CompareTo(pair.Other) < 0 ? pair : (pair.Other, pair.One))
            .Where(pair => index.AnythingBetween(pair.One, pair.Other))
            .Select(pair => (One: houses[pair.One], Other: houses[pair.Other]))
            .OrderBy(pair => pair.One.Name, StringComparer.Ordinal).ThenBy(pair => pair.Other.Name, StringComparer.Ordinal)
            .ToList();
        var rows = known.Skip((page - 1) * PageSize).Take(PageSize).Select(pair => new TermRow(pair.One, pair.Other,
            [.. kinds.Select(kind => new TermCell(kind, index.Ask(pair.One.Id, pair.Other.Id, kind.Code, day), index.Ask(pair.Other.Id, pair.One.Id, kind.Code, day)))]));
        return new TermMatrix(day, kinds, [.. rows], known.Count);
    }
}

public static class TermStandings
{
    public static TermStanding Standing(this TermAnswer answer) => answer switch
    {
        TermAnswer.Granted { Caution: not null } => TermStanding.Caution,
        TermAnswer.Granted => TermStanding.InForce,
        TermAnswer.NotGranted { Code: "term.not-yet" } => TermStanding.NotYet,
        TermAnswer.NotGranted { Code: "term.ended" } => TermStanding.Ended,
        _ => TermStanding.NotAgreed
    };

    public static string Show(this TermStanding standing) => standing switch
    {
        TermStanding.InForce => "生效",
        TermStanding.Caution => "谨慎",
        TermStanding.NotYet => "未生效",
        TermStanding.Ended => "已结束",
        _ => "未约定"
    };

    public static string Tone(this TermStanding standing) => standing switch
    {
        TermStanding.InForce => "green",
        TermStanding.Caution => "yellow",
        TermStanding.NotYet => "blue",
        TermStanding.Ended => "red",
        _ => "secondary"
    };

    /// <summary>Where the clause that decided can be read; null where there is none.</summary>
    public static string? Link(this TermAnswer answer) => answer switch
    {
        TermAnswer.Granted granted => granted.Term.Cite().Link,
        TermAnswer.NotGranted refusal => refusal.By?.Link,
        _ => null
    };
}
