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
public sealed record TermMatrix(DateOnly Day, IReadOnlyList<ClauseKind> Kinds, IReadOnlyList<TermRow> Rows)
{
    internal static TermMatrix Of(
        TermIndex index, DateOnly day, IReadOnlyList<SealedTerms> agreements, IEnumerable<(Guid One, Guid Other)> pairs, IReadOnlyDictionary<Guid, OrganizationRef> houses)
    {
        var order = ClauseKinds.All.Select((kind, at) => (kind.Code, at)).ToDictionary(each => each.Code, each => each.at);
        var kinds = agreements.SelectMany(each => each.Kinds).Distinct()
            .OrderBy(code => order.GetValueOrDefault(code, int.MaxValue)).ThenBy(code => code, StringComparer.Ordinal)
            .Select(ClauseKinds.Of).ToList();
        var rows = pairs
            .Where(pair => houses.ContainsKey(pair.One) && houses.ContainsKey(pair.Other))
            .DistinctBy(pair => pair.One.CompareTo(pair.Other) < 0 ? pair : (pair.Other, pair.One))
            .Select(pair => new TermRow(houses[pair.One], houses[pair.Other],
                [.. kinds.Select(kind => new TermCell(kind, index.Ask(pair.One, pair.Other, kind.Code, day), index.Ask(pair.Other, pair.One, kind.Code, day)))]))
            .Where(row => row.Cells.Any(cell => !cell.IsEmpty))
            .OrderBy(row => row.One.Name, StringComparer.Ordinal).ThenBy(row => row.Other.Name, StringComparer.Ordinal);
        return new TermMatrix(day, kinds, [.. rows]);
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
