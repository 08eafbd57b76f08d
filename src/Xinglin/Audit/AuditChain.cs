using System.Data.Common;
using Microsoft.Data.Sqlite;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>
/// Appends entries to a strand inside a transaction. The strand is drawn at random, so that writers rarely meet; on PostgreSQL the
/// head row is locked until the commit, SQLite has one writer at a time anyway.
/// </summary>
internal sealed class AuditChain(AuditKey key)
{
    /// <summary>Entries said to the database at once; of more, SQLite looks through all their values for each.</summary>
    private const int AtOnce = 20;

    private static readonly string[] Columns =
    [
        "number", "id", "moment", "user_id", "user_name", "organization_id", "organization_name", "remote_address", "action", "subject_type", "subject_id", "subject_name",
        "outcome", "details", "changes", "previous_hash", "hash"
    ];

    private static readonly string[] Inserts = [.. Enumerable.Range(0, AtOnce).Select(place =>
        $"INSERT INTO audit_entry (strand, {string.Join(", ", Columns)}) VALUES (@strand, {string.Join(", ", Columns.Select(column => $"@{column}{place}"))});")];

    private const string MoveHead = "UPDATE audit_head SET number = @head_number, hash = @head_hash, seal = @head_seal WHERE strand = @strand";

    public async Task Append(XinglinDb db, DbTransaction transaction, IReadOnlyList<AuditDraft> drafts, CurrentUser user, DateTimeOffset moment, CancellationToken ct)
    {
        var strand = Random.Shared.Next(AuditHead.Strands);
        var (number, hash) = await Lock(transaction, strand, ct);
        foreach (var chunk in drafts.Chunk(AtOnce))
        {
            var values = new List<(string Name, object? Value)> { ("strand", strand) };
            foreach (var (place, draft) in chunk.Index())
            {
                var entry = draft.At(strand, ++number, hash, moment, user);
                entry = entry with { Hash = hash = key.Hash(entry) };
                object?[] row =
                [
                    number, entry.Id, db.Stored(entry.Moment), entry.UserId, entry.UserName, entry.OrganizationId, entry.OrganizationName, entry.RemoteAddress, entry.Action,
                    entry.SubjectType, entry.SubjectId, entry.SubjectName, entry.Outcome.ToString(), entry.Details, entry.Changes, entry.PreviousHash, entry.Hash
                ];
                values.AddRange(Columns.Zip(row, (column, value) => ($"{column}{place}", value)));
            }

            // Entries and head in one go: each further way to the database is one that every act waits for.
            await Execute(transaction, string.Concat(Inserts.Take(chunk.Length).Append(MoveHead)), ct,
                [.. values, ("head_number", number), ("head_hash", hash), ("head_seal", key.Seal(strand, number, hash))]);
        }
    }

    private async Task<(long Number, string Hash)> Lock(DbTransaction transaction, int strand, CancellationToken ct)
    {
        var sql = "SELECT number, hash, seal FROM audit_head WHERE strand = @strand" + (transaction is SqliteTransaction ? "" : " FOR UPDATE");
        long number;
        string hash, seal;
        await using (var command = Command(transaction, sql, ("strand", strand)))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            if (!await reader.ReadAsync(ct)) throw new InvalidOperationException($"The audit trail has no head for strand {strand}.");
            (number, hash, seal) = (reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
        }

        if (seal.Length == 0 && await SealIfNew(transaction, ct)) return (number, hash);
        return seal == key.Seal(strand, number, hash) ? (number, hash) : throw key.DoesNotFit();
    }

    /// <summary>
    /// Seals the heads where nothing was ever recorded and none is sealed yet. Whoever writes first does it: the demonstration
    /// writes before the program serves.
    /// </summary>
    public async Task<bool> SealIfNew(DbTransaction transaction, CancellationToken ct)
    {
        if (!await IsNew(transaction, ct)) return false;
        for (var strand = 0; strand < AuditHead.Strands; strand++)
            await Execute(transaction, "UPDATE audit_head SET seal = @seal WHERE strand = @strand AND number = 0 AND seal = ''", ct,
                ("seal", key.Seal(strand, 0, AuditHead.Beginning)), ("strand", strand));
        return true;
    }

    private static async Task<bool> IsNew(DbTransaction transaction, CancellationToken ct)
    {
        await using var command = Command(transaction,
            "SELECT (SELECT COUNT(*) FROM audit_head WHERE number > 0 OR seal <> '') + (SELECT COUNT(*) FROM audit_entry)");
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) == 0;
    }

    private static async Task Execute(DbTransaction transaction, string sql, CancellationToken ct, params (string Name, object? Value)[] values)
    {
        await using var command = Command(transaction, sql, values);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static DbCommand Command(DbTransaction transaction, string sql, params (string Name, object? Value)[] values)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
