using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;
using Xinglin.Platform.Mail;
using Xinglin.Platform.Outbox;
using Xinglin.Platform.Sms;

namespace Xinglin.Platform.Notices;

internal sealed record NoticeTold(Guid NoticeId);

/// <summary>
/// Takes a notice that was saved to those who chose to have it outside the program too. Each mail and each short message goes on as a message of
/// its own, so that one server that does not answer holds up nobody else. They hold the title and the way into the program, no more.
/// </summary>
internal sealed class NoticeForwarding(XinglinDb db, NoticeKinds kinds, INoticeReceivers receivers, IMail mail, ISms sms, PublicAddress address) : IOutboxHandler
{
    public const string MessageType = "notice";

    public string Type => MessageType;
    public string Name => "通知转发";
    public bool OnlyWrites => true;

    public async Task Handle(string payload, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<NoticeTold>(payload, JsonSerializerOptions.Web)!.NoticeId;
        var notice = await db.Set<Notice>().AsNoTracking().FirstAsync(notice => notice.Id == id, ct);
        var kind = kinds.Of(notice.Key);
        Guid[] people = [.. await receivers.Of(notice.OrganizationId, notice.Role, ct)];
        var choices = await db.Set<NoticeChoice>().AsNoTracking().Where(choice => choice.Group == kind.Group && people.Contains(choice.UserId)).ToListAsync(ct);
        Guid[] wanting = [.. choices.Select(choice => choice.UserId)];
        var contacts = await db.Set<NoticeContact>().AsNoTracking().Where(contact => wanting.Contains(contact.Id)).ToDictionaryAsync(contact => contact.Id, ct);
        var link = address.Of(notice.Link);
        foreach (var choice in choices)
        {
            var contact = contacts.GetValueOrDefault(choice.UserId);
            if (mail.IsSet && Wants(choice.Mail, kind) && contact?.Email is { } email) mail.Send(email, $"【杏林】{notice.Title}", Letter(notice.Title, link));
            if (Wants(choice.Sms, kind) && contact?.Mobile is { } mobile) sms.Send(mobile, $"【杏林】{notice.Title}。请登录杏林查看。");
        }

        await db.SaveChangesAsync(ct);
    }

    private static bool Wants(NoticeLevel level, NoticeKind kind) => level == NoticeLevel.All || (level == NoticeLevel.Urgent && kind.Urgent);

    private static string Letter(string title, string link) => $"""
        {title}

        登录后查看：{link}

        这封邮件由杏林自动发送，不含患者资料，请勿回复。不想再收，请在“我的通知设置”中关闭。

        """;
}
