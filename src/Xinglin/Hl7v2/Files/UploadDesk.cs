using Microsoft.Extensions.Options;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Files;

/// <summary>Messages that a person or an API client of the sending organisation hands in, as one of its senders.</summary>
internal sealed class UploadDesk(SenderBook senders, MessageReceiver receiver, CurrentUser user, IAuditTrail audit, IOptions<Hl7v2Rules> rules, TimeProvider time)
{
    /// <summary>The own organisation's, that may send.</summary>
    public async Task<IReadOnlyList<KnownSender>> Senders(CancellationToken ct = default)
    {
        user.Require("提交 HL7 消息", Role.Diagnostics);
        return [.. (await senders.All(ct)).Where(each => each.System.OrganizationId == user.Organization && SenderBook.WhyNot(each) is null)];
    }

    public async Task<FileOutcome> File(Guid? senderId, Stream content, string name, CancellationToken ct = default)
    {
        var sender = (await Senders(ct)).FirstOrDefault(each => each.System.Id == senderId) ?? throw new Refused(RefusalKind.Invalid, "hl7v2.sender-missing", "请选择发送系统。", "列表中没有时，请系统管理员先在“接口连接”中登记。");
        var outcome = await MessageFile.Take(await Bytes(content, ct), sender, "上传", receiver, time.Now(), ct);
        if (outcome.Fault is { } fault) throw new Refused(RefusalKind.Invalid, "hl7v2.file-unread", $"没有接收：{fault}。");
        await audit.RecordNow("hl7v2.uploaded", new AuditSubject("hl7v2-sender", sender.System.Id, sender.System.Name), $"接收 {outcome.Taken} 条，未接收 {outcome.Refused} 条", ct: ct);
        return outcome;
    }

    /// <summary>One message, whose MSH-3 and MSH-4 name one of the own organisation's senders.</summary>
    public async Task<IReadOnlyList<byte[]>> Message(Stream content, CancellationToken ct = default)
    {
        var own = await Senders(ct);
        var bytes = await Bytes(content, ct);
        Hl7Parser.TryParse(bytes, Charset.Utf8, out var message, out _);
        var sender = own.FirstOrDefault(each => each.System.Application.Equals(message?.Header.Text(3), StringComparison.OrdinalIgnoreCase) && each.System.Facility.Equals(message?.Header.Text(4), StringComparison.OrdinalIgnoreCase));
        var (read, answer) = message is not null && sender is null
            ? (message, Answer.Rejected(new Hl7Fault(Hl7Fault.UnknownKey, "没有登记的发送系统，没有接收", new("MSH", 1, 4))))
            : await receiver.Receive(bytes, new Origin("接口", Sender: sender), ct);
        return Acknowledgement.Write(read, answer, time.Now());
    }

    private async Task<byte[]> Bytes(Stream content, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > rules.Value.MostBytes()) throw new Refused(RefusalKind.Invalid, "hl7v2.too-large", $"超过 {rules.Value.MostMegabytes} MB，没有接收。", "请拆分后提交。");
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
