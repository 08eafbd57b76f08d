using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sms;

namespace Xinglin.PatientView;

public enum LinkMeans { Print, Sms }

/// <summary>What is handed out once and kept nowhere.</summary>
/// <param name="Token">Null where only a new code was made.</param>
public sealed record LinkSlip(Guid LinkId, string? Token, string Code);

/// <summary>
/// Staff who treat give a patient, or the guardian, a way to the own data: printed, or as two messages, because who gets hold of one of them
/// must not hold the other too.
/// </summary>
internal sealed class LinkDesk(
    XinglinDb db, IPatients patients, IOwnRecord record, LinkSecrets secrets, ISms sms, PublicAddress address, CurrentUser user, IAuditTrail audit, TimeProvider time,
    IOptions<PatientViewRules> options)
{
    public const string IssuerRoles = $"{Role.Physician},{Role.ReferralCoordinator},{Role.PublicHealth}";
    private static readonly string[] Issuers = IssuerRoles.Split(',');
    private static readonly Citation Guardians = new("个人信息保护法 第三十一条");

    private PatientViewRules Rules => options.Value;

    /// <summary>Those that the own institution gave, newest first.</summary>
    public async Task<IReadOnlyList<PatientLink>> Of(Guid patientId, CancellationToken ct = default)
    {
        await Known(patientId, ct);
        var organization = user.Organization;
        return await db.Set<PatientLink>().AsNoTracking().Where(link => link.PatientId == patientId && link.OrganizationId == organization)
            .OrderByDescending(link => link.IssuedAt).ThenByDescending(link => link.Id).ToListAsync(ct);
    }

    /// <exception cref="Refused">A child holds none of its own, no telephone takes the messages, or nothing is known that could be asked beside the code.</exception>
    public async Task<LinkSlip> Issue(Guid patientId, LinkHolder holder, LinkMeans means, CancellationToken ct = default)
    {
        await Known(patientId, ct);
        var card = await record.Card(patientId, ct);
        MayHold(card, holder);
        var now = time.Now();
        var (token, code) = (LinkSecrets.NewToken(), LinkSecrets.NewCode());
        var link = new PatientLink(patientId, card.Number, user.Organization, user.OrganizationName ?? "", holder, LinkSecrets.TokenHash(token), now, now.AddDays(Rules.LinkDays), user.Name);
        link.GiveCode(secrets.CodeHash(link.Id, code), now.AddHours(Rules.CodeHours));
        db.Add(link);
        if (means == LinkMeans.Sms)
        {
            var number = Number(card, holder);
            sms.Send(number, $"【杏林】{link.Organization}请您查看转诊安排：{Address(token)} 。{Rules.LinkDays}天内有效，请不要转发。验证码另发。");
            sms.Send(number, CodeMessage(code, $"{Rules.CodeHours}小时"));
        }

        audit.Record("patient-view.issued", link.Subject, $"交给{holder.Show()}；{(means == LinkMeans.Sms ? "短信发送" : "打印")}；有效至 {ChinaTime.Show(link.ExpiresAt)}");
        await db.SaveChangesAsync(ct);
        return new(link.Id, token, code);
    }

    /// <summary>For who has used up the code, lost it, or locked the link.</summary>
    public async Task<LinkSlip> NewCode(Guid patientId, Guid linkId, LinkMeans means, CancellationToken ct = default)
    {
        var link = await Own(patientId, linkId, ct);
        var now = time.Now();
        if (link.State(now) is LinkState.Withdrawn or LinkState.Expired)
            throw new Refused(RefusalKind.Conflict, "patient-view.link-over", $"这个链接{link.State(now).Show()}，不能再换验证码。", "请重新办理一个链接。");
        var code = LinkSecrets.NewCode();
        link.GiveCode(secrets.CodeHash(link.Id, code), now.AddHours(Rules.CodeHours));
        if (means == LinkMeans.Sms) sms.Send(Number(await record.Card(patientId, ct), link.Holder), CodeMessage(code, $"{Rules.CodeHours}小时"));
        audit.Record("patient-view.code-given", link.Subject, $"交给{link.Holder.Show()}；{(means == LinkMeans.Sms ? "短信发送" : "打印")}");
        await db.SaveChangesAsync(ct);
        return new(link.Id, null, code);
    }

    /// <summary>The link opens nothing any more, and a session that it opened ends.</summary>
    public async Task Withdraw(Guid patientId, Guid linkId, CancellationToken ct = default)
    {
        var link = await Own(patientId, linkId, ct);
        if (link.WithdrawnAt is not null) return;
        link.Withdraw(user.Name, time.Now());
        audit.Record("patient-view.withdrawn", link.Subject, link.Holder.Show());
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="Refused">It is not this institution's.</exception>
    public async Task<PatientLink> Own(Guid patientId, Guid linkId, CancellationToken ct = default)
    {
        await Known(patientId, ct);
        var organization = user.Organization;
        return await db.Set<PatientLink>().FirstOrDefaultAsync(link => link.Id == linkId && link.PatientId == patientId && link.OrganizationId == organization, ct)
            ?? throw Refused.NotFound("这个查询链接");
    }

    public string Address(string token) => address.ForPatients($"/p/{token}");

    public static string CodeMessage(string code, string life) => $"【杏林】验证码 {code}，{life}内有效，只能用一次。任何人（包括医院）向您要验证码，都不要给。";

    private async Task<PatientRef> Known(Guid patientId, CancellationToken ct)
    {
        user.Require("办理患者查询链接", Issuers);
        return await patients.Require(patientId, ct);
    }

    private static void MayHold(OwnCard card, LinkHolder holder)
    {
        if (card.Child && holder == LinkHolder.Patient)
            throw new Refused(RefusalKind.Invalid, "patient-view.child", "患者不满14周岁，链接要交给监护人。", "请选择“监护人”。", Guardians);
        if (holder == LinkHolder.Guardian && card.GuardianName is null)
            throw new Refused(RefusalKind.Conflict, "patient-view.no-guardian", "还没有登记监护人。", "请先在患者资料中登记监护人。", Guardians);
        if (card.Question == OwnQuestion.None)
            throw new Refused(RefusalKind.Conflict, "patient-view.nothing-to-ask", "患者的证件号码、出生日期和电话都没有登记，无法核对查看的人是谁。", "请先补全患者资料。");
    }

    private static string Number(OwnCard card, LinkHolder holder) => (holder == LinkHolder.Guardian ? card.GuardianMobile : card.Mobile)
        ?? throw new Refused(RefusalKind.Conflict, "patient-view.no-mobile", $"{holder.Show()}没有登记手机号码，不能发短信。", "请先在患者资料中补登手机号码，或选择打印。");
}
