using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Referrals;

/// <summary>A referral with all that its papers name.</summary>
/// <param name="Particulars">Null where the case has ended and this person may no longer see who the patient is.</param>
/// <param name="Consent">The referral's own; before it is sent, one that already covers the receiver; null where there is none.</param>
/// <param name="ReceiverLines">The receiver's published telephone numbers.</param>
/// <param name="QrCode">SVG that opens the referral at the desk.</param>
public sealed record ReferralPaper(
    Referral Referral, ReferralRequest Request, ReferralArrangement? Arrangement, ReferralOutcome? Outcome, PatientParticulars? Particulars,
    ConsentRef? Consent, IReadOnlyList<PublishedHotline> SenderLines, IReadOnlyList<PublishedHotline> ReceiverLines, string QrCode, DateTimeOffset PrintedAt)
{
    /// <summary>The names of the national form (双向转诊单, 国家基本公共卫生服务规范); inside one institution it is none.</summary>
    public string Title => Referral.Direction switch
    {
        ReferralDirection.Internal => "院内转诊单",
        var direction when direction.IsHomeward() => "双向转诊（回转）单",
        _ => "双向转诊（转出）单"
    };

    /// <summary>Whose rule it runs under; null where none was named yet.</summary>
    public string? Basis => Referral.TermSource ?? (Referral.OutsideReason is { } reason ? $"医联体外转诊：{reason}（对接确认：{Referral.OutsideConfirmedBy}）" : null);
}

/// <summary>Puts the papers of a referral together. Whoever prints one is recorded, and so is the opening of the patient's particulars.</summary>
internal sealed class PaperDesk(ReferralStore store, IPatients patients, IConsents consents, IHotlines hotlines, PublicAddress address, IAuditTrail audit, TimeProvider time)
{
    /// <param name="what">As the audit trail names it: 「双向转诊单」.</param>
    /// <exception cref="Refused">There is none, or it belongs to others.</exception>
    public async Task<ReferralPaper> Print(Guid id, string what, CancellationToken ct = default)
    {
        var referral = await store.Read(id, ct);
        var known = (await patients.Known([referral.PatientId], ct)).ContainsKey(referral.PatientId);
        var (request, arrangement, outcome) = await store.Documents(id, ct);
        var paper = new ReferralPaper(
            referral, request ?? new ReferralRequest(), arrangement, outcome,
            known ? await patients.Open(referral.PatientId, PatientPurpose.Referral, ReferralStore.Subject(referral), ct) : null,
            known ? await Consent(referral, ct) : null,
            await hotlines.PublishedBy(referral.FromId, ct), await hotlines.PublishedBy(referral.ToId, ct), QrCode.Svg(address.Of(ReferralStore.Link(referral)), scales: true), time.Now());
        await audit.RecordNow("referral.printed", ReferralStore.Subject(referral), what, ct: ct);
        return paper;
    }

    /// <summary>Inside one institution no data is handed over, so there is nothing to consent to.</summary>
    /// <exception cref="Refused">There is none, it belongs to others, or it needs no consent.</exception>
    public async Task<ReferralPaper> PrintConsent(Guid id, string what, CancellationToken ct = default)
    {
        var referral = await store.Read(id, ct);
        return referral.Direction == ReferralDirection.Internal
            ? throw new Refused(RefusalKind.Conflict, "referral.no-consent-needed", "本机构内转诊不向其他机构提供资料，不需要转诊知情同意书。", "可打印转诊单。")
            : await Print(id, what, ct);
    }

    private async Task<ConsentRef?> Consent(Referral referral, CancellationToken ct) => referral.ConsentId is { } id
        ? (await consents.Of(referral.PatientId, ct)).FirstOrDefault(consent => consent.Id == id)
        : await consents.Standing(referral.PatientId, PatientPurpose.Referral, referral.ToId, ct);
}
