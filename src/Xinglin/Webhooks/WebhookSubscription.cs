using Xinglin.Platform;

namespace Xinglin.Webhooks;

/// <summary>
/// Where an organisation wants to be told what happens, and of what. It follows the log of announcements from the place where it began, so
/// a pause loses nothing.
/// </summary>
public sealed class WebhookSubscription : Aggregate
{
    public const int NameLength = 40;
    public const int UrlLength = 500;
    public const int ReasonLength = 300;

    private WebhookSubscription() { }

    internal WebhookSubscription(Guid organizationId, string name, string createdBy, long position, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (OrganizationId, Name, CreatedBy, Position, CreatedAt) = (organizationId, name, createdBy, position, at);
    }

    public Guid OrganizationId { get; private init; }
    public string Name { get; private set; } = "";
    public string Url { get; private set; } = "";

    /// <summary>See <see cref="WebhookEvents"/>.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    /// <summary>Sealed.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Sealed; signs beside the present one until <see cref="FormerSecretEnds"/>.</summary>
    public string? FormerSecret { get; private set; }
    public DateTimeOffset? FormerSecretEnds { get; private set; }

    /// <summary>The place in the log up to which deliveries have been made out.</summary>
    public long Position { get; private set; }

    /// <summary>Attempts that failed since the last that went well.</summary>
    public int FailuresInRow { get; private set; }

    /// <summary>Why nothing is sent at present; null where it is.</summary>
    public string? PausedBecause { get; private set; }

    /// <summary>It is over; what was delivered stays to be read.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public string CreatedBy { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public bool Paused => PausedBecause is not null;

    internal void Describe(string name, string url, IReadOnlyList<string> events) => (Name, Url, Events) = (name, url, events);

    internal void Sign(string secret, DateTimeOffset? formerEnds) =>
        (FormerSecret, FormerSecretEnds, Secret) = (formerEnds is null ? null : Secret, formerEnds, secret);

    internal void Pause(string because) => PausedBecause = because;

    internal void Resume() => (PausedBecause, FailuresInRow) = (null, 0);

    internal void End(DateTimeOffset at) => EndedAt = at;
}

public enum WebhookDeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Tried for as long as it makes sense; sent again only by hand.</summary>
    GivenUp
}

/// <summary>One announcement for one subscription.</summary>
/// <param name="position">Of the announcement in the log; with the subscription it is unique, so none is made out twice.</param>
/// <param name="body">The JSON that is sent, byte for byte the same at each attempt.</param>
public sealed class WebhookDelivery(Guid id, Guid subscriptionId, long position, string type, Guid subjectId, string? subject, string body, DateTimeOffset createdAt)
{
    public Guid Id { get; private set; } = id;
    public Guid SubscriptionId { get; private set; } = subscriptionId;
    public long Position { get; private set; } = position;
    public string Type { get; private set; } = type;
    public Guid SubjectId { get; private set; } = subjectId;

    /// <summary>As people know it: a referral's number.</summary>
    public string? Subject { get; private set; } = subject;
    public string Body { get; private set; } = body;
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
    public WebhookDeliveryState State { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>Not before. Who takes it moves this on, so no other node takes it meanwhile.</summary>
    public DateTimeOffset DueAt { get; private set; } = createdAt;
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>The wait grows from 5 s by doubling, an hour at most.</summary>
    public static TimeSpan WaitAfter(int attempts) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(attempts, 20) - 1), 3600));

    internal void SendAgain(DateTimeOffset at) => (State, Attempts, DueAt) = (WebhookDeliveryState.Waiting, 0, at);
}

/// <summary>How one attempt went.</summary>
/// <param name="status">Of the answer; null where there was none.</param>
/// <param name="error">Chinese; null where it went well.</param>
public sealed class WebhookAttempt(Guid id, Guid deliveryId, DateTimeOffset at, int? status, int milliseconds, string? error)
{
    public Guid Id { get; private set; } = id;
    public Guid DeliveryId { get; private set; } = deliveryId;
    public DateTimeOffset At { get; private set; } = at;
    public int? Status { get; private set; } = status;
    public int Milliseconds { get; private set; } = milliseconds;
    public string? Error { get; private set; } = error;
}
