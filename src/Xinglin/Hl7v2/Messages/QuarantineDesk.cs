using Microsoft.EntityFrameworkCore;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Hl7v2.Translation;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Messages;

/// <summary>A message in quarantine, opened.</summary>
/// <param name="Text">As it came, or as it was mended last; segments by lines. Null where nothing was kept of it.</param>
public sealed record OpenMessage(InboundMessage Message, string? Text, IReadOnlyList<Hl7Fault> Faults, string? Note);

/// <summary>Messages that could not be taken, for the laboratory or imaging department of the organisation that sent them: read, mended and taken, or discarded with a reason.</summary>
internal sealed class QuarantineDesk(XinglinDb db, IResultIntake intake, MessageStore store, DataKey key, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const string Keepers = Role.Diagnostics;
    private const int LongestNote = 200;
    private const int LongestText = 2_000_000;

    /// <summary>Newest first; one more than the page holds where there is a further one.</summary>
    public async Task<IReadOnlyList<InboundMessage>> List(MessageState? state, string? text, int page, int size, CancellationToken ct = default)
    {
        var messages = Own.AsNoTracking();
        if (state is { } wanted) messages = messages.Where(message => message.State == wanted);
        if (text?.Trim() is { Length: > 0 } part) messages = messages.Where(message => message.ReportNumber == part || message.ControlId == part || message.Sender == part);
        return await messages.OrderByDescending(message => message.ReceivedAt).Skip((Math.Max(1, page) - 1) * size).Take(size + 1).ToListAsync(ct);
    }

    public Task<int> Waiting(CancellationToken ct = default) => Own.CountAsync(message => message.State == MessageState.Quarantined, ct);

    /// <summary>Reading is audited: a message holds what a report holds.</summary>
    public async Task<OpenMessage> Read(Guid id, CancellationToken ct = default)
    {
        var message = await Own.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这条消息");
        await audit.RecordNow("hl7v2.message-read", MessageStore.Subject(message), message.State.Show(), ct: ct);
        return Opened(message);
    }

    /// <summary>Has it taken, as it came or mended. The number of its report decides as for every other message, so that twice does no harm.</summary>
    /// <param name="seen">The version that was looked at.</param>
    /// <exception cref="Refused">It still cannot be taken: the text stays as it was mended, with its faults now; or somebody else has dealt with it.</exception>
    public async Task<ReportReceipt?> Replay(Guid id, int? seen, string text, CancellationToken ct = default)
    {
        var message = await Held(id, seen, ct);
        if (text.Length > LongestText) throw new Refused(RefusalKind.Invalid, "hl7v2.text-long", "消息过长，不能在页面上修改。", "请让发送方改正后重发。");
        var sender = await db.Set<SendingSystem>().AsNoTracking().FirstAsync(each => each.Id == message.SenderId, ct);
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\n', '\r');
        // The page shows characters, so what MSH-18 says of bytes is settled.
        Hl7Parser.TryParse(lines, Charset.Utf8, out var parsed, out var found);
        var faults = found.Where(fault => fault.Place is not { Segment: "MSH", Field: 18 }).ToList();
        var content = parsed is null ? new Translated([], [], faults) : ReportReading.Read(parsed, sender.Department, sender.Equipment);
        faults.AddRange(parsed is null ? [] : content.Faults);
        if (faults.Count > 0) throw await StillFaulty(message, lines, MessageStore.Faulty, faults, ct);
        DeliveryOutcome outcome;
        await using (var transaction = await JoinedTransaction.Begin(db, ct))
        {
            outcome = (await intake.ReceiveMany([store.Delivered(content)], ct))[0];
            if (outcome.Refusal is null)
            {
                var receipt = outcome.Receipts.OfType<ReportReceipt>().FirstOrDefault();
                message.Replay(key.Seal(message.Id, lines), receipt?.Number ?? message.ReportNumber, receipt?.PatientId, receipt?.ReportId, user.Name, time.Now());
                await store.Overcome(user.Organization, outcome.Receipts.OfType<ReportReceipt>().ToDictionary(each => each.Number), ct);
                audit.Record("hl7v2.replayed", MessageStore.Subject(message), receipt?.Number);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return receipt;
            }
        }

        throw await StillFaulty(message, lines, outcome.Refusal.Code, FaultWords.Of(outcome.Refusal, new Arrival(parsed!, message.Digest, message.Channel, content)), ct);
    }

    public async Task Discard(Guid id, int? seen, string reason, CancellationToken ct = default)
    {
        var message = await Held(id, seen, ct);
        if (reason.Trim() is not { Length: > 0 and <= LongestNote } words) throw new Refused(RefusalKind.Invalid, "hl7v2.note-missing", $"请写明丢弃原因，不超过 {LongestNote} 个字。", "例如：测试消息、发送方已重发、患者不属于本机构。");
        message.Discard(key.Seal(message.Id, words), user.Name, time.Now());
        audit.Record("hl7v2.discarded", MessageStore.Subject(message));
        await db.SaveChangesAsync(ct);
    }

    private async Task<Refused> StillFaulty(InboundMessage message, string text, string reason, IReadOnlyList<Hl7Fault> faults, CancellationToken ct)
    {
        message.Mend(key.Seal(message.Id, text), reason, key.Seal(message.Id, JsonColumn.Write(faults)));
        audit.Record("hl7v2.mended", MessageStore.Subject(message), $"仍有 {faults.Count} 处问题");
        await db.SaveChangesAsync(ct);
        return new Refused(RefusalKind.Invalid, "hl7v2.still-faulty", $"仍不能接收：{string.Join("；", faults.Take(5))}。", "修改已保存，请改正后再试。");
    }

    private async Task<InboundMessage> Held(Guid id, int? seen, CancellationToken ct)
    {
        var message = await Own.FirstOrDefaultAsync(each => each.Id == id, ct) ?? throw Refused.NotFound("这条消息");
        message.MustBeAt(seen, "这条消息");
        return message.State == MessageState.Quarantined ? message
            : throw new Refused(RefusalKind.Conflict, "hl7v2.handled", $"这条消息{message.State.Show()}{(message.HandledBy is { } by ? $"（{by}，{ChinaTime.Show(message.HandledAt!.Value)}）" : "")}，不再需要处理。");
    }

    private OpenMessage Opened(InboundMessage message) => new(message,
        (message.Mended ?? message.Content) is { } content ? key.Open(message.Id, content).Replace('\r', '\n') : null,
        message.Faults is { } faults ? JsonColumn.Read<List<Hl7Fault>>(key.Open(message.Id, faults)) : [],
        message.Note is { } note ? key.Open(message.Id, note) : null);

    private IQueryable<InboundMessage> Own
    {
        get
        {
            var messages = db.Set<InboundMessage>().AsQueryable();
            return user.OrganizationId is { } organization && user.Is(Keepers) ? messages.Where(message => message.OrganizationId == organization) : messages.Where(_ => false);
        }
    }
}

/// <summary>The start page's line for the laboratory.</summary>
internal sealed class QuarantineWork(QuarantineDesk desk) : IWorkSource
{
    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct) =>
        user.Is(QuarantineDesk.Keepers) && await desk.Waiting(ct) is > 0 and var count ? [new WorkItem("检查检验结果", "处理未能接收的消息", $"消息隔离区有 {count} 条", "/hl7v2/messages?state=quarantined")] : [];
}

/// <summary>Forgets what is settled. What waits stays.</summary>
internal sealed class ForgetMessages(TimeProvider time, Microsoft.Extensions.Options.IOptions<Hl7v2Rules> rules) : IRecurringJob
{
    public string Name => "清理 HL7 消息";
    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var before = time.Now().AddDays(-rules.Value.KeepDays);
        await services.GetRequiredService<XinglinDb>().Set<InboundMessage>().Where(message => message.ReceivedAt < before && message.State != MessageState.Quarantined).ExecuteDeleteAsync(ct);
    }
}
