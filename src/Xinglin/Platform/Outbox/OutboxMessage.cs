using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Outbox;

/// <summary>
/// Something to be told to another part or system, saved together with the change that caused it and delivered at least once.
/// A delivered message is removed; one that kept failing stays as a dead letter until somebody looks.
/// </summary>
public sealed class OutboxMessage(Guid id, string type, string payload, DateTimeOffset createdAt)
{
    public const int MostAttempts = 10;

    public Guid Id { get; private set; } = id;

    /// <summary>Chooses the handler.</summary>
    public string Type { get; private set; } = type;

    /// <summary>JSON.</summary>
    public string Payload { get; private set; } = payload;
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    /// <summary>Not before. A node that takes the message moves this on, so no other takes it meanwhile.</summary>
    public DateTimeOffset DueAt { get; private set; } = createdAt;
    public int Attempts { get; private set; }
    public bool Dead { get; private set; }
    public string? LastError { get; private set; }

    /// <summary>A person wants it tried again.</summary>
    internal void BeginAgain(DateTimeOffset at) => (Dead, Attempts, DueAt) = (false, 0, at);

    /// <summary>The wait grows from 5 s by doubling, an hour at most.</summary>
    public static TimeSpan WaitAfter(int attempts) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, attempts - 1), 3600));
}

internal sealed class OutboxMap : IEntityTypeConfiguration<OutboxMessage>
{
    public const int ErrorLength = 500;

    public void Configure(EntityTypeBuilder<OutboxMessage> map)
    {
        map.ToTable("platform_outbox").NotAudited();
        map.Property(message => message.Type).HasMaxLength(100);
        map.Property(message => message.LastError).HasMaxLength(ErrorLength);
        map.HasIndex(message => new { message.Dead, message.DueAt });
    }
}
