using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Terms;

/// <summary>
/// Everything sealed, immutable and addressed by pairs of organisations, so that an answer is one look-up and a walk over the few
/// agreements between two houses. A change makes a new index.
/// </summary>
internal sealed class TermIndex
{
    public static readonly TermIndex Empty = new([], 0);

    /// <summary>As sealed, before newer versions cut them short: a newer version may yet be called off.</summary>
    private readonly Dictionary<Guid, SealedTerms> agreements;
    private readonly Dictionary<(Guid, Guid), SealedTerms[]> byPair;
    private readonly Dictionary<Guid, SealedTerms[]> byOrganization;
    private readonly Dictionary<Guid, Term> byClause;

    private TermIndex(Dictionary<Guid, SealedTerms> agreements, long revision)
    {
        (this.agreements, Revision) = (agreements, revision);
        var cut = Cut(agreements);
        byPair = Group(cut.SelectMany(Pairs));
        byOrganization = Group(cut.SelectMany(terms => terms.Parties.Select(party => (party, terms))));
        byClause = cut.SelectMany(terms => terms.All).ToDictionary(term => term.ClauseId);
    }

    /// <summary>All changes up to this number are in.</summary>
    public long Revision { get; }

    /// <summary>The index with these agreements put in or replaced.</summary>
    public TermIndex With(IEnumerable<SealedTerms> changed, long revision)
    {
        var next = new Dictionary<Guid, SealedTerms>(agreements);
        foreach (var terms in changed) next[terms.AgreementId] = terms;
        return new TermIndex(next, revision);
    }

    /// <summary>An index of some of the agreements only, for someone who may see no others.</summary>
    public TermIndex Only(IEnumerable<SealedTerms> some) => new(some.ToDictionary(terms => terms.AgreementId), Revision);

    public Term? Clause(Guid clauseId) => byClause.GetValueOrDefault(clauseId);

    /// <summary>Every sealed version that the organisation is party to, the latest first; ended ones too.</summary>
    public IReadOnlyList<SealedTerms> AgreementsOf(Guid organization) => byOrganization.GetValueOrDefault(organization, []);

    public IEnumerable<Term> Of(Guid organization, DateOnly day) => AgreementsOf(organization)
        .SelectMany(terms => terms.All)
        .Where(term => term.InForceOn(day))
        .Where(term => term.Bearers.Contains(organization) || term.Counterparties.Contains(organization));

    /// <summary>Did the two ever agree on anything towards each other?</summary>
    public bool AnythingBetween(Guid one, Guid other) => byPair.GetValueOrDefault((one, other), []).Any(terms => terms.All.Any(term =>
        (term.Bearers.Contains(one) && term.Counterparties.Contains(other)) || (term.Bearers.Contains(other) && term.Counterparties.Contains(one))));

    /// <summary>Of several agreements that grant it, the one that began last decides.</summary>
    public TermAnswer Ask(Guid bearer, Guid counterparty, string kind, DateOnly day)
    {
        if (!byPair.TryGetValue((bearer, counterparty), out var between))
            return new TermAnswer.NotGranted("term.no-agreement", "两家机构之间没有盖章生效的协议。",
                "可由牵头单位的医联体办公室起草协议，或将该机构加入已有协议的修订版本。", null);
        var found = new NotInForce(kind, day);
        foreach (var terms in between)
        {
            if (terms.Find(kind, bearer, counterparty, day) is not { } term)
            {
                if (terms.InForceOn(day)) found.Current ??= terms;
            }
            else if (terms.Holds(term, kind, day))
            {
                return new TermAnswer.Granted(term, Caution(terms, term, day));
            }
            else
            {
                found.Add(terms, term);
            }
        }

        return found.Explain();
    }

    private static string? Caution(SealedTerms terms, Term term, DateOnly day) =>
        string.Concat(EndCaution(terms, term, day), StrengthCaution(term)) is { Length: > 0 } caution ? caution : null;

    private static string? EndCaution(SealedTerms terms, Term term, DateOnly day) =>
        terms.LastDay is { } last && day > last ? $"协议 {terms.Reference} 已于 {ChinaTime.Show(last)} 结束；这一条约定在结束后继续履行。"
        : term.UncertainFrom is { } uncertain && day >= uncertain ? $"协议 {terms.Reference} 的到期日没有写全，最早可能已在 {ChinaTime.Show(uncertain)} 到期，请尽快核实续签。"
        : null;

    private static string? StrengthCaution(Term term) => term.Parameters.Modality.IsSoft()
        ? $"协议 {term.Agreement} 第{term.Path}条写的是“{ClauseWords.Show(term.Parameters.Modality)}”，不是必须做到的承诺，办理前请与对方确认。"
        : null;

    /// <summary>A version ends the day before the first of those begins that amend or renew it, directly or over versions between.</summary>
    private static List<SealedTerms> Cut(Dictionary<Guid, SealedTerms> agreements)
    {
        var successorFrom = new Dictionary<Guid, DateOnly>();
        foreach (var terms in agreements.Values)
            if (terms.EverBegins)
                for (var previous = terms.PreviousId; previous is { } id; previous = agreements.GetValueOrDefault(id)?.PreviousId)
                    if (!successorFrom.TryGetValue(id, out var from) || terms.From < from) successorFrom[id] = terms.From;
        return [.. agreements.Values.Select(terms => successorFrom.TryGetValue(terms.AgreementId, out var from) ? terms.CutBefore(from) : terms)];
    }

    private static IEnumerable<((Guid, Guid) Key, SealedTerms Terms)> Pairs(SealedTerms terms)
    {
        foreach (var one in terms.Parties)
            foreach (var other in terms.Parties)
                if (one != other) yield return ((one, other), terms);
    }

    private static Dictionary<TKey, SealedTerms[]> Group<TKey>(IEnumerable<(TKey Key, SealedTerms Terms)> all) where TKey : notnull => all
        .GroupBy(each => each.Key, each => each.Terms)
        .ToDictionary(group => group.Key, group => group
            .OrderByDescending(terms => terms.From).ThenByDescending(terms => terms.Version).ThenByDescending(terms => terms.AgreementId).ToArray());

    /// <summary>What was met on the way to a refusal.</summary>
    private struct NotInForce(string kind, DateOnly day)
    {
        private (SealedTerms Terms, Term Term)? ended, upcoming, calledOff;

        /// <summary>An agreement in force between the two that does not hold the clause.</summary>
        public SealedTerms? Current { get; set; }

        private readonly string Name => ClauseKinds.Of(kind).Name;

        public void Add(SealedTerms terms, Term term)
        {
            if (!terms.EverBegins) calledOff ??= (terms, term);
            else if (day < terms.From) upcoming = upcoming is { } sooner && sooner.Terms.From <= terms.From ? upcoming : (terms, term);
            else if (ended is not { } later || later.Terms.LastDay < terms.LastDay) ended = (terms, term);
        }

        public readonly TermAnswer.NotGranted Explain()
        {
            if (ended is { } past)
                return new TermAnswer.NotGranted("term.ended",
                    $"“{Name}”所依据的条款已于 {ChinaTime.Show(past.Terms.LastDay!.Value)} 结束{Because(past.Terms)}。",
                    $"已在办的事项按原条款的约定处理；{WhatNext("新的事项请等待续签或新协议生效，可联系医联体办公室。")}", past.Term.Cite());
            if (upcoming is { } future)
                return new TermAnswer.NotGranted("term.not-yet", $"“{Name}”所依据的条款自 {ChinaTime.Show(future.Terms.From)} 起才生效。", "请在生效后办理。", future.Term.Cite());
            if (calledOff is { } never)
                return new TermAnswer.NotGranted("term.ended", $"“{Name}”所依据的条款在生效之前已经终止{Because(never.Terms)}。",
                    WhatNext("请等待新协议生效，可联系医联体办公室。"), never.Term.Cite());
            return new TermAnswer.NotGranted("term.no-clause", $"{(Current is null ? "两家机构之间的协议" : $"协议 {Current.Reference}")}没有约定由该方承担“{Name}”。",
                "可由医联体办公室起草修订版本，增加相应条款。", Current?.Cite());
        }

        private readonly string WhatNext(string otherwise) =>
            upcoming is { } future ? $"新的事项可在协议 {future.Terms.Reference} 自 {ChinaTime.Show(future.Terms.From)} 生效后办理。"
            : Current is { } current ? $"现行协议 {current.Reference} 没有约定这一项，可由医联体办公室起草修订版本，增加相应条款。"
            : otherwise;

        private static string Because(SealedTerms terms) => terms.EndReason is { } reason ? $"（{reason}）" : "";
    }
}
