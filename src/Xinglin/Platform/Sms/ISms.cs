namespace Xinglin.Platform.Sms;

/// <summary>Short messages to telephones. They hold no diagnosis: others read a phone's screen.</summary>
public interface ISms
{
    /// <summary>Adds a message to the open unit of work: it leaves when that has been saved, and is tried again where the carrier does not take it.</summary>
    /// <param name="number">A mobile number in normal form.</param>
    void Send(string number, string text);
}

/// <param name="Id">The same when the message is tried again.</param>
public sealed record SmsMessage(Guid Id, DateTimeOffset At, string Number, string Text);

/// <summary>Whoever carries short messages. One message may be handed over twice (the node stopped before noting that it was taken).</summary>
public interface ISmsProvider
{
    /// <summary>Throwing means not taken; it is tried again later.</summary>
    Task Send(SmsMessage message, CancellationToken ct);
}
