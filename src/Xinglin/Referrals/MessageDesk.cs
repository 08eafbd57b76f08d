using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Platform.Sealing;

namespace Xinglin.Referrals;

/// <summary>Words and files between the two sides of a referral; neither changes its state.</summary>
public sealed class MessageDesk(XinglinDb db, DataKey key, ReferralStore store, FileStore files, CurrentUser user, IAuditTrail audit, INotices notices, TimeProvider time)
{
    public const long LargestFile = 20L * 1024 * 1024;

    public static readonly IReadOnlyList<FileKind> Kinds = [FileKind.Pdf, FileKind.Jpeg, FileKind.Png];

    public async Task<IReadOnlyList<MessageLine>> Messages(Guid referralId, CancellationToken ct = default) =>
        [.. (await db.Set<ReferralMessage>().AsNoTracking().Where(message => message.ReferralId == referralId).OrderBy(message => message.At).ToListAsync(ct))
            .Select(message => new MessageLine(message.At, message.By, message.OrganizationId, message.Organization, key.Open(message.Id, message.Words)))];

    public async Task<IReadOnlyList<ReferralAttachment>> Attachments(Guid referralId, CancellationToken ct = default) =>
        await db.Set<ReferralAttachment>().AsNoTracking().Where(attachment => attachment.ReferralId == referralId).OrderBy(attachment => attachment.At).ToListAsync(ct);

    /// <summary>Says something to the other side and tells its office.</summary>
    public async Task Say(Guid id, string text, CancellationToken ct = default)
    {
        user.Require("在转诊单上留言", ReferralStore.Readers);
        var referral = await store.Read(id, ct);
        var words = text.Trim();
        if (words.Length == 0) throw new Refused(RefusalKind.Invalid, "message.empty", "请填写留言内容。");
        if (words.Length > ReferralMessage.TextLength)
            throw new Refused(RefusalKind.Invalid, "message.too-long", $"留言最多 {ReferralMessage.TextLength} 字，现有 {words.Length} 字。", "请分几条发送，或作为附件上传。");
        if (referral.SubmittedAt is null) throw new Refused(RefusalKind.Conflict, "message.not-sent", "转诊单还没有送出，对方看不到留言。", "请先提交转诊单。");
        var now = time.Now();
        var messageId = Guid.CreateVersion7(now);
        db.Add(new ReferralMessage(messageId, id, now, user.Name, user.Organization, user.OrganizationName ?? "", key.Seal(messageId, words)));
        audit.Record("referral.message", ReferralStore.Subject(referral));
        var other = user.Organization == referral.FromId ? referral.ToId : referral.FromId;
        await notices.Tell(other, Role.ReferralCoordinator, $"{referral.Direction.Show()} {referral.Number} 有新留言", ReferralStore.Link(referral), $"referral-message:{messageId}", ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task<ReferralAttachment> Attach(Guid id, Stream stream, string name, string? title, CancellationToken ct = default)
    {
        user.Require("上传转诊附件", ReferralStore.Readers);
        var referral = await store.Read(id, ct);
        if (!referral.IsOpen) throw new Refused(RefusalKind.Conflict, "attachment.closed", $"转诊单 {referral.Number} 已结束，不能再加附件。");
        var file = await files.Save(stream, name, [.. Kinds], LargestFile, ct);
        var now = time.Now();
        var attachment = new ReferralAttachment(Guid.CreateVersion7(now), id, file.Id, string.IsNullOrWhiteSpace(title) ? file.Name : title.Trim(), user.Name, user.Organization, now);
        db.Add(attachment);
        audit.Record("referral.attached", ReferralStore.Subject(referral), file.Kind.Show());
        await db.SaveChangesAsync(ct);
        return attachment;
    }

    /// <summary>A file of a referral that this person may see; reading it is audited.</summary>
    public async Task<IResult> Download(Guid id, Guid attachmentId, CancellationToken ct = default)
    {
        var referral = await store.Read(id, ct);
        var attachment = await db.Set<ReferralAttachment>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == attachmentId && each.ReferralId == id, ct)
            ?? throw Refused.NotFound("这个附件");
        await audit.RecordNow("referral.attachment-read", ReferralStore.Subject(referral), attachment.Title, ct: ct);
        return await files.Download(attachment.FileId, ct);
    }
}
