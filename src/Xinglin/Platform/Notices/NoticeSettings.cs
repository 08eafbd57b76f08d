using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Mail;
using Xinglin.Platform.Sms;

namespace Xinglin.Platform.Notices;

/// <param name="Version">Null where nothing was saved yet.</param>
public sealed record NoticeWishes(int? Version, string? Email, string? Mobile, IReadOnlyDictionary<string, (NoticeLevel Mail, NoticeLevel Sms)> Groups);

/// <summary>What reaches a person outside the program; everybody decides for oneself. A new address or number is written to at once, so that its owner knows.</summary>
public sealed class NoticeSettings(XinglinDb db, NoticeKinds kinds, IMail mail, ISms sms, CurrentUser user, IAuditTrail audit)
{
    public bool HasMail => mail.IsSet;

    /// <summary>Every group, with nothing wanted where nothing was chosen.</summary>
    public async Task<NoticeWishes> Read(CancellationToken ct = default)
    {
        var me = Me();
        var contact = await db.Set<NoticeContact>().AsNoTracking().FirstOrDefaultAsync(contact => contact.Id == me, ct);
        var chosen = await db.Set<NoticeChoice>().AsNoTracking().Where(choice => choice.UserId == me).ToDictionaryAsync(choice => choice.Group, choice => (choice.Mail, choice.Sms), ct);
        return new(contact?.Version, contact?.Email, contact?.Mobile, kinds.Groups.ToDictionary(group => group, group => chosen.GetValueOrDefault(group)));
    }

    /// <exception cref="Refused">Address or number cannot be, or is missing where something should go there.</exception>
    public async Task Save(NoticeWishes wishes, CancellationToken ct = default)
    {
        var me = Me();
        var (email, mobile) = Examine(wishes);
        var contact = await db.Set<NoticeContact>().FirstOrDefaultAsync(contact => contact.Id == me, ct);
        if (contact is null) db.Add(contact = new NoticeContact(me));
        else contact.MustBeAt(wishes.Version, "通知设置");
        if (mail.IsSet && email is not null && email != contact.Email) mail.Send(email, "【杏林】通知邮箱已登记", "您已把这个邮箱登记为接收杏林通知。如果不是您本人登记的，请忽略，并告诉医院的系统管理员。\n");
        if (mobile is not null && mobile != contact.Mobile) sms.Send(mobile, "【杏林】这个号码已登记为接收杏林通知。如果不是您本人登记的，请告诉医院的系统管理员。");
        contact.Reach(email, mobile);
        var stored = await db.Set<NoticeChoice>().Where(choice => choice.UserId == me).ToDictionaryAsync(choice => choice.Group, ct);
        foreach (var group in kinds.Groups)
        {
            var (byMail, bySms) = wishes.Groups.GetValueOrDefault(group);
            if (!stored.TryGetValue(group, out var choice))
            {
                if (byMail == NoticeLevel.None && bySms == NoticeLevel.None) continue;
                db.Add(choice = new NoticeChoice(me, group));
            }

            if (byMail == NoticeLevel.None && bySms == NoticeLevel.None) db.Remove(choice);
            else choice.Choose(byMail, bySms);
        }

        audit.Record("notice.settings-changed", new AuditSubject("user", me, user.Name));
        await db.SaveChangesAsync(ct);
    }

    private Guid Me() => user.UserId ?? throw Refused.NotFound("通知设置");

    private static (string? Email, string? Mobile) Examine(NoticeWishes wishes)
    {
        var faults = new List<string>();
        var email = wishes.Email?.Trim() is { Length: > 0 } typed ? typed : null;
        if (email is not null && !(email.Length <= 120 && MailboxAddress.TryParse(email, out var address) && address.Address == email && address.Domain.Contains('.', StringComparison.Ordinal)))
            faults.Add("邮箱地址不完整，应如 name@example.cn");
        var mobile = wishes.Mobile?.Trim() is { Length: > 0 } number ? number : null;
        if (mobile is not null)
        {
            if (PhoneNumber.Parse(mobile).Value is { Kind: PhoneKind.Mobile } known) mobile = known.Value;
            else faults.Add("手机号码应为 11 位");
        }

        if (email is null && wishes.Groups.Values.Any(group => group.Mail != NoticeLevel.None)) faults.Add("选了邮件，请填写邮箱");
        if (mobile is null && wishes.Groups.Values.Any(group => group.Sms != NoticeLevel.None)) faults.Add("选了短信，请填写手机号码");
        return faults.Count == 0 ? (email, mobile) : throw new Refused(RefusalKind.Invalid, "notice.settings", $"{string.Join("；", faults)}。", "请改正后再保存。");
    }
}
