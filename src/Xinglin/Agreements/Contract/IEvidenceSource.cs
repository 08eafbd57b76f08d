namespace Xinglin.Agreements.Contract;

/// <summary>Asks what shows that one party kept one clause.</summary>
/// <param name="ClauseIds">The clause and those of earlier versions that it carries on; evidence for any of them counts.</param>
/// <param name="From">First day looked at.</param>
/// <param name="To">Last day looked at.</param>
/// <param name="AsOf">Only what was recorded by this moment counts, so that an old statement can be computed again.</param>
public sealed record EvidenceQuery(
    Guid AgreementId, IReadOnlyList<Guid> ClauseIds, IReadOnlyList<string> Kinds, Guid Bearer, IReadOnlyList<Guid> Counterparties,
    DateOnly From, DateOnly To, DateTimeOffset AsOf);

/// <summary>A record that shows a duty being kept.</summary>
/// <param name="ClauseId">One of the clauses asked for.</param>
/// <param name="Bearer">The organisation that kept it.</param>
/// <param name="Source">Chinese name of the module, 「双向转诊」, or 「人工登记」.</param>
/// <param name="Link">Where the record opens.</param>
/// <param name="RecordedAt">When the program learned of it; corrections are records of their own.</param>
/// <param name="Manual">A person vouches for it; it is marked so wherever it shows.</param>
/// <param name="Period">The occurrence it is meant for (<c>2026-11</c>); null where its date decides.</param>
/// <param name="Amount">How much of what the clause counts (20 人) it stands for; one where nothing is said.</param>
public sealed record Evidence(
    Guid ClauseId, Guid Bearer, string Source, string Title, DateOnly OccurredOn, string? Link, DateTimeOffset RecordedAt, bool Manual = false, string? Period = null, decimal? Amount = null);

/// <summary>
/// Implemented by each module whose records prove duties kept; registered in the container, as many as there are. It must answer
/// the same question with the same evidence for ever: what was recorded after <see cref="EvidenceQuery.AsOf"/> is left out, what
/// was withdrawn after it is still in.
/// </summary>
public interface IEvidenceSource
{
    /// <summary>Clause kinds it knows about; it is not asked for others.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Evidence for all the questions of one page at once.</summary>
    Task<IReadOnlyList<Evidence>> Collect(IReadOnlyList<EvidenceQuery> queries, CancellationToken ct);
}
