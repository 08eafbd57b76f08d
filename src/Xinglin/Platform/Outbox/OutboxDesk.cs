using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Outbox;

/// <summary>A message that did not go out at its first try. Its content does not show: it may hold what the administrator must not see.</summary>
public sealed record TroubledMessage(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset DueAt, int Attempts, bool Dead, string? LastError);

/// <summary>What could not be delivered, for the system administrator: to be tried again, or given up.</summary>
public sealed class OutboxDesk(XinglinDb db, IEnumerable<IOutboxHandler> handlers, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public const int Most = 200;

    /// <summary>Dead ones first, then those that wait for another try; oldest first.</summary>
    public async Task<IReadOnlyList<TroubledMessage>> List(CancellationToken ct = default)
    {
        Require();
        var names = handlers.ToLookup(handler => handler.Type, handler => handler.Name);
        return [.. (await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.Dead || message.LastError != null)
                .OrderByDescending(message => message.Dead).ThenBy(message => message.CreatedAt).Take(Most).ToListAsync(ct))
            .Select(message => new TroubledMessage(message.Id, names[message.Type].FirstOrDefault() ?? message.Type, message.CreatedAt, message.DueAt, message.Attempts, message.Dead, message.LastError))];
    }

    /// <summary>How many wait to go out for the first time.</summary>
    public Task<int> Waiting(CancellationToken ct = default)
    {
        Require();
        return db.Set<OutboxMessage>().CountAsync(message => !message.Dead && message.LastError == null, ct);
    }

    /// <summary>It is tried at once, with all attempts before it again.</summary>
    /// <exception cref="Refused">It has gone out or been given up meanwhile.</exception>
    public async Task Retry(Guid id, CancellationToken ct = default)
    {
        var message = await Find(id, ct);
        message.BeginAgain(time.Now());
        audit.Record("outbox.retried", Subject(message));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>It will never go out.</summary>
    /// <exception cref="Refused">It has gone out or been given up meanwhile.</exception>
    public async Task GiveUp(Guid id, CancellationToken ct = default)
    {
        var message = await Find(id, ct);
        db.Remove(message);
        audit.Record("outbox.given-up", Subject(message), message.LastError);
        await db.SaveChangesAsync(ct);
    }

    private async Task<OutboxMessage> Find(Guid id, CancellationToken ct)
    {
        Require();
        return await db.Set<OutboxMessage>().FirstOrDefaultAsync(message => message.Id == id && (message.Dead || message.LastError != null), ct)
            ?? throw new Refused(RefusalKind.Conflict, "outbox.gone", "这条消息已经送出或已被放弃。", "请刷新页面查看。");
    }

    private static AuditSubject Subject(OutboxMessage message) => new("outbox-message", message.Id, message.Type);

    private void Require() => user.Require("处理未送出的消息", Role.SystemAdministrator);
}

/// <summary>Tells the system administrator on the start page that something could not be delivered.</summary>
internal sealed class OutboxWork(XinglinDb db) : IWorkSource
{
    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (!user.Is(Role.SystemAdministrator)) return [];
        var dead = await db.Set<OutboxMessage>().CountAsync(message => message.Dead, ct);
        return dead == 0 ? [] : [new WorkItem("消息投递", $"处理没有送出的消息：{dead} 条", "多次重试仍失败，已停止重试", "/deliveries")];
    }
}
