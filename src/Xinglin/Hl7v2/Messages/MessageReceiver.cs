using System.Net;
using System.Security.Cryptography;
using System.Text;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Hl7v2.Translation;
using Xinglin.Platform;
using Xinglin.Platform.Sealing;

namespace Xinglin.Hl7v2.Messages;

/// <summary>By which way a message came.</summary>
/// <param name="Channel">Chinese.</param>
/// <param name="Address">Of an MLLP connection, which must be one of the sender's.</param>
/// <param name="Sender">Where the way says who sends; what MSH says is not asked then.</param>
internal sealed record Origin(string Channel, IPAddress? Address = null, KnownSender? Sender = null);

/// <summary>A message that was read, before it is taken.</summary>
/// <param name="Text">The whole of it.</param>
internal sealed record Arrival(Hl7Message Message, string Digest, string Channel, Translated Content)
{
    public string Text => Message.Write();
}

/// <param name="Message">As far as it was read.</param>
/// <param name="Answer">Completes when the message is committed; never fails.</param>
internal sealed record PendingAnswer(Hl7Message? Message, Task<Answer> Answer);

/// <summary>Takes messages, whichever way they come, and says what to answer. It never throws for what a message holds.</summary>
internal sealed class MessageReceiver(IServiceScopeFactory scopes, SenderBook senders, MessageQueue queue, DataKey key, ILogger<MessageReceiver> log)
{
    /// <summary>Of what cannot be read so many bytes are kept.</summary>
    private const int Head = 64 * 1024;
    private static readonly string[] Versions = ["2.3", "2.3.1", "2.4", "2.5", "2.5.1"];

    public async Task<(Hl7Message? Message, Answer Answer)> Receive(ReadOnlyMemory<byte> bytes, Origin origin, CancellationToken ct)
    {
        var pending = await Begin(bytes, origin, ct);
        return (pending.Message, await pending.Answer);
    }

    /// <summary>Reads the message and puts it into its sender's line; what is begun first is taken first.</summary>
    public async Task<PendingAnswer> Begin(ReadOnlyMemory<byte> bytes, Origin origin, CancellationToken ct)
    {
        Hl7Message? message = null;
        try
        {
            Hl7Parser.TryParse(bytes.Span, origin.Sender?.System.Encoding ?? Charset.Gb18030, out message, out var faults);
            if (message is null)
            {
                await Keep(null, bytes, origin, faults);
                return Settled(null, Answer.Rejected(faults));
            }

            var (application, facility) = (message.Header.Text(3), message.Header.Text(4));
            var (sender, why) = origin.Sender is { } given ? (given, SenderBook.WhyNot(given)) : await senders.Find(application, facility, origin.Address, ct);
            if (sender is null || why is not null)
            {
                await senders.Note(application, facility, origin.Address?.ToString(), why!, ct);
                return Settled(message, Answer.Rejected(new Hl7Fault(Hl7Fault.UnknownKey, $"{why}，没有接收", new("MSH", 1, 4))));
            }

            if (sender.System.Encoding != Charset.Gb18030 && origin.Sender is null) Hl7Parser.TryParse(bytes.Span, sender.System.Encoding, out message, out faults);
            if (Reject(message!) is { } wrong) return Settled(message, Answer.Rejected(wrong));
            var content = ReportReading.Read(message!, sender.System.Department, sender.System.Equipment);
            if (message!.ControlId is null) faults = [.. faults, new(Hl7Fault.RequiredField, "没有消息控制号", new("MSH", 1, 10))];
            if (faults.Count > 0) content = content with { Faults = [.. faults, .. content.Faults] };
            var digest = key.Index("hl7v2-message", Convert.ToHexString(SHA256.HashData(bytes.Span)));
            return new PendingAnswer(message, queue.Take(sender, origin.Address?.ToString(), new Arrival(message, digest, origin.Channel, content)));
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // Neither the message nor what the exception says of it may get into the log.
            log.LogError("An HL7 message could not be taken: {Exception} at {Place}", exception.GetType().Name, exception.StackTrace);
            return Settled(message, Answer.Rejected(new Hl7Fault(Hl7Fault.Internal, "系统暂时不能接收，请稍后重发")));
        }
    }

    /// <summary>
    /// Keeps the beginning of what came by MLLP and could not be read, sealed, in the quarantine of its sender: the one that it names, else the one
    /// that alone may call from there. Where several may, nothing is kept: it would be shown to a house that did not send it.
    /// </summary>
    /// <param name="header">As far as it was read.</param>
    public async Task Keep(Hl7Message? header, ReadOnlyMemory<byte> bytes, Origin origin, IReadOnlyList<Hl7Fault> faults)
    {
        if (origin.Address is not { } address || bytes.IsEmpty) return;
        try
        {
            var sender = header is null ? await senders.Only(address, CancellationToken.None)
                : (await senders.Find(header.Header.Text(3), header.Header.Text(4), address, CancellationToken.None)) is { Sender: { } named, Why: null } ? named : null;
            if (sender is null) return;
            var head = bytes[..Math.Min(Head, bytes.Length)];
            var digest = key.Index("hl7v2-message", Convert.ToHexString(SHA256.HashData(head.Span)));
            await scopes.As(sender.User(address.ToString()), services => services.GetRequiredService<MessageStore>().KeepUnread(sender.System, header?.ControlId, Legible(head.Span, sender.System.Encoding), digest, origin.Channel, faults, CancellationToken.None));
        }
        catch (Exception exception)
        {
            // The answer says what is wrong in any case; neither the message nor what the exception says of it may get into the log.
            log.LogError("What could not be read of an HL7 message was not kept: {Exception}", exception.GetType().Name);
        }
    }

    /// <summary>In the sender's characters, the last one perhaps cut through; else byte for byte.</summary>
    private static string Legible(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        for (var cut = 0; cut < 4 && cut < bytes.Length; cut++)
            if ((Charset.Decode(bytes[..^cut], Charset.Utf8) ?? Charset.Decode(bytes[..^cut], encoding)) is { } text) return text;
        return Encoding.Latin1.GetString(bytes);
    }

    private static PendingAnswer Settled(Hl7Message? message, Answer answer) => new(message, Task.FromResult(answer));

    private static Hl7Fault? Reject(Hl7Message message)
    {
        var header = message.Header;
        if (header.Text(9) != "ORU") return new(Hl7Fault.MessageType, "只接收 ORU^R01 消息", new("MSH", 1, 9));
        if (header.Text(9, 2) != "R01") return new(Hl7Fault.EventCode, "只接收 ORU^R01 消息", new("MSH", 1, 9));
        if (!Versions.Contains(message.Version)) return new(Hl7Fault.VersionId, "只接收 HL7 2.3 至 2.5.1 版", new("MSH", 1, 12));
        return header.Text(11) is "P" or null ? null : new(Hl7Fault.ProcessingId, "这里只接收正式消息（MSH-11 为 P）", new("MSH", 1, 11));
    }
}
