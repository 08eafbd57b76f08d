using Microsoft.EntityFrameworkCore;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Hl7v2.Translation;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Messages;

/// <summary>Takes messages of one sender in one transaction: the reports, that the messages came, and those that could not be taken.</summary>
internal sealed class MessageStore(XinglinDb db, IResultIntake intake, DataKey key, INotices notices, IAuditTrail audit, TimeProvider time)
{
    public const string Faulty = "hl7v2.faulty";

    /// <summary>It was cut off, came too slowly, or is no message.</summary>
    public const string Unread = "hl7v2.unread";

    /// <summary>So many that could not be read wait at most for each sender: a system that is set up wrongly sends them without end.</summary>
    private const int MostUnread = 100;
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    /// <exception cref="Refused">As <see cref="IResultIntake.ReceiveMany"/>: nothing is saved.</exception>
    public async Task<IReadOnlyList<Answer>> Take(SendingSystem sender, IReadOnlyList<(Arrival Arrival, Refused? Refusal)> arrivals, CancellationToken ct)
    {
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        var digests = arrivals.Select(each => each.Arrival.Digest).ToArray();
        var known = await db.Set<InboundMessage>().Where(message => message.SenderId == sender.Id && digests.Contains(message.Digest)).ToDictionaryAsync(message => message.Digest, ct);
        var answers = new Answer?[arrivals.Count];
        var deliveries = new List<(int Place, Delivery Delivery)>();
        var first = new HashSet<string>();
        foreach (var (place, (arrival, refusal)) in arrivals.Index())
        {
            if (!first.Add(arrival.Digest)) continue;
            if (known.GetValueOrDefault(arrival.Digest) is { State: not MessageState.Quarantined }) answers[place] = Answer.Accepted;
            else if (refusal is not null) answers[place] = await Keep(Row(sender, arrival, known), arrival, FaultWords.Of(refusal, arrival), refusal.Code, ct);
            else if (arrival.Content.Faults.Count > 0) answers[place] = await Keep(Row(sender, arrival, known), arrival, arrival.Content.Faults, Faulty, ct);
            else deliveries.Add((place, Delivered(arrival.Content)));
        }

        if (deliveries.Count > 0)
        {
            var outcomes = await intake.ReceiveMany([.. deliveries.Select(each => each.Delivery)], ct);
            var taken = new Dictionary<string, ReportReceipt>(StringComparer.Ordinal);
            foreach (var ((place, _), outcome) in deliveries.Zip(outcomes))
            {
                var arrival = arrivals[place].Arrival;
                if (outcome.Refusal is { } refusal)
                {
                    answers[place] = await Keep(Row(sender, arrival, known), arrival, FaultWords.Of(refusal, arrival), refusal.Code, ct);
                    continue;
                }

                var receipt = outcome.Receipts.OfType<ReportReceipt>().FirstOrDefault();
                Row(sender, arrival, known).Take(receipt?.Number ?? Short(arrival.Content.Numbers), receipt?.PatientId, receipt?.ReportId);
                foreach (var each in outcome.Receipts.OfType<ReportReceipt>()) taken[each.Number] = each;
                answers[place] = Answer.Accepted;
            }

            await Overcome(sender.OrganizationId, taken, ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. arrivals.Index().Select(each => answers[each.Index] ?? answers[Array.IndexOf(digests, each.Item.Arrival.Digest)]!)];
    }

    /// <summary>Puts the beginning of what could not be read into quarantine; the same again is counted there.</summary>
    public async Task KeepUnread(SendingSystem sender, string? controlId, string text, string digest, string channel, IReadOnlyList<Hl7Fault> faults, CancellationToken ct)
    {
        var row = await db.Set<InboundMessage>().FirstOrDefaultAsync(message => message.SenderId == sender.Id && message.Digest == digest, ct);
        if (row is { State: not MessageState.Quarantined }) return;
        if (row is null)
        {
            if (await db.Set<InboundMessage>().CountAsync(message => message.OrganizationId == sender.OrganizationId && message.SenderId == sender.Id && message.State == MessageState.Quarantined && message.Reason == Unread, ct) >= MostUnread) return;
            db.Add(row = New(sender, controlId, digest, channel));
        }

        await Keep(row, text, [], faults, Unread, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What waited under a number of which a message was taken now needs nobody any more.</summary>
    internal async Task Overcome(Guid organization, IReadOnlyDictionary<string, ReportReceipt> taken, CancellationToken ct)
    {
        var numbers = taken.Keys.ToArray();
        if (numbers.Length == 0) return;
        foreach (var waiting in await db.Set<InboundMessage>().Where(message => message.OrganizationId == organization && message.State == MessageState.Quarantined && numbers.Contains(message.ReportNumber)).ToListAsync(ct))
        {
            // One that was mended or refused in this very unit of work is judged by what became of it here.
            if (db.Entry(waiting).State != EntityState.Unchanged) continue;
            var receipt = taken[waiting.ReportNumber!];
            waiting.Overcome(time.Now(), receipt.PatientId, receipt.ReportId);
        }
    }

    /// <summary>A voiding that was sent just now happens now, whatever the sender's clock says; an old one that comes late keeps its time.</summary>
    internal Delivery Delivered(Translated content) => new([.. content.Reports.Select(report =>
        report is VoidedReport { At: { } at } ended && (time.Now() - at).Duration() < Slack ? ended with { At = null } : report)]);

    private InboundMessage Row(SendingSystem sender, Arrival arrival, Dictionary<string, InboundMessage> known)
    {
        if (known.TryGetValue(arrival.Digest, out var row)) return row;
        db.Add(known[arrival.Digest] = row = New(sender, arrival.Message.ControlId, arrival.Digest, arrival.Channel));
        return row;
    }

    private InboundMessage New(SendingSystem sender, string? controlId, string digest, string channel)
    {
        var now = time.Now();
        return new InboundMessage(Guid.CreateVersion7(now), sender.OrganizationId, sender.Id, sender.Name, channel, controlId is { Length: > InboundMessage.ControlIdLength } ? controlId[..InboundMessage.ControlIdLength] : controlId, digest, now);
    }

    private Task<Answer> Keep(InboundMessage row, Arrival arrival, IReadOnlyList<Hl7Fault> faults, string reason, CancellationToken ct) => Keep(row, arrival.Text, arrival.Content.Numbers, faults, reason, ct);

    private async Task<Answer> Keep(InboundMessage row, string text, IReadOnlyList<string> numbers, IReadOnlyList<Hl7Fault> faults, string reason, CancellationToken ct)
    {
        var again = row.Content is not null;
        row.Quarantine(reason, Short(numbers), key.Seal(row.Id, text), key.Seal(row.Id, JsonColumn.Write(faults)));
        if (!again)
        {
            audit.Record("hl7v2.quarantined", Subject(row), $"{row.Sender}，{reason}");
            // One notice a day: a system that is set up wrongly sends hundreds.
            await notices.Tell(row.OrganizationId, Role.Diagnostics, $"{row.Sender} 有消息未能接收，请在消息隔离区处理", "/hl7v2/messages", $"hl7v2-quarantine:{row.SenderId}:{ChinaTime.DateIn(row.ReceivedAt):yyyyMMdd}", ct);
        }

        return new Answer(AckCode.AE, string.Join("；", faults.Take(3)), faults);
    }

    private static string? Short(IReadOnlyList<string> numbers) => numbers.Count == 0 ? null : numbers[0].Length > 60 ? numbers[0][..60] : numbers[0];

    internal static AuditSubject Subject(InboundMessage row) => new("hl7v2-message", row.Id, row.ControlId);
}
