namespace Xinglin.Referrals.Contract;

/// <summary>A referral as its patient reads it in a list. All words are plain Chinese.</summary>
/// <param name="Headline">Where it stands, in one short sentence.</param>
/// <param name="Tone">As for StatusTag.</param>
public sealed record OwnReferralLine(
    Guid Id, string Number, string Direction, Guid FromId, string FromName, Guid ToId, string ToName, bool Open, string Headline, string Tone, DateTimeOffset At);

/// <summary>Where and when the patient is expected, and what to bring.</summary>
public sealed record OwnVisit(
    DateTimeOffset At, string Department, string Place, string Contact, string Phone, string? Bed, DateTimeOffset? BedHeldUntil, IReadOnlyList<string> Bring);

public sealed record OwnMedicine(string Name, string Dosage, int? Days);

/// <param name="What">Null where it would tell of an illness that is kept off the phone.</param>
public sealed record OwnFollowUp(DateOnly On, string? What, bool Done);

/// <summary>What comes after the treatment.</summary>
/// <param name="Withheld">Medicines and treatment are not shown here, because they would tell of a disease of the narrowest circle (GB/T 39725-2020 level 5).</param>
public sealed record OwnPlan(
    IReadOnlyList<OwnMedicine> Medicines, string? Plan, string? Rehabilitation, string? Monitoring, string? WarningSigns, string? GuidingPhysician, string? GuidingPhone,
    IReadOnlyList<OwnFollowUp> FollowUps, bool Withheld);

/// <summary>Something that happened, without anybody's words about the illness.</summary>
public sealed record OwnStep(DateTimeOffset At, string What);

/// <summary>One referral as its patient reads it. It never names a diagnosis: a phone's screen is read by others too.</summary>
/// <param name="Next">What happens next, or what the patient should do.</param>
/// <param name="Department">Where it leads, as far as it is known before anything is arranged.</param>
/// <param name="Expected">The patient has still to come.</param>
/// <param name="Bring">What to bring as long as nothing has been arranged.</param>
public sealed record OwnReferral(
    OwnReferralLine Line, string Next, string? Department, bool Expected, OwnVisit? Visit, OwnPlan? Plan, IReadOnlyList<OwnStep> Steps, IReadOnlyList<string> Bring);

/// <summary>A patient's own referrals. Whoever asks has made sure who it is.</summary>
public interface IOwnReferrals
{
    /// <summary>Newest first, without what was only drafted.</summary>
    /// <param name="asSeenBy">Only those in which this organisation has a part; null for all.</param>
    Task<IReadOnlyList<OwnReferralLine>> Of(Guid patientId, Guid? asSeenBy, CancellationToken ct = default);

    /// <exception cref="Platform.Refused">There is none, or it is another patient's.</exception>
    Task<OwnReferral> Read(Guid patientId, Guid? asSeenBy, Guid id, CancellationToken ct = default);
}
