using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>How often a duty comes round.</summary>
public enum Every { Day, Week, Month, Quarter, HalfYear, Year }

public enum ClauseState
{
    /// <summary>Read or typed, not yet looked at by a person. Nothing is scored or enforced by it.</summary>
    Candidate,
    Confirmed,
    Rejected
}

/// <summary>One duty, right or permission of an agreement. People of the consortium office confirm it; two who do so at once are kept apart by <see cref="Aggregate.Version"/>.</summary>
public sealed class Clause : Aggregate
{
    private Clause() { }

    internal Clause(Guid id, Guid agreementId, int position, string path, ClauseContent content, int? spanStart, int? spanEnd)
    {
        Id = id;
        (AgreementId, Position, Path, Content, SpanStart, SpanEnd) = (agreementId, position, path, content, spanStart, spanEnd);
    }

    public Guid AgreementId { get; private set; }

    /// <summary>Order on the page.</summary>
    public int Position { get; private set; }

    /// <summary>Number path in decimals: 一、（二）3. is 1.2.3.</summary>
    public string Path { get; internal set; } = "";
    public ClauseContent Content { get; private set; } = new();
    public ClauseState State { get; private set; } = ClauseState.Candidate;

    /// <summary>Where it stands in the source text, in UTF-16 units; null for a clause that was typed.</summary>
    public int? SpanStart { get; private set; }
    public int? SpanEnd { get; private set; }

    /// <summary>The clause of the version before that this one carries on.</summary>
    public Guid? PreviousId { get; internal set; }

    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public string? Reason { get; private set; }

    /// <exception cref="Refused">Something that must be known before it can bind is missing; all gaps are named at once.</exception>
    public void Confirm(ClauseContent content, string by, DateTimeOffset at)
    {
        content.MustBeComplete();
        Content = content;
        Decide(ClauseState.Confirmed, by, at, null);
    }

    /// <exception cref="Refused">No reason was given.</exception>
    public void Reject(string reason, string by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new Refused(RefusalKind.Invalid, "clause.reason-missing", "不采用一条候选条款需要写明理由。", "请填写理由，例如“序言，不是义务”。");
        Decide(ClauseState.Rejected, by, at, reason.Trim());
    }

    /// <summary>Back to undecided.</summary>
    public void Reopen(string by, DateTimeOffset at) => Decide(ClauseState.Candidate, by, at, null);

    private void Decide(ClauseState state, string by, DateTimeOffset at, string? reason) =>
        (State, DecidedBy, DecidedAt, Reason) = (state, by, at, reason);

    internal Clause CopyFor(Guid agreementId, Guid id) =>
        new(id, agreementId, Position, Path, Content.Copy(), null, null) { PreviousId = Id };
}
