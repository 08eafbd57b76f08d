namespace Xinglin.Referrals;

/// <summary>What a kept document is.</summary>
public enum ReferralDocumentKind { Request, Arrangement, Outcome }

/// <summary>What was written on a referral, the newest of each kind; null where nothing was.</summary>
public sealed record ReferralDocuments(ReferralRequest? Request, ReferralArrangement? Arrangement, ReferralOutcome? Outcome);

/// <summary>
/// One version of what was written. Nothing is overwritten: a correction is a further version, and the newest of a kind holds.
/// </summary>
/// <param name="content">JSON of the kind's record, sealed at rest.</param>
public sealed class ReferralDocument(Guid id, Guid referralId, ReferralDocumentKind kind, string content, string by, string organization, DateTimeOffset at)
{
    public Guid Id { get; private set; } = id;
    public Guid ReferralId { get; private set; } = referralId;
    public ReferralDocumentKind Kind { get; private set; } = kind;
    public string Content { get; private set; } = content;
    public string By { get; private set; } = by;
    public string Organization { get; private set; } = organization;
    public DateTimeOffset At { get; private set; } = at;
}

/// <summary>A line of the story that both sides read.</summary>
/// <param name="act">Null for what happened without an act, such as a reminder.</param>
/// <param name="words">Sealed; what people write here is often clinical.</param>
public sealed class ReferralEvent(
    Guid id, Guid referralId, DateTimeOffset at, ReferralAct? act, ReferralState from, ReferralState to, Guid? userId, string by,
    Guid? organizationId, string? organization, string? reasonCode, string? words)
{
    public Guid Id { get; private set; } = id;
    public Guid ReferralId { get; private set; } = referralId;
    public DateTimeOffset At { get; private set; } = at;
    public ReferralAct? Act { get; private set; } = act;
    public ReferralState From { get; private set; } = from;
    public ReferralState To { get; private set; } = to;
    public Guid? UserId { get; private set; } = userId;
    public string By { get; private set; } = by;
    public Guid? OrganizationId { get; private set; } = organizationId;
    public string? Organization { get; private set; } = organization;
    public string? ReasonCode { get; private set; } = reasonCode;
    public string? Words { get; private set; } = words;
}

/// <summary>A line of the story with its words opened.</summary>
public sealed record StoryLine(
    DateTimeOffset At, ReferralAct? Act, ReferralState From, ReferralState To, string By, Guid? OrganizationId, string? Organization, string? ReasonCode, string? Text);

/// <summary>A word from one side to the other.</summary>
/// <param name="words">Sealed.</param>
public sealed class ReferralMessage(Guid id, Guid referralId, DateTimeOffset at, string by, Guid organizationId, string organization, string words)
{
    public const int TextLength = 1000;

    public Guid Id { get; private set; } = id;
    public Guid ReferralId { get; private set; } = referralId;
    public DateTimeOffset At { get; private set; } = at;
    public string By { get; private set; } = by;
    public Guid OrganizationId { get; private set; } = organizationId;
    public string Organization { get; private set; } = organization;
    public string Words { get; private set; } = words;
}

/// <summary>A message with its words opened.</summary>
public sealed record MessageLine(DateTimeOffset At, string By, Guid OrganizationId, string Organization, string Text);

public sealed class ReferralAttachment(Guid id, Guid referralId, Guid fileId, string title, string by, Guid organizationId, DateTimeOffset at)
{
    public Guid Id { get; private set; } = id;
    public Guid ReferralId { get; private set; } = referralId;
    public Guid FileId { get; private set; } = fileId;
    public string Title { get; private set; } = title;
    public string By { get; private set; } = by;
    public Guid OrganizationId { get; private set; } = organizationId;
    public DateTimeOffset At { get; private set; } = at;
}

/// <summary>How a follow-up went.</summary>
public enum FollowUpResult
{
    /// <summary>Not yet done.</summary>
    Planned,
    Done,

    /// <summary>Nobody was reached; another is planned, and after the third try somebody visits.</summary>
    NotReached,

    /// <summary>The patient must go up again.</summary>
    Worse
}

/// <summary>One contact after the patient came home, planned for a day and kept as a record.</summary>
public sealed class FollowUp(Guid id, Guid referralId, DateOnly on, string what)
{
    public Guid Id { get; private set; } = id;
    public Guid ReferralId { get; private set; } = referralId;
    public DateOnly On { get; private set; } = on;
    public string What { get; private set; } = what;
    public FollowUpResult Result { get; private set; }

    /// <summary>「电话」, 「门诊」, 「上门」</summary>
    public string? Means { get; private set; }

    /// <summary>Sealed.</summary>
    public string? Findings { get; private set; }
    public string? By { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <param name="findings">Sealed.</param>
    internal void Record(FollowUpResult result, string means, string findings, string by, DateTimeOffset at) =>
        (Result, Means, Findings, By, DoneAt) = (result, means, findings, by, at);
}

/// <summary>A follow-up with its findings opened.</summary>
public sealed record FollowUpLine(Guid Id, DateOnly On, string What, FollowUpResult Result, string? Means, string? Findings, string? By, DateTimeOffset? DoneAt);

/// <summary>What one institution has decided about its referrals; the program's customs hold where it has decided nothing.</summary>
public sealed class ReferralPractice : Platform.Aggregate
{
    public ReferralPractice(Guid id) => Id = id;

    /// <summary>A doctor's referral goes to the referral office first (国卫办医政发〔2024〕21号); a house without one may turn it off.</summary>
    public bool InHouseReview { get; private set; } = true;

    public IReadOnlyList<ReferralLimit> Limits { get; private set; } = [];

    /// <summary>Why no referrals are taken at present; null where they are.</summary>
    public string? SuspendedBecause { get; private set; }

    internal void Decide(bool inHouseReview, IReadOnlyList<ReferralLimit> limits) => (InHouseReview, Limits) = (inHouseReview, limits);

    internal void Suspend(string? reason) => SuspendedBecause = reason;
}
