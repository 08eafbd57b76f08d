using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Patients;

public enum ConsentMeans
{
    /// <summary>Signed on paper; the scan is attached, or brought later.</summary>
    Paper,

    /// <summary>Stated before the user, who recorded it. No reliable electronic signature (电子签名法 第十三条).</summary>
    Statement
}

/// <summary>Whom the data goes to under a consent.</summary>
public sealed class ConsentRecipient(Guid consentId, Guid organizationId)
{
    public Guid ConsentId { get; private set; } = consentId;
    public Guid OrganizationId { get; private set; } = organizationId;
}

/// <summary>What a patient agreed to, for one purpose; or that this is still to be asked, because life was in danger. It is never deleted.</summary>
public sealed class Consent : Aggregate
{
    private readonly List<ConsentRecipient> recipients = [];

    private Consent()
    {
    }

    public Guid PatientId { get; private set; }

    /// <summary>Where it was taken, or is to be brought.</summary>
    public Guid OrganizationId { get; private set; }
    public PatientPurpose Purpose { get; private set; }
    public ConsentState State { get; private set; }
    public IReadOnlyList<ConsentRecipient> Recipients => recipients;
    public List<ConsentScope> Scope { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public string CreatedBy { get; private set; } = "";

    /// <summary>Why it could not be asked beforehand.</summary>
    public string? LateReason { get; private set; }

    /// <summary>By when a late consent must be brought; it stays open beyond that until a person closes it.</summary>
    public DateTimeOffset? DueBy { get; private set; }

    public ConsentMeans? Means { get; private set; }
    public string? SignedBy { get; private set; }
    public string? Relation { get; private set; }
    public DateTimeOffset? SignedAt { get; private set; }
    public string? RecordedBy { get; private set; }
    public Guid? ScanFileId { get; private set; }

    /// <summary>That name and contact of the recipients, purpose and means, kinds of data, retention and rights were told (第十七条、第二十三条).</summary>
    public bool Informed { get; private set; }
    public DateOnly? From { get; private set; }

    /// <summary>Last day; null where it ends with the case.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>When, by whom, in whose words it was withdrawn or declined.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndedBy { get; private set; }
    public string? EndReason { get; private set; }

    /// <summary>Whether it covers a handing over on that day. This decides, not the state: nothing waits for the calendar.</summary>
    public bool CoversOn(DateOnly day) => State == ConsentState.Given && (From is null || From <= day) && (Until is null || Until >= day);

    public bool IsLate(DateTimeOffset now) => State == ConsentState.Awaited && DueBy <= now;

    public ConsentRef Ref => new(Id, Purpose, State == ConsentState.Given, SignedAt, SignedBy, Relation, DueBy, Until, Scope);

    internal static Consent Awaited(Guid patient, Guid organization, PatientPurpose purpose, IEnumerable<Guid> recipients, string reason, DateTimeOffset now, DateTimeOffset dueBy, string by)
    {
        var consent = New(patient, organization, purpose, recipients, now, by);
        (consent.State, consent.LateReason, consent.DueBy) = (ConsentState.Awaited, reason, dueBy);
        return consent;
    }

    internal static Consent New(Guid patient, Guid organization, PatientPurpose purpose, IEnumerable<Guid> recipients, DateTimeOffset now, string by)
    {
        var consent = new Consent
        {
            Id = Guid.CreateVersion7(now),
            PatientId = patient,
            OrganizationId = organization,
            Purpose = purpose,
            CreatedAt = now,
            CreatedBy = by
        };
        consent.recipients.AddRange(recipients.Distinct().Select(recipient => new ConsentRecipient(consent.Id, recipient)));
        return consent;
    }

    internal void Give(ConsentFacts facts, DateTimeOffset now, string recordedBy)
    {
        State = ConsentState.Given;
        Scope = [.. facts.Scope.Distinct().Order()];
        (Means, SignedBy, Relation, SignedAt, ScanFileId) = (facts.ScanFileId is null ? facts.Means : ConsentMeans.Paper, facts.SignedBy, facts.Relation, facts.SignedAt ?? now, facts.ScanFileId);
        (Informed, RecordedBy) = (facts.Informed, recordedBy);
        (From, Until) = (facts.From ?? ChinaTime.DateIn(now), facts.Until);
    }

    internal void Attach(Guid scan) => (ScanFileId, Means) = (scan, ConsentMeans.Paper);

    /// <param name="state">Withdrawn or declined.</param>
    internal void End(ConsentState state, DateTimeOffset now, string by, string reason) => (State, EndedAt, EndedBy, EndReason) = (state, now, by, reason);

    internal void Expire(DateTimeOffset now) => (State, EndedAt, EndedBy) = (ConsentState.Expired, now, "系统");
}

/// <summary>What is recorded when a consent is given.</summary>
/// <param name="SignedAt">Null for now.</param>
public sealed record ConsentFacts(
    string SignedBy, string Relation, IReadOnlyList<ConsentScope> Scope, bool Informed, ConsentMeans Means = ConsentMeans.Statement, Guid? ScanFileId = null,
    DateOnly? From = null, DateOnly? Until = null, DateTimeOffset? SignedAt = null)
{
    public static readonly IReadOnlyList<ConsentScope> WholeScope = Enum.GetValues<ConsentScope>();
}
