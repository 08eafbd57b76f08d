using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Outbox;

internal sealed class Outbox(XinglinDb db, TimeProvider time) : IOutbox
{
    public void Add<T>(string type, T payload) =>
        db.Add(new OutboxMessage(Guid.CreateVersion7(), type, JsonSerializer.Serialize(payload, JsonSerializerOptions.Web), time.Now()));
}

/// <summary>Takes due messages one by one and hands each to its handler in a scope of its own.</summary>
internal sealed class OutboxDelivery(IServiceScopeFactory scopes, TimeProvider time, ILogger<OutboxDelivery> log)
{
    /// <summary>How long a node may work on a message before another takes it for abandoned.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly CurrentUser Program = CurrentUser.Program("消息投递");

    /// <summary>Delivers what is due.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> DeliverDue(CancellationToken ct)
    {
        var tried = 0;
        while (await scopes.As(Program, services => DeliverNext(services, ct))) tried++;
        return tried;
    }

    /// <returns>False where nothing is due.</returns>
    private async Task<bool> DeliverNext(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var now = time.Now();
        if (!await db.Set<OutboxMessage>().AnyAsync(message => !message.Dead && message.DueAt <= now, ct)) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var next = db is PostgresXinglinDb
            ? db.Set<OutboxMessage>().FromSql($"SELECT * FROM platform_outbox WHERE NOT dead AND due_at <= {now} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED")
            : db.Set<OutboxMessage>().Where(message => !message.Dead && message.DueAt <= now).OrderBy(message => message.DueAt).Take(1);
        if ((await next.AsNoTracking().ToListAsync(ct)).SingleOrDefault() is not { } message) return false;
        try
        {
            var handler = services.GetServices<IOutboxHandler>().FirstOrDefault(handler => handler.Type == message.Type)
                ?? throw new InvalidOperationException($"No handler for outbox messages of type {message.Type}.");
            if (!handler.OnlyWrites)
            {
                await Lend(db, message, now, ct);
                await transaction.CommitAsync(ct);
            }

            await handler.Handle(message.Payload, ct);
            await db.Set<OutboxMessage>().Where(row => row.Id == message.Id).ExecuteDeleteAsync(ct);
            if (handler.OnlyWrites) await transaction.CommitAsync(ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            await transaction.DisposeAsync();
            log.LogWarning(exception, "Outbox message {Id} of type {Type} was not delivered, attempt {Attempt}", message.Id, message.Type, message.Attempts + 1);
            await Postpone(message, exception.Message, ct);
        }

        return true;
    }

    /// <summary>To this node, until the lease ends.</summary>
    private static Task Lend(XinglinDb db, OutboxMessage message, DateTimeOffset now, CancellationToken ct)
    {
        var until = now + Lease;
        return db.Set<OutboxMessage>().Where(row => row.Id == message.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.DueAt, until).SetProperty(row => row.Attempts, row => row.Attempts + 1), ct);
    }

    /// <summary>Where another node took the message meanwhile, because this one was slow, that one's outcome counts.</summary>
    private async Task Postpone(OutboxMessage message, string error, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var attempts = message.Attempts + 1;
        var (due, dead) = (time.Now() + OutboxMessage.WaitAfter(attempts), attempts >= OutboxMessage.MostAttempts);
        var said = error.Length > OutboxMap.ErrorLength ? error[..OutboxMap.ErrorLength] : error;
        // Lent, it counts the attempt already; within a transaction that was rolled back it does not.
        await scope.ServiceProvider.GetRequiredService<XinglinDb>().Set<OutboxMessage>().Where(row => row.Id == message.Id && row.Attempts <= attempts).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Attempts, attempts).SetProperty(row => row.DueAt, due).SetProperty(row => row.Dead, dead).SetProperty(row => row.LastError, said), ct);
    }
}
