using Xinglin.Agreements.Contract;

namespace Xinglin.Agreements.Duties;

/// <summary>The filters of the list of duties, as they stand in its address.</summary>
/// <param name="Side"><c>owed</c> for what others owe us; else what we owe.</param>
/// <param name="State">A <see cref="DutyState"/>, <c>all</c>, or nothing for what is open.</param>
public sealed record DutyFilter(string? Side, Guid? Agreement, string? State, string? Kind)
{
    public bool IsOwedToUs => Side == "owed";

    /// <summary>Of these lines what the filters let through, late ones first, then by due day.</summary>
    public IReadOnlyList<DutyLine> Apply(IEnumerable<DutyLine> lines, Guid organization) =>
        [.. OfSide(lines, organization)
            .Where(line => State switch
            {
                "all" => true,
                null or "" => line.IsOpen,
                var state => string.Equals(line.State.ToString(), state, StringComparison.OrdinalIgnoreCase)
            })
            .Where(line => string.IsNullOrEmpty(Kind) || line.Duty.Content.Kinds.Contains(Kind))
            .OrderBy(line => line.State).ThenBy(line => line.Due ?? DateOnly.MaxValue)];

    /// <summary>Our own duties, or those that others owe us.</summary>
    public IEnumerable<DutyLine> OfSide(IEnumerable<DutyLine> lines, Guid organization) =>
        lines.Where(line => IsOwedToUs ? line.Duty.IsOwedTo(organization) : line.Duty.BearerId == organization);

    /// <summary>The address of the list with these filters.</summary>
    public string Link(string path = "/duties")
    {
        var query = new QueryString();
        if (IsOwedToUs) query = query.Add("side", "owed");
        if (Agreement is { } agreement) query = query.Add("agreement", agreement.ToString());
        if (!string.IsNullOrEmpty(State)) query = query.Add("state", State);
        if (!string.IsNullOrEmpty(Kind)) query = query.Add("kind", Kind);
        return path + query;
    }

    /// <summary>Kinds that occur among the lines, by code and name.</summary>
    public static IReadOnlyList<ClauseKind> Kinds(IEnumerable<DutyLine> lines) =>
        [.. lines.SelectMany(line => line.Duty.Content.Kinds).Distinct().Select(ClauseKinds.Of).OrderBy(kind => kind.Name, StringComparer.Ordinal)];
}
