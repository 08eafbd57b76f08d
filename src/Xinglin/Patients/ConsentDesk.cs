using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;

namespace Xinglin.Patients;

/// <summary>
/// Takes a consent through its life. Each act checks <see cref="ConsentLife"/>. What begins with Add joins the open unit of work; the
/// others save.
/// </summary>
public sealed class ConsentDesk(
    XinglinDb db, PatientStore patients, ConsentStore store, PatientRules rules, IDirectory directory, INotices notices, FileStore files,
    CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    private static readonly Citation Guardians = new("个人信息保护法 第三十一条", "处理不满十四周岁未成年人个人信息的，应当取得未成年人的父母或者其他监护人的同意。");
    private static readonly Citation Informing = new("个人信息保护法 第十七条、第二十三条");

    /// <summary>Records a new consent and saves it.</summary>
    public async Task<Consent> Give(Guid patientId, PatientPurpose purpose, IReadOnlyList<Guid> recipients, ConsentFacts facts, CancellationToken ct = default)
    {
        user.Require("登记知情同意", Role.Physician, Role.ReferralCoordinator);
        var consent = await AddGiven(patientId, purpose, recipients, facts, ct);
        await db.SaveChangesAsync(ct);
        return consent;
    }

    /// <summary>Records it together with a case. One that is awaited for the same is fulfilled by it.</summary>
    public async Task<Consent> AddGiven(Guid patientId, PatientPurpose purpose, IReadOnlyList<Guid> recipients, ConsentFacts facts, CancellationToken ct = default)
    {
        var patient = await patients.Read(patientId, ct);
        await MustExist(recipients, ct);
        var clean = Check(patient, facts);
        var awaited = recipients is [var only] && await store.Standing(patientId, purpose, only, ct) is { State: ConsentState.Awaited } open ? open : null;
        if (awaited is not null) ConsentLife.Require(awaited, ConsentAct.Give, user);
        var consent = awaited ?? Consent.New(patientId, Taker(patient), purpose, recipients, time.Now(), user.Name);
        consent.Give(clean, time.Now(), user.Name);
        if (awaited is null) db.Add(consent);
        audit.Record("consent.given", patient.Subject, $"{purpose.Show()}；签署人与患者关系：{clean.Relation}；{consent.Means!.Value.Show()}{(awaited is null ? "" : "；补签")}");
        return consent;
    }

    /// <summary>The consent is brought later, because life or health was in danger.</summary>
    public async Task<Consent> AddAwaited(Guid patientId, PatientPurpose purpose, Guid recipient, string reason, CancellationToken ct = default)
    {
        var patient = await patients.Read(patientId, ct);
        await MustExist([recipient], ct);
        if (await store.Standing(patientId, purpose, recipient, ct) is { } standing) return standing;
        var now = time.Now();
        var consent = Consent.Awaited(patientId, Taker(patient), purpose, [recipient], Reason(reason, "未能事先取得同意"), now, now + rules.LateConsent.Span, user.Name);
        db.Add(consent);
        audit.Record("consent.awaited", patient.Subject, $"{purpose.Show()}；须在 {ChinaTime.Show(consent.DueBy!.Value)} 前补签；时限 {rules.LateConsent}");
        await notices.Tell(consent.OrganizationId, Role.ReferralCoordinator, $"请补签{purpose.Show()}知情同意：患者 {patient.Number}，{ChinaTime.Show(consent.DueBy.Value)} 前",
            Link(consent), $"consent-awaited:{consent.Id}", ct);
        return consent;
    }

    /// <summary>Brings a consent that was awaited.</summary>
    public async Task Fulfil(Guid id, int? seen, ConsentFacts facts, CancellationToken ct = default)
    {
        var (consent, patient) = await Get(id, seen, ConsentAct.Give, ct);
        consent.Give(Check(patient, facts), time.Now(), user.Name);
        audit.Record("consent.given", patient.Subject, $"{consent.Purpose.Show()}；签署人与患者关系：{consent.Relation}；补签");
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The patient, asked afterwards, does not agree. What was done in the emergency stays done; nothing more may follow from it.</summary>
    public Task Decline(Guid id, int? seen, string reason, CancellationToken ct = default) =>
        End(id, seen, ConsentAct.Decline, ConsentState.Declined, "consent.declined", reason, ct);

    /// <summary>
    /// From now on nothing is handed over on this consent. What was done before stays lawful (个人信息保护法 第十五条第二款), and a case that is
    /// under way keeps what its record consists of: the recipients are told, and decide with the patient how to go on.
    /// </summary>
    public Task Withdraw(Guid id, int? seen, string reason, CancellationToken ct = default) =>
        End(id, seen, ConsentAct.Withdraw, ConsentState.Withdrawn, "consent.withdrawn", reason, ct);

    /// <exception cref="Refused">There is one already, or the file is no PDF, PNG or JPEG of 10 MB at most.</exception>
    public async Task AttachScan(Guid id, int? seen, Stream content, string name, CancellationToken ct = default)
    {
        var (consent, patient) = await Get(id, seen, ConsentAct.AttachScan, ct);
        consent.Attach(await KeepScan(content, name, ct));
        audit.Record("consent.scan-attached", patient.Subject, consent.Purpose.Show());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes a scan of signed paper into the open unit of work.</summary>
    public async Task<Guid> KeepScan(Stream content, string name, CancellationToken ct = default) =>
        (await files.Save(content, name, [FileKind.Pdf, FileKind.Png, FileKind.Jpeg], 10 * 1024 * 1024, ct)).Id;

    private async Task End(Guid id, int? seen, ConsentAct act, ConsentState state, string action, string reason, CancellationToken ct)
    {
        var (consent, patient) = await Get(id, seen, act, ct);
        consent.End(state, time.Now(), user.Name, Reason(reason, act.Show()));
        audit.Record(action, patient.Subject, consent.Purpose.Show());
        foreach (var organization in consent.Recipients.Select(recipient => recipient.OrganizationId).Append(patient.OrganizationId).Append(consent.OrganizationId).Distinct())
            await notices.Tell(organization, Role.ReferralCoordinator, $"患者 {patient.Number} 的{consent.Purpose.Show()}知情同意：{state.Show()}，请勿再据此提供资料",
                Link(consent), $"consent-ended:{consent.Id}", ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<(Consent Consent, Patient Patient)> Get(Guid id, int? seen, ConsentAct act, CancellationToken ct)
    {
        var consent = await store.Read(id, ct);
        var patient = await patients.Read(consent.PatientId, ct);
        ConsentLife.Require(consent, act, user);
        consent.MustBeAt(seen, "这份同意记录");
        return (consent, patient);
    }

    private Guid Taker(Patient patient) => user.OrganizationId ?? patient.OrganizationId;

    private async Task MustExist(IReadOnlyList<Guid> recipients, CancellationToken ct)
    {
        if (recipients.Count == 0) throw new Refused(RefusalKind.Invalid, "consent.no-recipient", "请选择资料提供给哪些机构。", by: Informing);
        if ((await directory.Find(recipients, ct)).Count < recipients.Distinct().Count()) throw Refused.NotFound("接收机构");
    }

    private ConsentFacts Check(Patient patient, ConsentFacts facts)
    {
        var clean = facts with { SignedBy = facts.SignedBy.Trim(), Relation = facts.Relation.Trim() };
        var faults = new List<string>();
        if (clean.SignedBy.Length is 0 or > 40) faults.Add("请填写签署人姓名（最多40个字）");
        if (!ConsentRelations.All.Contains(clean.Relation)) faults.Add("请选择签署人与患者的关系");
        if (clean.Scope.Count == 0) faults.Add("请选择同意提供的资料种类");
        if (clean.SignedAt > time.Now()) faults.Add("签署时间不能晚于现在");
        if (clean.Until < (clean.From ?? time.Today())) faults.Add("截止日期不能早于开始日期");
        if (faults.Count > 0) throw new Refused(RefusalKind.Invalid, "consent.invalid", string.Join("；", faults) + "。", "请改正后再提交。");
        if (!clean.Informed)
            throw new Refused(RefusalKind.Invalid, "consent.not-informed", "尚未确认已向患者告知接收机构、目的、资料种类、保存期限和权利。", "逐项告知后勾选确认，再登记同意。", Informing);
        var signedOn = clean.SignedAt is { } at ? ChinaTime.DateIn(at) : time.Today();
        if (!patient.IsChildOn(signedOn)) return clean;
        if (patient.GuardianName is null)
            throw new Refused(RefusalKind.Conflict, "consent.guardian-missing", $"患者不满{PatientFacts.ConsentAge}周岁，还没有登记监护人。", "请先在患者资料中登记监护人，再由监护人签署。", Guardians);
        if (clean.Relation == ConsentRelations.Self)
            throw new Refused(RefusalKind.Invalid, "consent.child-signed", $"患者不满{PatientFacts.ConsentAge}周岁，不能由本人签署。", $"请由监护人（登记为：{patient.GuardianName}）签署。", Guardians);
        return clean;
    }

    private static string Reason(string reason, string what) => reason.Trim() is { Length: > 0 and <= ConsentMap.ReasonLength } given
        ? given
        : throw new Refused(RefusalKind.Invalid, "consent.reason-missing", $"请填写{what}的原因（最多{ConsentMap.ReasonLength}个字）。");

    internal static string Link(Consent consent) => $"/patients/{consent.PatientId}/consents/{consent.Id}";
}
