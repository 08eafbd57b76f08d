using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Terms;

/// <summary>The confirmed clauses of one sealed version, with what is needed to answer from them and to explain a refusal.</summary>
/// <param name="PreviousId">The version that this one amends or renews.</param>
/// <param name="LastDay">Null without an end.</param>
/// <param name="EndReason">Why it ends, for the sentence that says so; null where nothing sets an end.</param>
/// <param name="Leads">Those of the parties that lead.</param>
internal sealed record SealedTerms(
    Guid AgreementId, Guid LineageId, Guid? PreviousId, string Reference, string Title, int Version, DateOnly From, DateOnly? LastDay,
    DateOnly? UncertainFrom, string? EndReason, IReadOnlyList<Guid> Parties, IReadOnlyList<Guid> Leads, IReadOnlyList<Term> All)
{
    private readonly Dictionary<string, Term[]> byKind = All
        .SelectMany(term => term.Kinds.Select(kind => (kind, term)))
        .GroupBy(each => each.kind)
        .ToDictionary(group => group.Key, group => group.Select(each => each.term).ToArray());

    /// <summary>False where notice or a newer version ended it before its first day.</summary>
    public bool EverBegins => LastDay is null || LastDay >= From;

    public IEnumerable<string> Kinds => byKind.Keys;

    public bool InForceOn(DateOnly day) => day >= From && (LastDay is null || day <= LastDay);

    /// <summary>Does the clause hold on that day as one of this kind? A surviving one does after the agreement's end, for kinds that can.</summary>
    public bool Holds(Term term, string kind, DateOnly day) => InForceOn(day) || (term.InForceOn(day) && ClauseKinds.CanOutlive(kind));

    /// <summary>The clause of that kind which the one owes or grants the other: the first that holds on the day, else the first.</summary>
    public Term? Find(string kind, Guid bearer, Guid counterparty, DateOnly day)
    {
        if (!byKind.TryGetValue(kind, out var terms)) return null;
        Term? first = null;
        foreach (var term in terms)
        {
            if (!Contains(term.Bearers, bearer) || !Contains(term.Counterparties, counterparty)) continue;
            if (Holds(term, kind, day)) return term;
            first ??= term;
        }

        return first;
    }

    public Citation Cite() => new($"协议 {Reference}", null, $"/agreements/{AgreementId}");

    /// <summary>The same terms, over the day before a newer version begins; itself where all of it ends by then anyway.</summary>
    public SealedTerms CutBefore(DateOnly successorFrom)
    {
        var last = successorFrom.AddDays(-1);
        if (All.Select(term => term.LastDay).Append(LastDay).All(end => end <= last)) return this;
        var terms = All.Select(term => term with { LastDay = Days.Earlier(term.LastDay, last), UncertainFrom = term.UncertainFrom <= last ? term.UncertainFrom : null });
        return LastDay <= last
            ? new SealedTerms(AgreementId, LineageId, PreviousId, Reference, Title, Version, From, LastDay, UncertainFrom, EndReason, Parties, Leads, [.. terms])
            : new SealedTerms(AgreementId, LineageId, PreviousId, Reference, Title, Version, From, last, UncertainFrom <= last ? UncertainFrom : null,
                "由新版本取代", Parties, Leads, [.. terms]);
    }

    private static bool Contains(IReadOnlyList<Guid> ids, Guid id)
    {
        for (var index = 0; index < ids.Count; index++)
            if (ids[index] == id) return true;
        return false;
    }
}
