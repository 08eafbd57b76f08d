using Xinglin.Platform;

namespace Xinglin.Patients.Contract;

/// <summary>Whether a patient has consented that data goes to an organisation for a purpose (个人信息保护法 第二十三条、第二十九条).</summary>
public interface IConsents
{
    /// <summary>The consent that covers this purpose and recipient now, given and neither withdrawn nor run out; else one that is awaited; else null.</summary>
    Task<ConsentRef?> Standing(Guid patientId, PatientPurpose purpose, Guid recipient, CancellationToken ct = default);

    /// <summary>Joins the open unit of work: the consent is brought later because life or health was in danger (第十三条), with a clock of its own.</summary>
    /// <exception cref="Refused">The reason is missing, or this person may not see the patient.</exception>
    Task<ConsentRef> Await(Guid patientId, PatientPurpose purpose, Guid recipient, string reason, CancellationToken ct = default);

    /// <summary>Joins the open unit of work: recorded together with a case. Fulfils a consent that is awaited for the same purpose and recipient.</summary>
    /// <exception cref="Refused">Nobody signed or was informed, the relation is unknown, a child signed for itself, or the last day is over.</exception>
    Task<ConsentRef> Give(Guid patientId, PatientPurpose purpose, Guid recipient, SignedConsent signed, CancellationToken ct = default);

    /// <summary>Joins the open unit of work: takes a scan of signed paper in.</summary>
    /// <exception cref="Refused">It is no PDF, PNG or JPEG of 10 MB at most.</exception>
    Task<Guid> KeepScan(Stream content, string name, CancellationToken ct = default);

    /// <summary>
    /// The kinds of data that a consent lets go to this recipient: all while it is awaited, none where it was declined afterwards, and what was
    /// agreed also after it was withdrawn, for the case that was under way. Null where it names other recipients.
    /// </summary>
    Task<IReadOnlyList<ConsentScope>?> Bounds(Guid consentId, Guid recipient, CancellationToken ct = default);

    /// <summary>All of a patient's consents, newest first.</summary>
    Task<IReadOnlyList<ConsentRef>> Of(Guid patientId, CancellationToken ct = default);
}

/// <summary>In which relation to the patient somebody signed (GB/T 4761, the part that a hospital needs).</summary>
public static class ConsentRelations
{
    public const string Self = "本人";

    public static readonly IReadOnlyList<string> All = [Self, "配偶", "父母", "子女", "兄弟姐妹", "祖父母或外祖父母", "其他监护人", "其他近亲属", "单位或居（村）委会"];
}
