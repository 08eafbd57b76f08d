using Xinglin.Platform;

namespace Xinglin.Agreements.Contract;

/// <summary>
/// A confirmed clause between organisations over a period: what modules ask for instead of hard-coding rules.
/// </summary>
/// <param name="Bearers">Organisations that owe or grant it.</param>
/// <param name="Counterparties">Organisations to whom it is owed or granted.</param>
/// <param name="From">First day in force.</param>
/// <param name="LastDay">Last day in force; null without an end, and for a clause that survives the agreement.</param>
/// <param name="UncertainFrom">The text leaves the day of its end blank: from this day on it may already be over; null where it is clear.</param>
/// <param name="TightlyKnit">The agreement makes an urban group or a county community (紧密型); in those more holds without being listed.</param>
public sealed record Term(
    Guid ClauseId, Guid AgreementId, string Agreement, int Version, string Path, string Text, IReadOnlyList<string> Kinds,
    IReadOnlyList<Guid> Bearers, IReadOnlyList<Guid> Counterparties, DateOnly From, DateOnly? LastDay, DateOnly? UncertainFrom,
    TermParameters Parameters, AtEnd AtEnd, bool TightlyKnit = false)
{
    /// <summary>The clause of the version before that this one goes on with by amendment or renewal; null for one that is new.</summary>
    public Guid? PreviousClauseId { get; init; }

    public Citation Cite() => new($"协议 {Agreement} 第{Path}条", Text, $"/agreements/{AgreementId}/clauses#clause-{ClauseId}");

    public bool InForceOn(DateOnly day) => day >= From && (LastDay is null || day <= LastDay);
}

/// <summary>The measures that people gave a clause when they confirmed it; null and empty where it has none.</summary>
/// <param name="ListIsOpen">Items may be added by agreement of both sides (「等」).</param>
/// <param name="Quantity">How much in each period, in <paramref name="QuantityUnit"/>.</param>
public sealed record TermParameters(
    IReadOnlyList<string> Items, bool ListIsOpen, TimeSpan? Within, string? WithinSource, string? PriceRule, string? PersonInCharge,
    Modality Modality = Modality.Shall, decimal? Quantity = null, string? QuantityUnit = null);

/// <summary>The answer to "may this be relied on between these two, at this moment?".</summary>
public abstract record TermAnswer
{
    private TermAnswer() { }

    /// <param name="Term">The clause that decides.</param>
    /// <param name="Caution">Something to know, such as an end whose day was left blank, or that the clause only permits (可以) or is carried out step by step; null mostly.</param>
    public sealed record Granted(Term Term, string? Caution) : TermAnswer;

    /// <param name="Code"><c>term.no-agreement</c>, <c>term.no-clause</c>, <c>term.not-yet</c>, <c>term.ended</c>.</param>
    /// <param name="Reason">Chinese, with the clause that ended where there was one.</param>
    /// <param name="Remedy">What would change it.</param>
    public sealed record NotGranted(string Code, string Reason, string Remedy, Citation? By) : TermAnswer;

    /// <exception cref="Refused">It is not granted.</exception>
    public Term OrRefuse() => this switch
    {
        Granted granted => granted.Term,
        NotGranted refusal => throw new Refused(RefusalKind.Conflict, refusal.Code, refusal.Reason, refusal.Remedy, refusal.By),
        _ => throw new InvalidOperationException()
    };
}

/// <summary>The terms in force, answered from memory.</summary>
public interface IAgreementTerms
{
    /// <summary>
    /// Does the first organisation owe or grant this kind to the second at that moment? Whether other nodes changed an agreement is
    /// known within a second; where a decision hangs on it, call <see cref="EnsureCurrent"/> first.
    /// </summary>
    TermAnswer Ask(Guid bearer, Guid counterparty, string kind, DateTimeOffset at);

    /// <summary>All terms that the organisation has a part in, on a day.</summary>
    IReadOnlyList<Term> Of(Guid organization, DateOnly day);

    /// <summary>The clause a running case began under, whatever has become of it since; null if there never was one.</summary>
    Term? Pinned(Guid clauseId);

    /// <summary>Reads what changed since, on this or another node: one small query when nothing did.</summary>
    Task EnsureCurrent(CancellationToken ct = default);
}
