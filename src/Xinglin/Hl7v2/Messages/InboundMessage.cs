using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Hl7v2.Messages;

public enum MessageState
{
    Taken,

    /// <summary>It brought no final result.</summary>
    Passed,

    /// <summary>It could not be taken and waits for a person.</summary>
    Quarantined,

    /// <summary>A later message of the same report was taken.</summary>
    Overcome,

    /// <summary>A person had it taken.</summary>
    Replayed,
    Discarded
}

/// <summary>
/// A message that came from a known sender. Of one that was taken stays that it came, by which a repetition is known; one that was not is
/// kept whole and sealed until somebody has dealt with it.
/// </summary>
public sealed class InboundMessage : Aggregate
{
    public const int ControlIdLength = 60;

    private InboundMessage() { }

    internal InboundMessage(Guid id, Guid organizationId, Guid senderId, string sender, string channel, string? controlId, string digest, DateTimeOffset at)
    {
        Id = id;
        (OrganizationId, SenderId, Sender, Channel, ControlId, Digest, ReceivedAt) = (organizationId, senderId, sender, channel, controlId, digest, at);
    }

    public Guid OrganizationId { get; private init; }
    public Guid SenderId { get; private init; }
    public string Sender { get; private init; } = "";

    /// <summary>Chinese: by which way it came.</summary>
    public string Channel { get; private init; } = "";

    /// <summary>MSH-10.</summary>
    public string? ControlId { get; private init; }

    /// <summary>Keyed hash of the bytes: senders count MSH-10 anew each day.</summary>
    public string Digest { get; private init; } = "";
    public DateTimeOffset ReceivedAt { get; private init; }
    public MessageState State { get; private set; }

    /// <summary>The first report that it speaks of.</summary>
    public string? ReportNumber { get; private set; }
    public Guid? PatientId { get; private set; }
    public Guid? ReportId { get; private set; }

    /// <summary>Stable code of why it was not taken; <c>hl7v2.faulty</c> where the message itself is at fault.</summary>
    public string? Reason { get; private set; }

    /// <summary>The text, sealed, as it came.</summary>
    public string? Content { get; private set; }

    /// <summary>The text as somebody mended it, sealed.</summary>
    public string? Mended { get; private set; }

    /// <summary>JSON list of faults, sealed: they may quote what was sent.</summary>
    public string? Faults { get; private set; }

    /// <summary>How often it was sent again since.</summary>
    public int Repeats { get; private set; }
    public string? HandledBy { get; private set; }
    public DateTimeOffset? HandledAt { get; private set; }

    /// <summary>Why it was discarded, sealed.</summary>
    public string? Note { get; private set; }

    internal void Take(string? number, Guid? patientId, Guid? reportId)
    {
        (State, ReportNumber, PatientId, ReportId) = (reportId is null ? MessageState.Passed : State == MessageState.Quarantined ? MessageState.Overcome : MessageState.Taken, number ?? ReportNumber, patientId, reportId);
    }

    internal void Quarantine(string reason, string? number, string content, string faults)
    {
        if (Content is not null) Repeats++;
        (State, Reason, ReportNumber, Content, Faults) = (MessageState.Quarantined, reason, number, content, faults);
    }

    internal void Overcome(DateTimeOffset at, Guid? patientId, Guid? reportId) => (State, HandledAt, PatientId, ReportId) = (MessageState.Overcome, at, patientId, reportId);

    internal void Mend(string text, string reason, string faults) => (Mended, Reason, Faults) = (text, reason, faults);

    internal void Replay(string text, string? number, Guid? patientId, Guid? reportId, string by, DateTimeOffset at) =>
        (State, Mended, ReportNumber, PatientId, ReportId, HandledBy, HandledAt) = (MessageState.Replayed, text, number, patientId, reportId, by, at);

    internal void Discard(string note, string by, DateTimeOffset at) => (State, Note, HandledBy, HandledAt) = (MessageState.Discarded, note, by, at);
}

public static class MessageWords
{
    public static string Show(this MessageState state) => state switch
    {
        MessageState.Taken => "已接收",
        MessageState.Passed => "无最终结果",
        MessageState.Quarantined => "待处理",
        MessageState.Overcome => "已由后续消息解决",
        MessageState.Replayed => "改正后已接收",
        _ => "已丢弃"
    };

    public static string Tone(this MessageState state) => state switch
    {
        MessageState.Quarantined => "red",
        MessageState.Discarded => "yellow",
        MessageState.Passed => "secondary",
        _ => "green"
    };
}

internal sealed class MessageMap : IEntityTypeConfiguration<InboundMessage>
{
    public void Configure(EntityTypeBuilder<InboundMessage> map)
    {
        // What was taken tells itself by its report's entry; what people do with one is recorded by the desk.
        map.ToTable("hl7v2_message").NotAudited();
        map.Property(message => message.Id).ValueGeneratedNever();
        map.Property(message => message.Sender).HasMaxLength(Senders.SendingSystem.NameLength);
        map.Property(message => message.Channel).HasMaxLength(20);
        map.Property(message => message.ControlId).HasMaxLength(InboundMessage.ControlIdLength);
        map.Property(message => message.Digest).HasMaxLength(64);
        map.Property(message => message.ReportNumber).HasMaxLength(60);
        map.Property(message => message.Reason).HasMaxLength(60);
        map.Property(message => message.Content).KeptSecret();
        map.Property(message => message.Mended).KeptSecret();
        map.Property(message => message.Faults).KeptSecret();
        map.Property(message => message.Note).KeptSecret();
        map.Property(message => message.HandledBy).HasMaxLength(80);
        map.HasIndex(message => new { message.SenderId, message.Digest }).IsUnique();
        map.HasIndex(message => new { message.OrganizationId, message.ReceivedAt });
        map.HasIndex(message => new { message.OrganizationId, message.ReportNumber }).HasFilter("state = 'Quarantined'").HasDatabaseName("ix_hl7v2_message_waiting");
        map.HasIndex(message => message.ReceivedAt);
    }
}
