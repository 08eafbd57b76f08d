using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>An institution at one end, with the department and doctor as they were called then.</summary>
public sealed record ReferralEnd(Guid OrganizationId, string Organization, string? Department, string? Physician, string? Phone);

/// <summary>The patient as written on the referral; age and name stay what they were on that day.</summary>
public sealed record ReferredPatient(Guid PatientId, string Name, string Initials, string Sex, DateOnly? BirthDate, string Age);

/// <summary>The clause that a referral runs under for its whole life, whatever becomes of the agreement.</summary>
/// <param name="WithinMinutes">The time for the answer that the clause names; null where it names none.</param>
public sealed record ReferralTerm(Guid ClauseId, string Source, int? WithinMinutes);

/// <summary>
/// One patient's way from one institution to another under one clause. While it is open it has exactly one owner (an institution and
/// a role there) and one clock; <see cref="ReferralLife"/> is the only way from state to state.
/// </summary>
public sealed class Referral : Aggregate
{
    private Referral() { }

    internal Referral(string number, ReferralDirection direction, ReferralEnd from, ReferralEnd to, ReferredPatient patient, Guid? previousId, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (Number, Direction, PreviousId, CreatedAt, StateSince) = (number, direction, previousId, at, at);
        (FromId, FromName) = (from.OrganizationId, from.Organization);
        (PatientId, PatientName, PatientInitials, Sex, BirthDate, Age) =
            (patient.PatientId, patient.Name, patient.Initials, patient.Sex, patient.BirthDate, patient.Age);
        Describe(direction, ReferralCategory.Outpatient, ReferralUrgency.Routine, from, to);
        Own(ReferralLimits.Standard, at);
    }

    public string Number { get; private init; } = "";
    public ReferralDirection Direction { get; private set; }
    public ReferralCategory Category { get; private set; }
    public ReferralUrgency Urgency { get; private set; }
    public ReferralState State { get; private set; }
    public DateTimeOffset StateSince { get; private set; }

    public Guid FromId { get; private init; }
    public string FromName { get; private init; } = "";
    public string? FromDepartment { get; private set; }
    public string? FromPhysician { get; private set; }
    public string? FromPhone { get; private set; }
    public Guid ToId { get; private set; }
    public string ToName { get; private set; } = "";
    public string? ToDepartment { get; private set; }
    public string? ToPhysician { get; private set; }

    public Guid PatientId { get; private init; }
    public string PatientName { get; private init; } = "";
    public string PatientInitials { get; private init; } = "";
    public string Sex { get; private init; } = "";
    public DateOnly? BirthDate { get; private init; }

    /// <summary>As on the day of the referral: 「63 岁」, 「8 个月」.</summary>
    public string Age { get; private init; } = "";

    /// <summary>The referral that this one goes on from; null for the first of a chain.</summary>
    public Guid? PreviousId { get; private init; }

    /// <summary>An emergency that was written down after the patient had been brought; counted apart.</summary>
    public bool EnteredAfterwards { get; private set; }

    /// <summary>The sender's institution reviews before anything leaves the house.</summary>
    public bool ReviewWanted { get; internal set; }

    /// <summary>Null inside one institution and outside every agreement.</summary>
    public Guid? TermClauseId { get; private set; }
    public string? TermSource { get; private set; }

    /// <summary>The time for the answer that <see cref="TermSource"/> names; null where it names none.</summary>
    public int? TermMinutes { get; private set; }

    /// <summary>The clause by which such a patient goes first (转诊绿色通道, 优先); null without one. Kept like the other for its whole life.</summary>
    public Guid? PriorityClauseId { get; private set; }
    public string? PrioritySource { get; private set; }

    /// <summary>Its place among those in time, as <see cref="ReferralPriority.RankOf"/> gives it; kept, so that an index has the order.</summary>
    public int PriorityRank { get; private set; }

    /// <summary>Why the patient goes outside the consortium, and who there said yes; null inside it.</summary>
    public string? OutsideReason { get; private set; }
    public string? OutsideConfirmedBy { get; private set; }

    public Guid? ConsentId { get; internal set; }

    /// <summary>The institution and role that must act next; null when it has ended.</summary>
    public Guid? OwnerId { get; private set; }
    public string? OwnerRole { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public string? DueSource { get; private set; }

    /// <summary>0 running, 1 reminded, 2 late and told to medical affairs, 3 told to the directors.</summary>
    public int Escalation { get; private set; }

    /// <summary>When the owner is next told, in time order with <see cref="Escalation"/>; null when nothing more is to be told.</summary>
    public DateTimeOffset? NextAlarmAt { get; private set; }

    /// <summary>The clock of the answer, kept while the sender brings what was missing.</summary>
    public DateTimeOffset? AnswerDueAt { get; private set; }

    public Guid? ClaimedById { get; private set; }
    public string? ClaimedBy { get; private set; }

    /// <summary>When the patient is expected at the receiver.</summary>
    public DateTimeOffset? ExpectedAt { get; private set; }

    /// <summary>The day of the next follow-up that is not done; null where none is left.</summary>
    public DateOnly? NextFollowUp { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When the first answer was due, as it stood when it was sent.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }

    /// <summary>The first answer, a question for more papers included.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The last decision of the receiver; null while there is none.</summary>
    public ReferralDecision? Decision { get; private set; }

    /// <summary>The code of the last refusal; null where it was not refused.</summary>
    public string? RefusalCode { get; private set; }
    public DateTimeOffset? ArrivedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was refused, ended or called off: a code of <see cref="ReferralCodes"/>; the words to it stand in the story.</summary>
    public string? ReasonCode { get; private set; }

    public bool IsOpen => !State.IsFinal();

    public string? OwnerName => OwnerId is null ? null : OwnerId == FromId ? FromName : ToName;

    public Guid OrganizationOn(ReferralSide side) => side == ReferralSide.Sender ? FromId : ToId;

    public bool IsOn(ReferralSide side, Guid organization) => side == ReferralSide.Either ? organization == FromId || organization == ToId : organization == OrganizationOn(side);

    public string NameOn(ReferralSide side) => side == ReferralSide.Sender ? FromName : ToName;

    /// <summary>What may change while it is a draft.</summary>
    internal void Describe(ReferralDirection direction, ReferralCategory category, ReferralUrgency urgency, ReferralEnd from, ReferralEnd to)
    {
        (Direction, Category, Urgency) = (direction, category, urgency);
        PriorityRank = ReferralPriority.RankOf(Urgency, PriorityClauseId is not null);
        (FromDepartment, FromPhysician, FromPhone) = (from.Department, from.Physician, from.Phone);
        (ToId, ToName, ToDepartment, ToPhysician) = (to.OrganizationId, to.Organization, to.Department, to.Physician);
    }

    /// <summary>Only an emergency towards treatment can have been brought before anybody wrote.</summary>
    internal void EnterAfterwards(bool afterwards) =>
        EnteredAfterwards = afterwards && Urgency == ReferralUrgency.Emergency && !Direction.IsHomeward();

    internal void RunUnder(ReferralTerm term) => (TermClauseId, TermSource, TermMinutes) = (term.ClauseId, term.Source, term.WithinMinutes);

    internal void GoFirstUnder(ReferralTerm? term)
    {
        (PriorityClauseId, PrioritySource) = (term?.ClauseId, term?.Source);
        PriorityRank = ReferralPriority.RankOf(Urgency, term is not null);
    }

    internal void GoOutside(string? reason, string? confirmedBy) => (OutsideReason, OutsideConfirmedBy) = (reason, confirmedBy);

    internal void ClaimFor(Guid userId, string name) => (ClaimedById, ClaimedBy) = (userId, name);

    internal void GiveUpClaim() => (ClaimedById, ClaimedBy) = (null, null);

    internal void Expect(DateTimeOffset at, string? department)
    {
        ExpectedAt = at;
        if (department is not null) ToDepartment = department;
    }

    internal void MoveTo(string department)
    {
        ToDepartment = department;
        GiveUpClaim();
    }

    internal void Because(string? code) => ReasonCode = code;

    internal void PlanFollowUp(DateOnly? next) => NextFollowUp = next;

    /// <summary>The clock of a draft runs by what its house has set for this urgency, from when it was begun.</summary>
    internal void StartDraft(ReferralLimits limits) => Own(limits, StateSince);

    /// <summary>Goes one step of the table: state, owner and clock change together.</summary>
    internal void Go(ReferralTransition transition, ReferralLimits limits, DateTimeOffset at)
    {
        var (from, to) = (State, transition.To);
        State = to;
        if (from != to || transition.Act is ReferralAct.Rearrange or ReferralAct.RecordFollowUp) Restart(from, limits, at);
        if (from != to) StateSince = at;
        if (to == ReferralState.Submitted)
        {
            SubmittedAt ??= at;
            AnswerBy ??= DueAt;
        }

        if (to == ReferralState.Arrived && from == ReferralState.Draft) SubmittedAt ??= at;
        if (from == ReferralState.Submitted && transition.Side == ReferralSide.Receiver && from != to) AnsweredAt ??= at;
        Decide(transition.Act, from);
        if (transition.Act == ReferralAct.Arrive || (from == ReferralState.Draft && to == ReferralState.Arrived)) ArrivedAt ??= at;
        if (to is ReferralState.Completed or ReferralState.SentBack) CompletedAt = at;
        if (to.IsFinal()) EndedAt = at;
        if (from == ReferralState.Submitted && from != to) GiveUpClaim();
    }

    /// <summary>
    /// What is told next and when after that: a reminder at three quarters of the time, medical affairs when it is late, the directors when
    /// as much time again has passed. Telling is no change of the referral, so nobody who has its page open is overtaken by it.
    /// </summary>
    internal (int Escalation, DateTimeOffset? Next) AfterAlarm(DateTimeOffset at) => Escalation switch
    {
        0 when at < DueAt => (1, DueAt),
        0 or 1 => (2, DueAt + (DueAt - StateSince)),
        _ => (3, null)
    };

    /// <summary>Receiving an emergency that came without waiting is a yes too.</summary>
    private void Decide(ReferralAct act, ReferralState from)
    {
        ReferralDecision? decision = act switch
        {
            ReferralAct.Accept => ReferralDecision.Accepted,
            ReferralAct.Arrive when Decision is null => ReferralDecision.Accepted,
            ReferralAct.Refuse => ReferralDecision.Refused,
            ReferralAct.Advise => ReferralDecision.Advised,
            _ => null
        };
        if (decision is null || from == ReferralState.Draft) return;
        Decision = decision;
        RefusalCode = decision == ReferralDecision.Refused ? ReasonCode : null;
    }

    private void Restart(ReferralState from, ReferralLimits limits, DateTimeOffset at)
    {
        // What is sent back for papers keeps its place: the answer is due when it was due before.
        if (from == ReferralState.Submitted && State == ReferralState.InfoWanted) AnswerDueAt = DueAt;
        Own(limits, at);
        if (from == ReferralState.InfoWanted && State == ReferralState.Submitted && AnswerDueAt is { } due) SetClock(due, DueSource!, at);
    }

    private void Own(ReferralLimits limits, DateTimeOffset at)
    {
        if (ReferralLife.OwnerOf(State, Direction) is not { } owner)
        {
            (OwnerId, OwnerRole, DueAt, DueSource, NextAlarmAt, Escalation) = (null, null, null, null, null, 0);
            return;
        }

        (OwnerId, OwnerRole) = (OrganizationOn(owner.Side), owner.Role);
        var clock = limits.Start(this, at);
        SetClock(clock.Due, clock.Source, at);
    }

    /// <summary>The reminder comes when three quarters of the time are gone.</summary>
    private void SetClock(DateTimeOffset due, string source, DateTimeOffset at) =>
        (DueAt, DueSource, Escalation, NextAlarmAt) = (due, source, 0, due > at ? at + (due - at) * 0.75 : at);
}
