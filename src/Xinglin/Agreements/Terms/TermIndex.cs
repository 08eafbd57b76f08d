using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Terms;

/// <summary>The terms of one sealed version, with what is needed to answer and to explain a refusal.</summary>
/// <param name="ByKind">Confirmed clauses by each of their kinds.</param>
internal sealed record SealedTerms(
    Guid AgreementId, Guid LineageId, string Reference, int Version, long Revision, DateOnly From, DateOnly? LastDay, DateOnly? UncertainFrom, string? EndReason,
    IReadOnlyList<Guid> Parties, IReadOnlyDictionary<string, Term[]> ByKind, IReadOnlyList<Term> All);

/// <summary>
/// Everything sealed, immutable and addressed by pairs of organisations, so that an answer is two look-ups and a walk over the few
/// agreements between two houses. A change makes a new index that shares what did not change.
/// </summary>
internal sealed class TermIndex
{
    public static readonly TermIndex Empty = new([], 0);

    private readonly Dictionary<Guid, SealedTerms> agreements;
    private readonly Dictionary<(Guid, Guid), SealedTerms[]> byPair = [];
    private readonly Dictionary<Guid, SealedTerms[]> byOrganization = [];
    private readonly Dictionary<Guid, Term> byClause = [];

    private TermIndex(Dictionary<Guid, SealedTerms> agreements, long revision)
    {
        (this.agreements, Revision) = (agreements, revision);
        foreach (var group in Pairs().GroupBy(each => each.Pair))
            byPair[group.Key] = [.. group.Select(each => each.Terms).OrderByDescending(terms => terms.From).ThenByDescending(terms => terms.Version)];
        foreach (var group in agreements.Values.SelectMany(terms => terms.Parties.Select(party => (party, terms))).GroupBy(each => each.party))
            byOrganization[group.Key] = [.. group.Select(each => each.terms)];
        foreach (var term in agreements.Values.SelectMany(terms => terms.All)) byClause[term.ClauseId] = term;
    }

    /// <summary>All changes up to this number are in.</summary>
    public long Revision { get; }

    /// <summary>The index with these agreements put in or replaced. A version's last day is cut where its successor takes effect.</summary>
    public TermIndex With(IEnumerable<SealedTerms> changed, long revision)
    {
        var next = new Dictionary<Guid, SealedTerms>(agreements);
        var lineages = new HashSet<Guid>();
        foreach (var terms in changed)
        {
            next[terms.AgreementId] = terms;
            lineages.Add(terms.LineageId);
        }

        foreach (var lineage in next.Values.Where(terms => lineages.Contains(terms.LineageId)).GroupBy(terms => terms.LineageId))
        {
            var versions = lineage.OrderBy(terms => terms.Version).ToArray();
            for (var index = 0; index < versions.Length - 1; index++)
                if (CutBefore(versions[index], versions[index + 1].From) is { } cut) next[cut.AgreementId] = cut;
        }

        return new TermIndex(next, revision);
    }

    public Term? Clause(Guid clauseId) => byClause.GetValueOrDefault(clauseId);

    public IEnumerable<Term> Of(Guid organization, DateOnly day) =>
        byOrganization.GetValueOrDefault(organization, [])
            .SelectMany(terms => terms.All)
            .Where(term => term.InForceOn(day) && (term.Bearers.Contains(organization) || term.Counterparties.Contains(organization)));

    public TermAnswer Ask(Guid bearer, Guid counterparty, string kind, DateOnly day)
    {
        if (!byPair.TryGetValue((bearer, counterparty), out var between))
            return new TermAnswer.NotGranted("term.no-agreement", "两家机构之间没有盖章生效的协议。",
                "可由牵头单位的医联体办公室起草协议，或将贵单位加入已有协议的修订版本。", null);
        Term? outside = null;
        SealedTerms? outsideTerms = null, current = null;
        foreach (var terms in between)
        {
            var inForce = day >= terms.From && (terms.LastDay is null || day <= terms.LastDay);
            if (inForce) current ??= terms;
            if (!terms.ByKind.TryGetValue(kind, out var candidates)) continue;
            foreach (var term in candidates)
            {
                if (!Contains(term.Bearers, bearer) || !Contains(term.Counterparties, counterparty)) continue;
                if (inForce) return new TermAnswer.Granted(term, Caution(terms, day));
                if (outside is null || (outside.From > day && term.From <= day)) (outside, outsideTerms) = (term, terms);
            }
        }

        return Explain(kind, day, outside, outsideTerms, current);
    }

    private static TermAnswer.NotGranted Explain(string kind, DateOnly day, Term? outside, SealedTerms? terms, SealedTerms? current)
    {
        var name = ClauseKinds.Of(kind).Name;
        if (outside is null)
        {
            var which = current is null ? "两家机构之间的协议" : $"协议 {current.Reference}";
            return new TermAnswer.NotGranted("term.no-clause", $"{which}没有约定由该方承担“{name}”。",
                "可由医联体办公室起草修订版本，增加相应条款。", current is null ? null : new Citation($"协议 {current.Reference}", null, $"/agreements/{current.AgreementId}"));
        }

        if (day < outside.From)
            return new TermAnswer.NotGranted("term.not-yet", $"“{name}”所依据的条款自 {ChinaTime.Show(outside.From)} 起才生效。", "请在生效后办理。", outside.Cite());
        return new TermAnswer.NotGranted("term.ended",
            $"“{name}”所依据的条款已于 {ChinaTime.Show(outside.LastDay!.Value)} 结束{(terms!.EndReason is { } reason ? $"（{reason}）" : "")}。",
            "已在办的事项按原条款办结；新的事项请等待续签或新协议生效，可联系医联体办公室。", outside.Cite());
    }

    private static string? Caution(SealedTerms terms, DateOnly day) => terms.UncertainFrom is { } uncertain && day >= uncertain
        ? $"协议 {terms.Reference} 的到期日没有填写日，可能已在 {ChinaTime.Show(uncertain)} 到期，请尽快核实续签。"
        : null;

    private static SealedTerms? CutBefore(SealedTerms terms, DateOnly successorFrom)
    {
        var last = successorFrom.AddDays(-1);
        if (terms.LastDay is { } planned && planned <= last) return null;
        var all = terms.All.Select(term => term with { LastDay = last, UncertainFrom = null }).ToArray();
        return terms with { LastDay = last, UncertainFrom = null, EndReason = "由新版本取代", All = all, ByKind = Group(all) };
    }

    public static IReadOnlyDictionary<string, Term[]> Group(IEnumerable<Term> terms) => terms
        .SelectMany(term => term.Kinds.Select(kind => (kind, term)))
        .GroupBy(each => each.kind)
        .ToDictionary(group => group.Key, group => group.Select(each => each.term).ToArray());

    private IEnumerable<((Guid, Guid) Pair, SealedTerms Terms)> Pairs()
    {
        foreach (var terms in agreements.Values)
            foreach (var one in terms.Parties)
                foreach (var other in terms.Parties)
                    if (one != other) yield return ((one, other), terms);
    }

    private static bool Contains(IReadOnlyList<Guid> ids, Guid id)
    {
        for (var index = 0; index < ids.Count; index++)
            if (ids[index] == id) return true;
        return false;
    }
}
