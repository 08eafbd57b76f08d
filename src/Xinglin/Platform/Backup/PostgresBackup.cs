using System.Text;
using Npgsql;

namespace Xinglin.Platform.Backup;

/// <summary>PostgreSQL: every table by COPY as text, all seen at one moment, in memory never more than a buffer.</summary>
internal static class PostgresBackup
{
    private const string History = "__EFMigrationsHistory";

    /// <returns>Rows by table.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> Write(
        string connectionString, BackupWriter backup, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var tables = await Tables(connection, ct);
        var sizes = new Dictionary<string, long>();
        foreach (var (table, _) in tables) sizes[table] = (long)(await Scalar(connection, $"SELECT count(*) FROM {Quote(table)}", ct))!;
        var total = Math.Max(sizes.Values.Sum(), 1);
        long done = 0;
        foreach (var (table, columns) in tables)
            await backup.Add($"tables/{table}.copy", table, columns, async stream =>
            {
                long rows = 0;
                using var source = await connection.BeginTextExportAsync($"COPY {Quote(table)} ({List(columns)}) TO STDOUT", ct);
                await using var target = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
                var buffer = new char[1 << 16];
                int read;
                while ((read = await source.ReadAsync(buffer.AsMemory(), ct)) > 0)
                {
                    // Within a value a line break is written as \n, so each real one ends a row.
                    var ended = buffer.AsSpan(0, read).Count('\n');
                    await target.WriteAsync(buffer.AsMemory(0, read), ct);
                    (rows, done) = (rows + ended, done + ended);
                    progress.Report(new("导出数据表", (double)done / total));
                }

                return rows;
            });
        return sizes;
    }

    /// <summary>Fills the tables of a schema that has the shape of the backup. Foreign keys are taken away meanwhile and checked at the end.</summary>
    /// <exception cref="StartupProblem">A table got another number of rows than the backup has.</exception>
    public static async Task Fill(BackupReader backup, string connectionString, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var foreignKeys = await ForeignKeys(connection, ct);
        foreach (var key in foreignKeys) await Execute(connection, $"ALTER TABLE {key.Table} DROP CONSTRAINT {key.Name}", ct);
        var total = Math.Max(backup.Manifest.Tables.Values.Sum(), 1);
        long done = 0;
        foreach (var entry in backup.Manifest.Entries)
        {
            if (entry.Table is not { } table) continue;
            await Execute(connection, $"DELETE FROM {Quote(table)}", ct);
            using (var source = new StreamReader(backup.OpenEntry(entry), new UTF8Encoding(false), false, 1 << 16))
            await using (var target = await connection.BeginTextImportAsync($"COPY {Quote(table)} ({List(entry.Columns)}) FROM STDIN", ct))
            {
                var buffer = new char[1 << 16];
                int read;
                while ((read = await source.ReadAsync(buffer.AsMemory(), ct)) > 0)
                {
                    await target.WriteAsync(buffer.AsMemory(0, read), ct);
                    done += buffer.AsSpan(0, read).Count('\n');
                    progress.Report(new("写入数据表", (double)done / total));
                }
            }

            if ((long)(await Scalar(connection, $"SELECT count(*) FROM {Quote(table)}", ct))! != entry.Rows)
                throw new StartupProblem($"表 {table} 的行数与清单不符，没有恢复任何内容。");
            await ContinueNumbers(connection, table, entry.Columns, ct);
        }

        foreach (var key in foreignKeys) await Execute(connection, $"ALTER TABLE {key.Table} ADD CONSTRAINT {key.Name} {key.Definition}", ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task ContinueNumbers(NpgsqlConnection connection, string table, IReadOnlyList<string> columns, CancellationToken ct)
    {
        foreach (var column in columns)
            if (await Scalar(connection, $"SELECT pg_get_serial_sequence('{Quote(table)}', '{column}')", ct) is string sequence)
                await Execute(connection, $"SELECT setval('{sequence}', coalesce((SELECT max({Quote(column)}) FROM {Quote(table)}), 0) + 1, false)", ct);
    }

    private static async Task<List<(string Table, IReadOnlyList<string> Columns)>> Tables(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT t.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position)
            FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name)
            WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND t.table_name <> @history AND c.is_generated = 'NEVER'
            GROUP BY t.table_name ORDER BY t.table_name
            """, connection) { Parameters = { new("history", History) } };
        var tables = new List<(string, IReadOnlyList<string>)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) tables.Add((reader.GetString(0), reader.GetFieldValue<string[]>(1)));
        return tables;
    }

    private static async Task<List<(string Table, string Name, string Definition)>> ForeignKeys(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
            FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
            """, connection);
        var keys = new List<(string, string, string)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) keys.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return keys;
    }

    public static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(ct) is var value and not DBNull ? value : null;
    }

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
