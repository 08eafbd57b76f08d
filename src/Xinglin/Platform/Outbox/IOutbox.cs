namespace Xinglin.Platform.Outbox;

/// <summary>Messages that leave together with the change they tell of, or not at all.</summary>
public interface IOutbox
{
    /// <summary>Adds a message to the open unit of work.</summary>
    /// <param name="type">Stable, with dots: <c>agreement.sealed</c>; an <see cref="IOutboxHandler"/> of this type delivers it.</param>
    /// <param name="payload">Becomes JSON.</param>
    void Add<T>(string type, T payload);
}

/// <summary>
/// Delivers messages of one type. Unless it <see cref="OnlyWrites"/>, a message may come twice (the node stopped after delivering,
/// before noting so), so handling it again must do no harm. Throwing means not delivered; it is tried again later.
/// </summary>
public interface IOutboxHandler
{
    string Type { get; }

    /// <summary>Chinese, for those who look at what was not delivered: 「短信」.</summary>
    string Name => Type;

    /// <summary>
    /// All that it does is in the database. It is then done in one transaction with the removal of the message: once, and with one wait for
    /// the disk. Whoever speaks to the world must not, because nobody else could write while the other side thinks.
    /// </summary>
    bool OnlyWrites => false;

    Task Handle(string payload, CancellationToken ct);
}
