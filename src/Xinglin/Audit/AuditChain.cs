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
    private const string Insert = """
        INSERT INTO audit_entry (strand, number, id, moment, user_id, user_name, organization_id, organization_name, remote_address,
            action, subject_type, subject_id, subject_name, outcome, details, changes, previous_hash, hash)
        VALUES (@strand, @number, @id, @moment, @user_id, @user_name, @organization_id, @organization_name, @remote_address,
            @action, @subject_type, @subject_id, @subject_name, @outcome, @details, @changes, @previous_hash, @hash)
        """;

    public async Task Append(XinglinDb db, DbTransaction transaction, IReadOnlyList<AuditDraft> drafts, CurrentUser user, DateTimeOffset moment, CancellationToken ct)
    {
        var strand = Random.Shared.Next(AuditHead.Strands);
        var (number, hash) = await Lock(transaction, strand, ct);
        foreach (var draft in drafts)
        {
            var entry = draft.At(strand, ++number, hash, moment, user);
            entry = entry with { Hash = hash = key.Hash(entry) };
            await Execute(transaction, Insert, ct,
                ("strand", strand), ("number", number), ("id", entry.Id),
                ("moment", db.Stored(entry.Moment)),
                ("user_id", entry.UserId), ("user_name", entry.UserName),
                ("organization_id", entry.OrganizationId), ("organization_name", entry.OrganizationName), ("remote_address", entry.RemoteAddress),
                ("action", entry.Action), ("subject_type", entry.SubjectType), ("subject_id", entry.SubjectId), ("subject_name", entry.SubjectName),
                ("outcome", entry.Outcome.ToString()), ("details", entry.Details), ("changes", entry.Changes),
                ("previous_hash", entry.PreviousHash), ("hash", entry.Hash));
        }

        await Execute(transaction, "UPDATE audit_head SET number = @number, hash = @hash, seal = @seal WHERE strand = @strand", ct,
            ("number", number), ("hash", hash), ("seal", key.Seal(strand, number, hash)), ("strand", strand));
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
