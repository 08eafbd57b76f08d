using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;

namespace Xinglin.Platform.Idempotency;

/// <param name="Body">UTF-8; empty where the answer has none.</param>
public sealed record Answer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body);

/// <summary>
/// Does what comes under one key once. Whoever comes second at the same time waits at the database for the first: on PostgreSQL at the
/// primary key, on SQLite at the one writer. So there is no lease that could run out, and a node that dies leaves nothing locked.
/// </summary>
internal sealed class KeptAnswers(XinglinDb db, DataKey key, TimeProvider time)
{
    /// <summary>How long the second waits for the first before it is told to come again.</summary>
    private const string Patience = "10s";

    /// <summary>Only for the user in the organisation that the key came from.</summary>
    public static Guid IdOf(CurrentUser user, string given) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.UserId:n}{user.OrganizationId:n}{given}")).AsSpan(0, 16));

    /// <summary>Opens the transaction in which the key is taken.</summary>
    /// <returns>The transaction, and whether the key is new; where it is not, nothing is to be done but to look the answer up.</returns>
    /// <exception cref="Refused">The same request is still running.</exception>
    public async Task<(IDbContextTransaction Transaction, bool New)> Take(Guid id, string fingerprint, CancellationToken ct)
    {
        IDbContextTransaction? transaction = null;
        try
        {
            transaction = await db.Database.BeginTransactionAsync(ct);
            if (db is PostgresXinglinDb) await db.Database.ExecuteSqlRawAsync($"SET LOCAL lock_timeout = '{Patience}'", ct);
            var taken = await db.Database.ExecuteSqlAsync(
                $"INSERT INTO platform_kept_answer (id, fingerprint, begun_at) VALUES ({id}, {fingerprint}, {db.Stored(time.Now())}) ON CONFLICT (id) DO NOTHING", ct);
            if (db is PostgresXinglinDb) await db.Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = DEFAULT", ct);
            return (transaction, taken == 1);
        }
        catch (Exception fault) when (fault is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } or SqliteException { SqliteErrorCode: 5 or 6 })
        {
            if (transaction is not null) await transaction.DisposeAsync();
            throw new Refused(RefusalKind.Conflict, "api.still-running", "同一个请求还在办理中。", "请稍等几秒，用同一个 Idempotency-Key 重发；办完后会返回当初的应答。");
        }
    }

    /// <summary>What was answered under a key that was taken before.</summary>
    /// <returns>Null where it was asked for something else.</returns>
    public async Task<Answer?> Find(Guid id, string fingerprint, CancellationToken ct)
    {
        var kept = await db.Set<KeptAnswer>().AsNoTracking().SingleAsync(answer => answer.Id == id, ct);
        return kept.Fingerprint != fingerprint ? null : new Answer(kept.Status!.Value, kept.ContentType, kept.Location, kept.ETag,
            kept.Body is null ? [] : Encoding.UTF8.GetBytes(key.Open(kept.Id, kept.Body)));
    }

    public Task Keep(Guid id, Answer answer)
    {
        var body = answer.Body.Length == 0 ? null : key.Seal(id, Encoding.UTF8.GetString(answer.Body));
        return db.Set<KeptAnswer>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Status, answer.Status).SetProperty(row => row.ContentType, answer.ContentType)
            .SetProperty(row => row.Location, answer.Location).SetProperty(row => row.ETag, answer.ETag).SetProperty(row => row.Body, body));
    }

    /// <summary>The key is free again.</summary>
    public Task Release(Guid id) => db.Set<KeptAnswer>().Where(row => row.Id == id).ExecuteDeleteAsync();
}
