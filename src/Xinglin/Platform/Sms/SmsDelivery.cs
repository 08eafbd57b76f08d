using System.Text.Json;
using Xinglin.Platform.Database;
using Xinglin.Platform.Outbox;
using Xinglin.Platform.Sealing;

namespace Xinglin.Platform.Sms;

/// <summary>A message on its way. Number and text are sealed, because a code in clear would open a patient's data to whoever reads the database.</summary>
internal sealed record SealedSms(Guid Id, DateTimeOffset At, string Sealed);

internal sealed record SmsContent(string Number, string Text);

internal sealed class SmsQueue(IOutbox outbox, DataKey key, TimeProvider time) : ISms
{
    public void Send(string number, string text)
    {
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        outbox.Add(SmsDelivery.MessageType, new SealedSms(id, now, key.Seal(id, JsonColumn.Write(new SmsContent(number, text)))));
    }
}

/// <summary>Hands what was saved to the carrier.</summary>
internal sealed class SmsDelivery(ISmsProvider provider, DataKey key) : IOutboxHandler
{
    public const string MessageType = "sms";

    public string Type => MessageType;
    public string Name => "短信";

    public Task Handle(string payload, CancellationToken ct)
    {
        var message = JsonSerializer.Deserialize<SealedSms>(payload, JsonSerializerOptions.Web)!;
        var content = JsonColumn.Read<SmsContent>(key.Open(message.Id, message.Sealed));
        return provider.Send(new SmsMessage(message.Id, message.At, content.Number, content.Text), ct);
    }
}
